import { takeRows } from './overlay/planar-layer.ts'
import { lngLatOf, type Plane, planeOf } from './plane.ts'
import kernel, { type RowPatch } from './repair-rows.kernel.ts'
import { rowPieces } from './row-pieces.ts'
import { spread } from './spread.ts'
import type { Geometry, Table } from './table.ts'
import { stretchOf, type Task } from './task.ts'
import type { DefectKind } from './validity.ts'

/** A row whose shape was changed, or could not be used as it stood. */
export interface RepairedRow {
  readonly row: number
  /** the worst thing found */
  readonly defect: DefectKind
  /** by the formula on the stored vertices, and on the repaired shape */
  readonly areaBeforeM2: number
  readonly areaAfterM2: number
}

/** A polygon table in which each row is valid and oriented (outer counter-clockwise, holes clockwise), in its plane. */
export interface SoundTable {
  readonly table: Table
  /** in lon/lat, whatever the table's CRS */
  readonly geometry: Geometry
  readonly lngLat: Float64Array
  /** vertices in the equal-area plane, metres */
  readonly xy: Float64Array
  readonly plane: Plane
  readonly repaired: readonly RepairedRow[]
  /** rows, ascending, that are sound but touch themselves: taken apart where they become part of a result (valid-rows.ts) */
  readonly touching: readonly number[]
  /** of these, rows whose parts or rings run along each other: their area is whole, other programs call them invalid */
  readonly meeting: readonly number[]
}

const sound = new WeakMap<Table, SoundTable>()

/**
 * Checks every row once and repairs the bad ones: even-odd union inside a part, non-zero union across parts, on a 0.1 mm grid.
 * Good rows keep every digit; so do the vertices of a repaired row that stay. The answer is kept as long as the table.
 * @param within the plane of the whole layer, where the table is a piece of it; left out: the table's own
 * @throws AppError crs.unknown
 */
export async function makeSound(table: Table, task: Task, within?: Plane): Promise<SoundTable> {
  const before = sound.get(table)
  if (before) return before
  const lngLat = lngLatOf(table)
  const geometry = table.geometry ? { ...table.geometry, xy: lngLat } : emptyPolygons(table.length)
  const plane = within ?? planeOf(lngLat)
  const xy = plane.toPlane(lngLat)
  const { patches, repaired, touching, meeting } = await findPatches(geometry, lngLat, xy, plane, task)
  const result: SoundTable =
    patches.size === 0
      ? { table, geometry, lngLat, xy, plane, repaired, touching, meeting }
      : { table, plane, repaired, touching, meeting, ...applyPatches(table, geometry, lngLat, plane, patches) }
  sound.set(table, result)
  return result
}

async function findPatches(geometry: Geometry, lngLat: Float64Array, xy: Float64Array, plane: Plane, task: Task) {
  const patches = new Map<number, RowPatch>()
  const repaired: RepairedRow[] = []
  const touching: number[] = []
  const meeting: number[] = []
  if (geometry.kind !== 'polygon') return { patches, repaired, touching, meeting }
  const runs = rowPieces(geometry, null)
  const layer = { geometry, xy, boxes: new Float64Array(0) }
  const pieces = {
    count: runs.length,
    at: (run: number) => {
      const { geometry: taken } = takeRows(layer, runs[run])
      const first = 2 * geometry.rings[geometry.parts[geometry.rows[runs[run][0]]]]
      return { geometry: taken, lngLat: lngLat.subarray(first, first + taken.xy.length) }
    },
  }
  const parts = await spread(kernel, { lng0: plane.lng0, latTs: plane.latTs }, pieces, stretchOf(task, 0, 0.5), 'stage.repair')
  for (const [run, found] of parts.entries()) {
    for (const row of found.touching) touching.push(runs[run][row])
    for (const row of found.meeting) meeting.push(runs[run][row])
    for (const patch of found.patches) {
      const row = runs[run][patch.row]
      patches.set(row, patch)
      if (patch.report) repaired.push({ ...patch.report, row })
    }
  }
  return { patches, repaired, touching, meeting }
}

/** The rows with patches, ascending, in new arrays; what lies between them is copied as it stands. */
function applyPatches(table: Table, geometry: Geometry, lngLat: Float64Array, plane: Plane, patches: Map<number, RowPatch>) {
  const grown = [...patches.values()].flatMap(({ parts }) => parts.map((part) => [part.length, sizeOf(part)]))
  const size = (counts: readonly number[], before: number) => before + counts.reduce((sum, each) => sum + each, 0)
  const newLngLat = new Float64Array(size(grown.map(([, values]) => values), lngLat.length)) // biome-ignore format: one row
  const rings = new Uint32Array(size(grown.map(([count]) => count), geometry.rings.length)) // biome-ignore format: one row
  const parts = new Uint32Array(geometry.parts.length + grown.length)
  const rows = new Uint32Array(geometry.rows.length)
  let [value, ring, part] = [0, 0, 0]
  const copyRows = (from: number, to: number) => {
    const [partFrom, partTo] = [geometry.rows[from], geometry.rows[to]]
    const [ringFrom, ringTo] = [geometry.parts[partFrom], geometry.parts[partTo]]
    const [first, end] = [geometry.rings[ringFrom], geometry.rings[ringTo]]
    for (let row = from; row < to; row++) rows[row + 1] = part + geometry.rows[row + 1] - partFrom
    for (let p = partFrom; p < partTo; p++) parts[++part] = ring + geometry.parts[p + 1] - ringFrom
    for (let r = ringFrom; r < ringTo; r++) rings[++ring] = value / 2 + geometry.rings[r + 1] - first
    newLngLat.set(lngLat.subarray(2 * first, 2 * end), value)
    value += 2 * (end - first)
  }
  let next = 0
  for (const [row, patch] of patches) {
    copyRows(next, row)
    for (const rowPart of patch.parts) {
      for (const points of rowPart) {
        newLngLat.set(points, value)
        value += points.length
        rings[++ring] = value / 2
      }
      parts[++part] = ring
    }
    rows[row + 1] = part
    next = row + 1
  }
  copyRows(next, table.length)
  const kept = newLngLat.slice(0, value)
  return {
    geometry: {
      kind: 'polygon' as const,
      xy: kept,
      rings: rings.slice(0, ring + 1),
      parts: parts.slice(0, part + 1),
      rows,
    },
    lngLat: kept,
    xy: plane.toPlane(kept),
  }
}
function sizeOf(part: readonly (readonly number[])[]): number {
  return part.reduce((sum, ring) => sum + ring.length, 0)
}

function emptyPolygons(length: number): Geometry {
  return {
    kind: 'polygon',
    xy: new Float64Array(0),
    rings: Uint32Array.of(0),
    parts: Uint32Array.of(0),
    rows: new Uint32Array(length + 1),
  }
}
