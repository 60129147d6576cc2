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
 * along. Both pieces on either side of a cut, and neighbours, get the same digits.
 * @param near edges within NEAR_M of the point @param before, at, after the point between its neighbours in the ring, in the plane
 * @returns null: no two edges cross there
 */
export function storedCrossing(near: readonly StoredEdge[], before: Place, at: Place, after: Place): Place | null {
  const along = (other: Place) => {
    const middle: Place = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]
    return near
      .map((edge) => ({ edge, far: distance(edge, middle) }))
      .filter(({ far }) => far <= NEAR_M)
      .sort((a, b) => a.far - b.far)
      .map(({ edge }) => edge)
  }
  const [comes, goes] = [along(before), along(after)]
  for (const a of comes) {
    for (const b of goes) {
      const found = a === b ? null : meet(a, b, at)
      if (found) return found
    }
  }
  return null
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
function distance([ax, ay, bx, by]: StoredEdge, [x, y]: Place): number {
  const [dx, dy] = [bx - ax, by - ay]
  const long = dx * dx + dy * dy
  const t = long > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long)) : 0
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}

/** Where two edges cross near a place; null: they do not. */
function meet(one: StoredEdge, other: StoredEdge, [x, y]: Place): Place | null {
  // in one order and direction whoever asks: a border is stored twice, and cut from both sides
  const [a, b] = [rising(one), rising(other)].sort(byDigits)
  const [ux, uy, vx, vy] = [a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1]]
  const cross = ux * vy - uy * vx
  const sine = cross / (Math.hypot(ux, uy) * Math.hypot(vx, vy))
  if (!(Math.abs(sine) > PARALLEL)) return null
  const t = ((b[0] - a[0]) * vy - (b[1] - a[1]) * vx) / cross
  const [px, py] = [a[0] + t * ux, a[1] + t * uy]
  return Math.hypot(px - x, py - y) <= Math.min(FARTHEST_M, NEAR_M / Math.abs(sine)) ? [px, py] : null
}

function rising(edge: StoredEdge): StoredEdge {
  const [ax, ay, bx, by] = edge
  return ax < bx || (ax === bx && ay <= by) ? edge : [bx, by, ax, ay]
}

function byDigits(a: StoredEdge, b: StoredEdge): number {
  for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}
