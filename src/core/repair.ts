import { GRID_PER_M, unionPolygons, VertexMemory, validPaths } from './clip.ts'
import { planarArea, ringRange, rowBox } from './geometry.ts'
import { authalicPlane, lngLatOf, type Plane, rowAreaM2 } from './plane.ts'
import type { Geometry, Table } from './table.ts'
import type { Task } from './task.ts'
import { type DefectKind, findDefects } from './validity.ts'

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
}

const sound = new WeakMap<Table, SoundTable>()
const SEVERITY: readonly DefectKind[] = [
  'crossing',
  'partsOverlap',
  'holeOutside',
  'touching',
  'degenerate',
  'spike',
  'duplicate',
]

/**
 * Checks every row once and repairs the bad ones: even-odd union inside a part, non-zero union across parts, on a 0.1 mm grid.
 * Good rows keep every digit; so do the vertices of a repaired row that stay. The answer is kept as long as the table.
 * @throws AppError crs.unknown
 */
export async function makeSound(table: Table, task: Task): Promise<SoundTable> {
  const before = sound.get(table)
  if (before) return before
  const lngLat = lngLatOf(table)
  const geometry = table.geometry ? { ...table.geometry, xy: lngLat } : emptyPolygons(table.length)
  const plane = planeOf(lngLat)
  const xy = plane.toPlane(lngLat)
  const patches = new Map<number, Patch>()
  const repaired: RepairedRow[] = []
  for (let row = 0; geometry.kind === 'polygon' && row < table.length; row++) {
    if (row % 256 === 0) {
      task.progress((0.5 * row) / table.length, 'stage.repair')
      await task.breathe()
    }
    const patch = patchFor(geometry, lngLat, xy, plane, row)
    if (!patch) continue
    patches.set(row, patch)
    if (patch.report) repaired.push(patch.report)
  }
  const result: SoundTable =
    patches.size === 0
      ? { table, geometry, lngLat, xy, plane, repaired }
      : { table, plane, repaired, ...applyPatches(table, geometry, lngLat, plane, patches) }
  sound.set(table, result)
  return result
}

/** True to shape in the middle of the data. */
export function planeOf(lngLat: Float64Array): Plane {
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  for (let i = 0; i < lngLat.length; i += 2) {
    if (lngLat[i] < west) west = lngLat[i]
    if (lngLat[i] > east) east = lngLat[i]
    if (lngLat[i + 1] < south) south = lngLat[i + 1]
    if (lngLat[i + 1] > north) north = lngLat[i + 1]
  }
  return east >= west
    ? authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })
    : authalicPlane({ lng0: 0, latTs: 0 })
}

/** The rings that replace a row's: parts of rings of lon/lat pairs, closed. */
interface Patch {
  readonly parts: readonly (readonly (readonly number[])[])[]
  /** null: only turned round, which changes no figure */
  readonly report: RepairedRow | null
}

function patchFor(geometry: Geometry, lngLat: Float64Array, xy: Float64Array, plane: Plane, row: number): Patch | null {
  const defects = findDefects(geometry, xy, row)
  const serious = defects.filter(({ kind }) => kind !== 'duplicate' && kind !== 'spike')
  if (serious.length === 0)
    return isOriented(geometry, xy, row) ? null : { parts: turned(geometry, lngLat, xy, row), report: null }
  const box = rowBox(geometry, row, xy)
  if (!box) return null
  const memory = new VertexMemory([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  memory.remember(geometry, xy, row)
  const polygons = unionPolygons(validPaths(geometry, xy, row, memory.origin))
  const parts = polygons.map((polygon) => polygon.map((ring) => lngLatRing(ring, memory, lngLat, plane)))
  const areaBeforeM2 = rowAreaM2(geometry, lngLat, row)
  const areaAfterM2 = gridArea(polygons)
  // rings that merely touch are left alone where that changes nothing: 0.1 mm along the boundary is the grid's own noise
  const noise = 1e-4 * (box[2] - box[0] + box[3] - box[1]) * 4 + 1e-4
  const isHarmless = serious.every(({ kind }) => kind === 'touching') && Math.abs(areaAfterM2 - areaBeforeM2) <= noise
  if (isHarmless) return isOriented(geometry, xy, row) ? null : { parts: turned(geometry, lngLat, xy, row), report: null }
  const defect = SEVERITY.find((kind) => serious.some((each) => each.kind === kind)) ?? 'crossing'
  return { parts, report: { row, defect, areaBeforeM2, areaAfterM2 } }
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

/** Grid points as lon/lat, closed: the input's own vertex where there is one. */
export function lngLatRing(
  ring: readonly { x: number; y: number }[],
  memory: VertexMemory,
  lngLat: Float64Array,
  plane: Plane,
): number[] {
  const out: number[] = []
  for (const { x, y } of ring) {
    const vertex = memory.vertexAt(x, y)
    if (vertex === null) {
      const made = plane.toLngLat(Float64Array.of(memory.origin[0] + x / GRID_PER_M, memory.origin[1] + y / GRID_PER_M))
      out.push(made[0], made[1])
    } else out.push(lngLat[2 * vertex], lngLat[2 * vertex + 1])
  }
  out.push(out[0], out[1])
  return out
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

function applyPatches(table: Table, geometry: Geometry, lngLat: Float64Array, plane: Plane, patches: Map<number, Patch>) {
  const newLngLat: number[] = []
  const rings = [0]
  const parts = [0]
  const rows = [0]
  for (let row = 0; row < table.length; row++) {
    const patch = patches.get(row)
    if (patch) {
      for (const part of patch.parts) {
        for (const ring of part) {
          for (const value of ring) newLngLat.push(value)
          rings.push(newLngLat.length / 2)
        }
        parts.push(rings.length - 1)
      }
    } else {
      const offset = newLngLat.length / 2
      const [from, to] = ringRange(geometry, row)
      for (let i = 2 * geometry.rings[from]; i < 2 * geometry.rings[to]; i++) newLngLat.push(lngLat[i])
      const ringOffset = rings.length - 1
      for (let ring = from; ring < to; ring++) rings.push(offset + geometry.rings[ring + 1] - geometry.rings[from])
      for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
        parts.push(ringOffset + geometry.parts[part + 1] - from)
      }
    }
    rows.push(parts.length - 1)
  }
  const kept = Float64Array.from(newLngLat)
  return {
    geometry: {
      kind: 'polygon' as const,
      xy: kept,
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from(parts),
      rows: Uint32Array.from(rows),
    },
    lngLat: kept,
    xy: plane.toPlane(kept),
  }
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
