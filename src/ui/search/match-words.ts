/** Lower case, half width, without spaces: how words are compared. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** What one types for it holds the word: 测量面积 for 面积. Only of letters, so that conditions and codes find nothing by it. */
const isLongerThan = (word: string, folded: string) =>
  word.length > (/^[a-z]/.test(word) ? 3 : 1) && /^\p{L}+$/u.test(folded) && folded.includes(word)

/** Smaller is better: 0 whole, 1 beginning, 3 inside, 5 a word of what was typed, null not at all. */
export function matchRank(words: readonly string[], wanted: string): number | null {
  const folded = foldText(wanted)
  if (!folded) return null
  const rankOf = (word: string) => {
    if (word === folded) return 0
    if (word.includes(folded)) return word.startsWith(folded) ? 1 : 3
    return isLongerThan(word, folded) ? 5 : Number.POSITIVE_INFINITY
  }
  const ranks = words.map(foldText).map(rankOf)
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
