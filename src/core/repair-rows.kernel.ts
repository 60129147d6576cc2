import { GRID_PER_M, lngLatRing, unionPolygons, VertexMemory, validPaths } from './clip.ts'
import { planarArea, ringRange, rowBox } from './geometry.ts'
import { validPolygons } from './overlay/valid-rows.ts'
import { authalicPlane, type Plane, rowAreaM2 } from './plane.ts'
import type { RepairedRow } from './repair.ts'
import { defineKernel } from './spread.ts'
import type { Geometry } from './table.ts'
import type { Task } from './task.ts'
import { type DefectKind, findDefects } from './validity.ts'

export interface RepairPiece {
  /** its xy in the plane */
  readonly geometry: Geometry
  readonly lngLat: Float64Array
}

/** What replaces a row's shape. */
export interface RowPatch {
  readonly row: number
  /** parts of rings of lon/lat pairs, closed */
  readonly parts: readonly (readonly (readonly number[])[])[]
  /** null: only turned round, which changes no figure */
  readonly report: RepairedRow | null
}

export interface CheckedRows {
  readonly patches: readonly RowPatch[]
  /** rows that are left as they are although they touch themselves */
  readonly touching: readonly number[]
  /** of these, rows whose parts or rings run along each other */
  readonly meeting: readonly number[]
}

const SEVERITY: readonly DefectKind[] = [
  'crossing',
  'partsOverlap',
  'holeOutside',
  'touching',
  'degenerate',
  'spike',
  'duplicate',
]

/** Patches of the rows of a piece that cannot stay as they are. */
export default defineKernel({
  id: 'repair-rows',
  async run(
    at: { readonly lng0: number; readonly latTs: number },
    { geometry, lngLat }: RepairPiece,
    task: Task,
  ): Promise<CheckedRows> {
    const plane = authalicPlane(at)
    const patches: RowPatch[] = []
    const left = { touching: [] as number[], meeting: [] as number[] }
    for (let row = 0; row + 1 < geometry.rows.length; row++) {
      if (row % 64 === 0) await task.breathe()
      const patch = patchFor(geometry, lngLat, plane, row, left)
      if (patch) patches.push(patch)
    }
    return { patches, ...left }
  },
})

function patchFor(
  geometry: Geometry,
  lngLat: Float64Array,
  plane: Plane,
  row: number,
  left: { readonly touching: number[]; readonly meeting: number[] },
): RowPatch | null {
  const { xy } = geometry
  const defects = findDefects(geometry, xy, row)
  const serious = defects.filter(({ kind }) => kind !== 'duplicate' && kind !== 'spike')
  if (defects.some(({ kind }) => kind === 'spike') && serious.length === 0) left.touching.push(row)
  if (serious.length === 0)
    return isOriented(geometry, xy, row) ? null : { row, parts: turned(geometry, lngLat, xy, row), report: null }
  const box = rowBox(geometry, row, xy)
  if (!box) return null
  const memory = new VertexMemory([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  memory.remember(geometry, xy, row)
  const polygons = unionPolygons(validPaths(geometry, xy, row, memory.origin))
  const areaBeforeM2 = rowAreaM2(geometry, lngLat, row)
  const areaAfterM2 = gridArea(polygons)
  // rings that merely touch are left alone where that changes nothing: 0.1 mm along the boundary is the grid's own noise
  const noise = 1e-4 * (box[2] - box[0] + box[3] - box[1]) * 4 + 1e-4
  const isHarmless = serious.every(({ kind }) => kind === 'touching') && Math.abs(areaAfterM2 - areaBeforeM2) <= noise
  if (isHarmless) left.touching.push(row)
  if (isHarmless && hasInnerBorders(geometry, row, polygons)) left.meeting.push(row)
  if (isHarmless) return isOriented(geometry, xy, row) ? null : { row, parts: turned(geometry, lngLat, xy, row), report: null }
  const defect = SEVERITY.find((kind) => serious.some((each) => each.kind === kind)) ?? 'crossing'
  const parts = polygons.map((polygon) => polygon.map((ring) => lngLatRing(ring, memory, lngLat, plane)))
  return { row, parts: validPolygons(parts, plane), report: { row, defect, areaBeforeM2, areaAfterM2 } }
}

/** The border of the union is shorter than the rings: some of it ran between two of them. Corners that meet take nothing away. */
function hasInnerBorders(geometry: Geometry, row: number, polygons: readonly (readonly { x: number; y: number }[])[][]): boolean {
  const { xy, rings } = geometry
  const [from, to] = ringRange(geometry, row)
  let before = 0
  for (let ring = from; ring < to; ring++) {
    for (let i = 2 * rings[ring]; i + 3 < 2 * rings[ring + 1]; i += 2) {
      before += Math.hypot(xy[i + 2] - xy[i], xy[i + 3] - xy[i + 1])
    }
  }
  let after = 0
  for (const ring of polygons.flat()) {
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length]
      after += Math.hypot(next.x - point.x, next.y - point.y) / GRID_PER_M
    })
  }
  // each vertex of the union may have moved by half a cell of the grid
  const noise = polygons.flat().reduce((sum, ring) => sum + ring.length, 0) / GRID_PER_M
  return before - after > noise + 0.01
}

function gridArea(polygons: readonly (readonly { x: number; y: number }[])[][]): number {
  let twice = 0
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (let i = 0; i < ring.length; i++) {
        const next = ring[(i + 1) % ring.length]
        twice += ring[i].x * next.y - next.x * ring[i].y
      }
    }
  }
  return twice / 2 / GRID_PER_M ** 2
}

function isOriented(geometry: Geometry, xy: Float64Array, row: number): boolean {
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const area = planarArea(xy, geometry.rings[ring], geometry.rings[ring + 1])
      if (ring === geometry.parts[part] ? area < 0 : area > 0) return false
    }
  }
  return true
}
function turned(geometry: Geometry, lngLat: Float64Array, xy: Float64Array, row: number): number[][][] {
  const parts: number[][][] = []
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const rings: number[][] = []
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const [start, end] = [geometry.rings[ring], geometry.rings[ring + 1]]
      const isWrong = planarArea(xy, start, end) < 0 === (ring === geometry.parts[part])
      const out: number[] = []
      for (let i = start; i < end; i++) {
        const vertex = isWrong ? end - 1 - (i - start) : i
        out.push(lngLat[2 * vertex], lngLat[2 * vertex + 1])
      }
      rings.push(out)
    }
    parts.push(rings)
  }
  return parts
}
