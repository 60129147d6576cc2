import type { Path64 } from 'clipper2-ts'

/** A stored edge in the plane: from, to. */
export type StoredEdge = readonly [ax: number, ay: number, bx: number, by: number]
type Place = readonly [x: number, y: number]

/** A border on the grid leaves the stored one by this at most: both of its ends and a crossing are rounded. */
export const NEAR_M = 3e-4
/** Where two edges meet at a sharp angle, rounding moves their crossing far along both. */
const FARTHEST_M = 0.05
/** Sine of the angle below which edges are one line. */
const PARALLEL = 1e-7

/**
 * Where two stored edges really cross, of which the clipper made a point on its grid: the one that it comes along and the one that it goes
 * along. Where both are one edge, that a piece was cut at before, the place beside it on the edge. Both pieces on either side of a cut, and
 * neighbours, get the same digits.
 * @param near edges within NEAR_M of the point @param before, at, after the point between its neighbours in the ring, in the plane
 * @returns null: neither
 */
export function storedCrossing(near: readonly StoredEdge[], before: Place, at: Place, after: Place): Place | null {
  const comes = along(near, (at[0] + before[0]) / 2, (at[1] + before[1]) / 2)
  const goes = along(near, (at[0] + after[0]) / 2, (at[1] + after[1]) / 2)
  for (const a of comes) {
    for (const b of goes) {
      const found = a === b ? null : meet(near[a], near[b], at)
      if (found) return found
    }
  }
  const through = comes.find((edge) => goes.includes(edge))
  return through === undefined ? null : foot(rising(near[through]), at)
}

/** Which edges a place lies on, the nearest first. Loops: it is done for each point that a cut makes. */
function along(near: readonly StoredEdge[], x: number, y: number): number[] {
  const found: number[] = []
  const far: number[] = []
  for (let edge = 0; edge < near.length; edge++) {
    const squared = squaredDistance(near[edge], x, y)
    if (squared > NEAR_M * NEAR_M) continue
    let place = found.length
    while (place > 0 && far[place - 1] > squared) {
      found[place] = found[place - 1]
      far[place] = far[place - 1]
      place--
    }
    found[place] = edge
    far[place] = squared
  }
  return found
}

/** @param path of the clipper @param i its point @returns that and its neighbours, by `toPlane` */
export function withNeighbours(
  path: Path64,
  i: number,
  toPlane: (x: number, y: number) => Place,
): readonly [Place, Place, Place] {
  const place = (k: number) => toPlane(path[k].x, path[k].y)
  return [place((i || path.length) - 1), place(i), place((i + 1) % path.length)]
}

/** of a place from an edge, as long as it is */
function squaredDistance(edge: StoredEdge, x: number, y: number): number {
  const [ax, ay] = edge
  const t = shareAlong(edge, x, y)
  const px = x - ax - t * (edge[2] - ax)
  const py = y - ay - t * (edge[3] - ay)
  return px * px + py * py
}

/** The place on an edge that is nearest to another. */
function foot(edge: StoredEdge, [x, y]: Place): Place {
  const t = shareAlong(edge, x, y)
  return [edge[0] + t * (edge[2] - edge[0]), edge[1] + t * (edge[3] - edge[1])]
}

/** How far along an edge the place is that is nearest to another: 0 … 1. */
function shareAlong([ax, ay, bx, by]: StoredEdge, x: number, y: number): number {
  const dx = bx - ax
  const dy = by - ay
  const long = dx * dx + dy * dy
  return long > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long)) : 0
}

/** Where two edges cross near a place; null: they do not. */
function meet(one: StoredEdge, other: StoredEdge, [x, y]: Place): Place | null {
  // in one order and direction whoever asks: a border is stored twice, and cut from both sides
  let a = rising(one)
  let b = rising(other)
  if (isBefore(b, a)) [a, b] = [b, a]
  const ux = a[2] - a[0]
  const uy = a[3] - a[1]
  const vx = b[2] - b[0]
  const vy = b[3] - b[1]
  const cross = ux * vy - uy * vx
  const sine = Math.abs(cross) / Math.sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy))
  if (!(sine > PARALLEL)) return null
  const t = ((b[0] - a[0]) * vy - (b[1] - a[1]) * vx) / cross
  const px = a[0] + t * ux
  const py = a[1] + t * uy
  const most = Math.min(FARTHEST_M, NEAR_M / sine)
  return (px - x) * (px - x) + (py - y) * (py - y) <= most * most ? [px, py] : null
}

function rising(edge: StoredEdge): StoredEdge {
  const [ax, ay, bx, by] = edge
  return ax < bx || (ax === bx && ay <= by) ? edge : [bx, by, ax, ay]
}

function isBefore(a: StoredEdge, b: StoredEdge): boolean {
  for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return a[i] < b[i]
  return false
}
