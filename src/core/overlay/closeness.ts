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

/**
 * Does some vertex lie on an edge that is not its own, or do two edges cross? Where nothing of that is, the rings are simple and apart.
 * @param tanLat also told is what comes so near that it does so in degrees; 0: only what does in the plane
 */
export function comesNear(xy: Float64Array, rings: readonly RingSpan[], tanLat: number): boolean {
  const edges: number[] = []
  const nexts = new Map<number, number>()
  for (const [start, end] of rings) {
    for (let i = start; i + 1 < end; i++) edges.push(i)
    nexts.set(end - 2, start)
  }
  const isNext = (a: number, b: number) => (nexts.get(a) ?? a + 1) === b
  const meets = (a: number, b: number) => meet(xy, a, b, isNext(a, b), isNext(b, a), tanLat)
  if (edges.length <= FEW_EDGES) {
    for (let i = 1; i < edges.length; i++) for (let k = 0; k < i; k++) if (meets(edges[i], edges[k])) return true
    return false
  }
  const index = new Flatbush(edges.length)
  for (const i of edges) {
    const tolerance = toleranceOf(xy, i, tanLat)
    index.add(
      Math.min(xy[2 * i], xy[2 * i + 2]) - tolerance,
      Math.min(xy[2 * i + 1], xy[2 * i + 3]) - tolerance,
      Math.max(xy[2 * i], xy[2 * i + 2]) + tolerance,
      Math.max(xy[2 * i + 1], xy[2 * i + 3]) + tolerance,
    )
  }
  index.finish()
  return edges.some((edge) => {
    const [ax, ay, bx, by] = xy.subarray(2 * edge, 2 * edge + 4)
    const near = index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    return near.some((other) => edges[other] !== edge && meets(edge, edges[other]))
  })
}

function toleranceOf(xy: Float64Array, edge: number, tanLat: number): number {
  return Math.max(NEAR_M, 1.2 * sagM(xy[2 * edge + 2] - xy[2 * edge], xy[2 * edge + 3] - xy[2 * edge + 1], tanLat))
}

/** @param isAfter b begins where a ends @param isBefore b ends where a begins */
function meet(xy: Float64Array, a: number, b: number, isAfter: boolean, isBefore: boolean, tanLat: number): boolean {
  const ax = xy[2 * a]
  const ay = xy[2 * a + 1]
  const bx = xy[2 * a + 2]
  const by = xy[2 * a + 3]
  const cx = xy[2 * b]
  const cy = xy[2 * b + 1]
  const dx = xy[2 * b + 2]
  const dy = xy[2 * b + 3]
  // sag is worked out only for what comes that near
  const most = tanLat === 0 ? NEAR_M : NEAR_M + ((ay - by) ** 2 + (cy - dy) ** 2) * 3e-8
  if (Math.min(ax, bx) - most > Math.max(cx, dx) || Math.max(ax, bx) + most < Math.min(cx, dx)) return false
  if (Math.min(ay, by) - most > Math.max(cy, dy) || Math.max(ay, by) + most < Math.min(cy, dy)) return false
  const [onA, onB] = [toleranceOf(xy, a, tanLat), toleranceOf(xy, b, tanLat)]
  // of the two ends that edges of one corner share nothing is asked
  if (!isAfter && isNear(cx, cy, ax, ay, bx, by, onA)) return true
  if (!isBefore && isNear(dx, dy, ax, ay, bx, by, onA)) return true
  if (!isBefore && isNear(ax, ay, cx, cy, dx, dy, onB)) return true
  if (!isAfter && isNear(bx, by, cx, cy, dx, dy, onB)) return true
  if (isAfter || isBefore) return false
  return crossing(ax, ay, bx, by, cx, cy, dx, dy) !== null
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
