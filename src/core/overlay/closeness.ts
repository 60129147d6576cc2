import Flatbush from 'flatbush'

/** Below this two places of a result are one: what the 0.1 mm grid and the digits that come back make of one place. */
export const NEAR_M = 2e-4
const EARTH_M = 6.37e6
/** Fewer edges meet each other faster than an index of them is made. */
const FEW_EDGES = 48

/** A ring's edges, from … to − 1: edge i goes from vertex i to i + 1; the last vertex is the first again. */
export type RingSpan = readonly [start: number, end: number]

/**
 * How far an edge that is straight in degrees runs beside the one that is straight in the equal-area plane, metres: other programs read
 * the stored degrees so. @param tanLat of the edge's latitude
 */
export function sagM(dx: number, dy: number, tanLat: number): number {
  const long = Math.sqrt(dx * dx + dy * dy)
  return long > 0 ? (Math.abs(tanLat) * dy * dy * Math.abs(dx)) / (8 * EARTH_M * long) : 0
}

/** Edges of the row that is looked at: their first vertex, which edge comes next in the ring, and how near is near. */
let starts = new Int32Array(64)
let nexts = new Int32Array(64)
let reach = new Float64Array(64)

/**
 * Does some vertex lie on an edge that is not its own, or do two edges cross? Where nothing of that is, the rings are simple and apart.
 * Also told is what comes so near that it does so in degrees.
 */
export function comesNear(xy: Float64Array, rings: readonly RingSpan[], tanLat: number): boolean {
  let count = 0
  let most = 0
  for (const [start, end] of rings) {
    while (count + end - start > starts.length) grow()
    const first = count
    for (let i = start; i + 1 < end; i++) {
      starts[count] = i
      nexts[count] = count + 1
      reach[count] = Math.max(NEAR_M, 1.2 * sagM(xy[2 * i + 2] - xy[2 * i], xy[2 * i + 3] - xy[2 * i + 1], tanLat))
      most = Math.max(most, reach[count])
      count++
    }
    if (count > first) nexts[count - 1] = first
  }
  const near = count > FEW_EDGES ? edgesNear(xy, count, most) : null
  for (let a = 1; a < count; a++) {
    const i = 2 * starts[a]
    const [ax, ay, bx, by] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]]
    const [left, right] = ax < bx ? [ax - most, bx + most] : [bx - most, ax + most]
    const [bottom, top] = ay < by ? [ay - most, by + most] : [by - most, ay + most]
    const others = near?.search(left, bottom, right, top)
    const last = others ? others.length : a
    for (let n = 0; n < last; n++) {
      const b = others ? others[n] : n
      if (b >= a) continue
      const k = 2 * starts[b]
      if ((xy[k] > right && xy[k + 2] > right) || (xy[k] < left && xy[k + 2] < left)) continue
      if ((xy[k + 1] > top && xy[k + 3] > top) || (xy[k + 1] < bottom && xy[k + 3] < bottom)) continue
      if (meet(xy, a, b)) return true
    }
  }
  return false
}

function grow(): void {
  const size = 2 * starts.length
  const more = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
    to.set(from)
    return to
  }
  starts = more(starts, new Int32Array(size))
  nexts = more(nexts, new Int32Array(size))
  reach = more(reach, new Float64Array(size))
}

function edgesNear(xy: Float64Array, count: number, most: number): Flatbush {
  const index = new Flatbush(count)
  for (let edge = 0; edge < count; edge++) {
    const i = 2 * starts[edge]
    index.add(
      Math.min(xy[i], xy[i + 2]) - most,
      Math.min(xy[i + 1], xy[i + 3]) - most,
      Math.max(xy[i], xy[i + 2]) + most,
      Math.max(xy[i + 1], xy[i + 3]) + most,
    )
  }
  index.finish()
  return index
}

function meet(xy: Float64Array, a: number, b: number): boolean {
  const [i, k] = [2 * starts[a], 2 * starts[b]]
  const [ax, ay, bx, by] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]]
  const [cx, cy, dx, dy] = [xy[k], xy[k + 1], xy[k + 2], xy[k + 3]]
  const [isAfter, isBefore] = [nexts[a] === b, nexts[b] === a]
  // of the two ends that edges of one corner share nothing is asked
  if (!isAfter && isNear(cx, cy, ax, ay, bx, by, reach[a])) return true
  if (!isBefore && isNear(dx, dy, ax, ay, bx, by, reach[a])) return true
  if (!isBefore && isNear(ax, ay, cx, cy, dx, dy, reach[b])) return true
  if (!isAfter && isNear(bx, by, cx, cy, dx, dy, reach[b])) return true
  return !isAfter && !isBefore && crossing(ax, ay, bx, by, cx, cy, dx, dy) !== null
}

function isNear(x: number, y: number, ax: number, ay: number, bx: number, by: number, tolerance: number): boolean {
  const ux = bx - ax
  const uy = by - ay
  const long = ux * ux + uy * uy
  const t = long > 0 ? Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / long)) : 0
  const px = x - ax - t * ux
  const py = y - ay - t * uy
  return px * px + py * py <= tolerance * tolerance
}

/** Where a–b and c–d cross between their ends. */
export function crossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [x: number, y: number] | null {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
  const turn = ux * vy - uy * vx
  if (turn === 0) return null
  const t = ((cx - ax) * vy - (cy - ay) * vx) / turn
  const s = ((cx - ax) * uy - (cy - ay) * ux) / turn
  return t > 0 && t < 1 && s > 0 && s < 1 ? [ax + t * ux, ay + t * uy] : null
}
