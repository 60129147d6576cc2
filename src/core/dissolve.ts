import { GRID_PER_M } from './clip.ts'
import { pickRows, vertexBox } from './geometry.ts'
import { type LngLatPolygon, validPolygons } from './overlay/valid-rows.ts'
import type { Plane } from './plane.ts'
import type { SoundTable } from './repair.ts'
import { spreadInto } from './spread.ts'
import type { Geometry } from './table.ts'
import { stretchOf, type Task } from './task.ts'
import { GridPoints } from './union/grid-points.ts'
import { joinOutlines } from './union/join-outlines.ts'
import kernel from './union/join-rows.kernel.ts'
import { type JoinRows, joinRuns, MOST_VERTICES } from './union/join-runs.ts'
import { OutlineBuilder, rowOutlines } from './union/outlines.ts'

/**
 * The area that rows cover, without the borders between them: union in the equal-area plane on a 0.1 mm grid. Vertices that stay
 * have the input's own coordinates; what it covers is valid by OGC. Rings thinner than the grid (rounding where borders have different vertices) are left out.
 *
 * Borders that neighbours share are struck out, edge against edge; what is left is linked into rings (decision 0041). Only rows whose
 * remaining borders meet otherwise than in a common end (they overlap, or have different vertices) go through the clipper.
 * @param mostVertices more are joined in runs of rows, side by side, and the runs then
 */
export async function dissolve(
  sound: SoundTable,
  rows: ArrayLike<number>,
  task: Task,
  mostVertices = MOST_VERTICES,
): Promise<readonly LngLatPolygon[]> {
  const { geometry, xy, lngLat, plane } = sound
  const { rings, parts } = geometry
  const firstOf = (row: number) => rings[parts[geometry.rows[row]]]
  const used = Uint32Array.from(rows)
  const sizes = used.map((row) => firstOf(row + 1) - firstOf(row))
  if (sizes.reduce((sum, size) => sum + size, 0) <= mostVertices) {
    const filled = used.filter((_, i) => sizes[i] > 0)
    const { outlines, points } = await rowOutlines(geometry, xy, filled, task)
    const { polygons } = await joinOutlines(outlines, points, filled.length, task)
    return polygonsOf(polygons, points, lngLat, plane)
  }
  const boxes = new Float64Array(4 * used.length)
  used.forEach((row, i) => {
    boxes.set(vertexBox(xy, firstOf(row), firstOf(row + 1)), 4 * i)
  })
  const take = (some: Uint32Array) =>
    pickRows(
      { kind: 'polygon', xy: lngLat, rings, parts, rows: geometry.rows },
      some.map((i) => used[i]),
    )
  return dissolveRuns({ sizes, boxes, take }, plane, task, mostVertices)
}

/** The same of rows that are fetched run by run. @param mostVertices of a run */
export async function dissolveRuns(
  rows: JoinRows,
  plane: Plane,
  task: Task,
  mostVertices = MOST_VERTICES,
): Promise<readonly LngLatPolygon[]> {
  const runs = joinRuns(rows, mostVertices)
  const parts = new OutlineBuilder(1024)
  const points = new GridPoints(1024)
  const found: Float64Array[] = []
  let [shapes, corner] = [0, 0]
  const pieces = { count: runs.length, at: (run: number): Geometry => rows.take(runs[run]) }
  const at = { lng0: plane.lng0, latTs: plane.latTs }
  await spreadInto(
    kernel,
    at,
    pieces,
    (run) => {
      for (let part = 0; part + 1 < run.parts.length; part++) {
        for (let ring = run.parts[part]; ring < run.parts[part + 1]; ring++) {
          for (let i = run.rings[ring]; i < run.rings[ring + 1]; i++)
            parts.addCorner(points.numberOf(run.xy[2 * i], run.xy[2 * i + 1], Number.isNaN(run.lngLat[2 * i]) ? -1 : corner + i))
          parts.endRing(shapes)
        }
        shapes++
      }
      corner += run.lngLat.length / 2
      found.push(run.lngLat)
    },
    stretchOf(task, 0, 0.8),
    'stage.dissolve',
  )
  const lngLat = new Float64Array(2 * corner)
  found.reduce((at, each) => {
    lngLat.set(each, at)
    return at + each.length
  }, 0)
  const { polygons } = await joinOutlines(parts.finish(), points, shapes, stretchOf(task, 0.8, 1))
  return polygonsOf(polygons, points, lngLat, plane)
}

function polygonsOf(
  polygons: readonly (readonly Uint32Array[])[],
  points: GridPoints,
  lngLat: Float64Array,
  plane: Plane,
): readonly LngLatPolygon[] {
  return validPolygons(
    polygons.map((polygon) => polygon.map((ring) => lngLatCorners(ring, points, lngLat, plane))),
    plane,
  )
}

/** Points as lon/lat, closed: the input's own vertex where there is one. */
function lngLatCorners(ring: Uint32Array, points: GridPoints, lngLat: Float64Array, plane: Plane): number[] {
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
