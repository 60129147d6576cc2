import { type Bearing, localPlane, placeAlong } from './local-plane.ts'

export interface AveragedFix {
  readonly lng: number
  readonly lat: number
  /** that entered the mean */
  readonly count: number
  /** left out: they lie farther from the middle than they can by their own accuracy and the spread of the others */
  readonly rejected: number
  /** standard deviation of one fix about the mean, both axes together, m: √(Σd²/(n−1)); null below two */
  readonly sdM: number | null
  /**
   * radius for 95 % of cases, m: the larger of the median of what the source tells and 2·sd. Not divided by √n: fixes that
   * follow each other share their errors; null: the source tells none, and a spread alone says how steady it is, not how right.
   */
  readonly accuracyM: number | null
}

interface Place {
  readonly lng: number
  readonly lat: number
  readonly accuracyM: number | null
}

/** How many times the usual distance from the middle a jump is. */
const JUMP = 4
/** Below, there is nothing to call usual. */
const LEAST_FOR_JUMPS = 4
const SMALLEST_M = 0.005

/** Mean of fixes at one place without those that jumped. null for none. */
export function averageFixes(fixes: readonly Place[]): AveragedFix | null {
  const usable = fixes.filter(({ lng, lat }) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
  if (usable.length === 0) return null
  const plane = localPlane(usable[0].lng, usable[0].lat)
  const spots = usable.map(({ lng, lat, accuracyM }) => {
    const [east, north] = plane.toPlane(lng, lat)
    return { east, north, accuracyM }
  })
  const middle = [median(spots.map(({ east }) => east)), median(spots.map(({ north }) => north))]
  const away = spots.map(({ east, north }) => Math.hypot(east - middle[0], north - middle[1]))
  const usual = Math.max(SMALLEST_M, median(away))
  const allTold = spots.flatMap(({ accuracyM }) => (accuracyM === null ? [] : [accuracyM]))
  const reach = Math.max(JUMP * usual, allTold.length > 0 ? median(allTold) : 0)
  const kept = spots.filter((_, i) => spots.length < LEAST_FOR_JUMPS || away[i] <= reach)
  const count = kept.length
  const east = kept.reduce((sum, spot) => sum + spot.east, 0) / count
  const north = kept.reduce((sum, spot) => sum + spot.north, 0) / count
  const squares = kept.reduce((sum, spot) => sum + (spot.east - east) ** 2 + (spot.north - north) ** 2, 0)
  const sdM = count > 1 ? Math.sqrt(squares / (count - 1)) : null
  const told = kept.flatMap(({ accuracyM }) => (accuracyM === null ? [] : [accuracyM]))
  const accuracies = [...(told.length > 0 ? [median(told)] : []), ...(sdM === null ? [] : [2 * sdM])]
  const [lng, lat] = placeAlong(usable[0].lng, usable[0].lat, plane.bearing(east, north) satisfies Bearing)
  return {
    lng,
    lat,
    count,
    rejected: usable.length - count,
    sdM,
    accuracyM: told.length > 0 ? Math.max(...accuracies) : null,
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
