/** Until then a page still loads what it has not needed before, and undo is not yet full. */
const WARM_SHARE = 1 / 3

/**
 * Slope of the line of least squares through what was held each minute, without the first third.
 * @returns change in an hour, in the unit of the values; null: too few minutes
 */
export function growthPerHour(points: readonly (readonly [minute: number, value: number])[]): number | null {
  const warm = points.slice(Math.floor(points.length * WARM_SHARE))
  if (warm.length < 3) return null
  const mean = (of: 0 | 1) => warm.reduce((sum, point) => sum + point[of], 0) / warm.length
  const [middle, level] = [mean(0), mean(1)]
  const spread = warm.reduce((sum, [minute]) => sum + (minute - middle) ** 2, 0)
  if (spread === 0) return null
  return (warm.reduce((sum, [minute, value]) => sum + (minute - middle) * (value - level), 0) / spread) * 60
}
