/** Lower case, half width, without spaces: how words are compared. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** Smaller is better: 0 whole, 1 beginning, 3 inside, null not at all. */
export function matchRank(words: readonly string[], wanted: string): number | null {
  const folded = foldText(wanted)
  if (!folded) return null
  const ranks = words
    .map(foldText)
    .map((word) => (word === folded ? 0 : word.startsWith(folded) ? 1 : word.includes(folded) ? 3 : Number.POSITIVE_INFINITY))
  const best = Math.min(...ranks)
  return Number.isFinite(best) ? best : null
}

/** Things whose words match, the best first, equal ones in their order. */
export function matching<T>(things: readonly T[], wordsOf: (thing: T) => readonly string[], wanted: string): readonly T[] {
  return things
    .map((thing, order) => ({ thing, order, rank: matchRank(wordsOf(thing), wanted) }))
    .filter((entry): entry is { thing: T; order: number; rank: number } => entry.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ thing }) => thing)
}
