import { GRID_PER_M } from './clip.ts'
import { connectedGroups } from './connected-groups.ts'
import { type Box, rowBox, vertexRange } from './geometry.ts'
import { type LngLatPolygon, validPolygons } from './overlay/valid-rows.ts'
import type { SoundTable } from './repair.ts'
import { stretchOf, type Task } from './task.ts'
import { type Outlines, strikeOutShared } from './union/border-edges.ts'
import { linkRings } from './union/border-rings.ts'
import { eachMeeting, indexEdges } from './union/edge-meetings.ts'
import { GridPoints } from './union/grid-points.ts'
import { joinPaths } from './union/join-paths.ts'
import { exchanged, OutlineBuilder, pathsOf, rowOutlines } from './union/outlines.ts'
import { ringPolygons } from './union/ring-polygons.ts'

/**
 * The area that rows cover, without the borders between them: union in the equal-area plane on a 0.1 mm grid. Vertices that stay
 * have the input's own coordinates; what it covers is valid by OGC. Rings thinner than the grid (rounding where borders have different vertices) are left out.
 *
 * Borders that neighbours share are struck out, edge against edge; what is left is linked into rings (decision 0041). Only rows whose
 * remaining borders meet otherwise than in a common end (they overlap, or have different vertices) go through the clipper.
 * @param mostVertices more are joined in runs of rows, and the runs then
 */
export async function dissolve(
  sound: SoundTable,
  rows: ArrayLike<number>,
  task: Task,
  mostVertices = MOST_VERTICES,
): Promise<readonly LngLatPolygon[]> {
  const { geometry, xy, plane } = sound
  const runs = runsOf(sound, rows, mostVertices)
  const own = stretchOf(task, 0, runs.length > 1 ? 0.8 : 1)
  let joined: Joined | null = null
  const parts = new OutlineBuilder(1024)
  const partPoints = new GridPoints(1024)
  let shapes = 0
  for (const [i, run] of runs.entries()) {
    const stretch = stretchOf(own, i / runs.length, (i + 1) / runs.length)
    const made = await rowOutlines(geometry, xy, run, stretch)
    joined = await joinOutlines(made.outlines, made.points, run.length, stretch)
    if (runs.length === 1) break
    for (const polygon of joined.polygons) {
      for (const ring of polygon) parts.addRing(shapes, ring, joined.points, partPoints)
      shapes++
    }
  }
  if (runs.length > 1) joined = await joinOutlines(parts.finish(), partPoints, shapes, stretchOf(task, 0.8, 1))
  if (!joined) return []
  const { polygons, points } = joined
  return validPolygons(
    polygons.map((polygon) => polygon.map((ring) => lngLatCorners(ring, points, sound))),
    plane,
  )
}

/** Vertices that are numbered at once: of a hundred million, as buffers have, the tables alone would be ten gigabytes. */
const MOST_VERTICES = 2_000_000

/** Rows that lie together, so many that memory holds what they need; halved along the longer side. Rows without shape are in none. */
function runsOf({ geometry, xy }: SoundTable, rows: ArrayLike<number>, mostVertices: number): readonly ArrayLike<number>[] {
  const sizeOf = (row: number) => {
    const [from, to] = vertexRange(geometry, row)
    return to - from
  }
  const filled: number[] = []
  let vertices = 0
  for (let i = 0; i < rows.length; i++) {
    const size = sizeOf(rows[i])
    if (size > 0) filled.push(rows[i])
    vertices += size
  }
  if (vertices <= mostVertices) return [filled]
  const boxes = filled.map((row) => rowBox(geometry, row, xy) as Box)
  const middles = [0, 1].map((axis) => Float64Array.from(boxes, (box) => box[axis] + box[axis + 2]))
  const runs: ArrayLike<number>[] = []
  /** @param members places among the filled rows */
  const halve = (members: Uint32Array) => {
    if (members.length < 2 || members.reduce((sum, at) => sum + sizeOf(filled[at]), 0) <= mostVertices) {
      runs.push(members.map((at) => filled[at]))
      return
    }
    const [across, along] = middles
      .map((middle) => {
        const [low, high] = members.reduce(
          ([l, h], at) => [Math.min(l, middle[at]), Math.max(h, middle[at])],
          [Infinity, -Infinity],
        )
        return { middle, extent: high - low }
      })
      .sort((one, other) => one.extent - other.extent)
    members.sort((a, b) => along.middle[a] - along.middle[b] || across.middle[a] - across.middle[b] || a - b)
    const half = members.length >> 1
    halve(members.slice(0, half))
    halve(members.slice(half))
  }
  halve(Uint32Array.from(filled.keys()))
  return runs
}

/** Polygons as corners by number. */
interface Joined {
  readonly polygons: readonly (readonly Uint32Array[])[]
  readonly points: GridPoints
}

/** What outlines cover. @param shapes their owners are 0 … shapes − 1 */
async function joinOutlines(given: Outlines, points: GridPoints, shapes: number, task: Task): Promise<Joined> {
  let outlines = given
  let owners = shapes
  /** shapes that the clipper made: what is left of meetings within one is its rounding */
  const isClipped = (owner: number) => owner >= shapes
  // what is settled by the first round is most of it, as a rule
  for (let left = 1; ; left /= 2) {
    const tell = (share: number) => task.progress(1 - left * (1 - share), 'stage.dissolve')
    tell(0.2)
    const edges = await strikeOutShared(outlines, points.length, task)
    if (edges.from.length === 0) return { polygons: [], points }
    const index = await indexEdges(edges, points, task)
    tell(0.4)
    const first: number[] = []
    const second: number[] = []
    await eachMeeting(edges, points, index, task, (edge, other) => {
      const [a, b] = [edges.owner[edge], edges.owner[other]]
      if (a === b && isClipped(a)) return
      first.push(a)
      second.push(b)
    })
    if (first.length === 0) {
      tell(0.7)
      const rings = await linkRings(edges, points, task)
      const polygons = await ringPolygons(edges, rings, points, index, task)
      tell(0.9)
      return { polygons, points }
    }
    const groups = connectedGroups({ first, second })
    outlines = await joinGroups(outlines, points, groups, owners, task)
    owners += groups.length
  }
}

/** Each group becomes one shape. @param owner of the first of them */
async function joinGroups(
  outlines: Outlines,
  points: GridPoints,
  groups: readonly (readonly number[])[],
  owner: number,
  task: Task,
): Promise<Outlines> {
  const isGone = new Set(groups.flat())
  const paths = pathsOf(outlines, points, (each) => isGone.has(each))
  const joined = new Map<number, Awaited<ReturnType<typeof joinPaths>>>()
  for (const [i, group] of groups.entries()) {
    joined.set(
      owner + i,
      await joinPaths(
        group.map((each) => paths.get(each) ?? []),
        task,
      ),
    )
  }
  return exchanged(outlines, points, (each) => isGone.has(each), joined)
}

/** Points as lon/lat, closed: the input's own vertex where there is one. */
function lngLatCorners(ring: Uint32Array, points: GridPoints, { lngLat, plane }: SoundTable): number[] {
  const out: number[] = []
  for (const point of ring) {
    const vertex = points.vertex[point]
    if (vertex < 0) {
      const made = plane.toLngLat(Float64Array.of(points.x[point] / GRID_PER_M, points.y[point] / GRID_PER_M))
      out.push(made[0], made[1])
    } else out.push(lngLat[2 * vertex], lngLat[2 * vertex + 1])
  }
  out.push(out[0], out[1])
  return out
}

/** The rows' own polygons side by side. */
export function collect({ geometry, lngLat }: SoundTable, rows: ArrayLike<number>): LngLatPolygon[] {
  const polygons: LngLatPolygon[] = []
  for (let i = 0; i < rows.length; i++) {
    for (let part = geometry.rows[rows[i]]; part < geometry.rows[rows[i] + 1]; part++) {
      const rings: number[][] = []
      for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
        rings.push(Array.from(lngLat.subarray(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])))
      }
      polygons.push(rings)
    }
  }
  return polygons
}
