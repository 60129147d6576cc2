/** Below this two places of a result are one: what the 0.1 mm grid and the digits that come back make of one place. */
export const NEAR_M = 2e-4
const EARTH_M = 6.37e6
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
/** Of runs of them: left, bottom, right, top. */
let boxes = new Float64Array(64)

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
  // neighbours along a ring lie together: boxes of runs tell most of them apart. As long as makes the tests of runs and of their edges fewest
  const length = Math.max(4, Math.ceil(Math.cbrt(count)))
  const runs = Math.ceil(count / length)
  while (runs * 4 > boxes.length) boxes = new Float64Array(2 * boxes.length)
  for (let run = 0; run < runs; run++) boxRun(xy, run, run * length, Math.min(count, (run + 1) * length), most)
  for (let one = 0; one < runs; one++) {
    const [left, bottom, right, top] = [boxes[4 * one], boxes[4 * one + 1], boxes[4 * one + 2], boxes[4 * one + 3]]
    for (let other = 0; other <= one; other++) {
      const at = 4 * other
      if (boxes[at] > right || boxes[at + 2] < left || boxes[at + 1] > top || boxes[at + 3] < bottom) continue
      if (doRunsMeet(xy, one * length, Math.min(count, (one + 1) * length), other * length, (other + 1) * length, most))
        return true
    }
  }
  return false
}

/** @param most added on every side: how near is near for the edge that is least exact */
function boxRun(xy: Float64Array, run: number, from: number, to: number, most: number): void {
  let left = Number.POSITIVE_INFINITY
  let bottom = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let top = Number.NEGATIVE_INFINITY
  for (let edge = from; edge < to; edge++) {
    const i = 2 * starts[edge]
    left = Math.min(left, xy[i], xy[i + 2])
    bottom = Math.min(bottom, xy[i + 1], xy[i + 3])
    right = Math.max(right, xy[i], xy[i + 2])
    top = Math.max(top, xy[i + 1], xy[i + 3])
  }
  boxes[4 * run] = left - most
  boxes[4 * run + 1] = bottom - most
  boxes[4 * run + 2] = right + most
  boxes[4 * run + 3] = top + most
}

/** Do edges of one run meet those before them in another, or in the same? */
function doRunsMeet(xy: Float64Array, from: number, to: number, otherFrom: number, otherTo: number, most: number): boolean {
  for (let a = from; a < to; a++) {
    const i = 2 * starts[a]
    const ax = xy[i]
    const ay = xy[i + 1]
    const bx = xy[i + 2]
    const by = xy[i + 3]
    const left = (ax < bx ? ax : bx) - most
    const right = (ax < bx ? bx : ax) + most
    const bottom = (ay < by ? ay : by) - most
    const top = (ay < by ? by : ay) + most
    const end = otherTo < a ? otherTo : a
    for (let b = otherFrom; b < end; b++) {
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
