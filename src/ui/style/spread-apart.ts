/**
 * Places for handles that must not cover each other: each as near to its own as the ones beside it let it be.
 * @param places ascending, px @param gap between two, px; less where the width has no room for it @returns in their order, within 0 … width
 */
export function spreadApart(places: readonly number[], gap: number, width: number): number[] {
  const least = Math.min(gap, width / Math.max(1, places.length - 1))
  const spread: number[] = []
  for (const place of places) spread.push(Math.max(Math.min(width, Math.max(0, place)), (spread.at(-1) ?? -least) + least))
  for (let i = spread.length - 1, end = width; i >= 0 && spread[i] > end; i--, end -= least) spread[i] = end
  return spread
}
