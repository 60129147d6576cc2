import { roundTogether, sumOf } from '../adjust.ts'
import { isGeographic } from '../crs.ts'
import { corners, fitted, mergePolygons, withPointsOn } from '../drawing/merge-polygons.ts'
import { PlaneMemory } from '../drawing/plane-memory.ts'
import { type Ring, splitPolygon } from '../drawing/split-polygon.ts'
import { AppError } from '../errors.ts'
import { pickRows, planarArea, rowBox } from '../geometry.ts'
import { lngLatOf, planeOf } from '../plane.ts'
import { type CellValue, cellAt, type FieldInfo, findColumn, type Geometry, type Table } from '../table.ts'
import { shapeOfRow } from './apply-edits.ts'
import { type AddedRow, type Edits, fileRow, type GoneRow, type RowShape, withCell } from './edits.ts'
import { checkShape, withShape } from './shared-vertices.ts'

/** What became of which row, by their numbers in the edits. */
export interface Reshaped {
  readonly edits: Edits
  /** all parts, or the one that came of a merge */
  readonly rows: readonly number[]
  /** parts that were cut off, with the row that they were of */
  readonly born: readonly { readonly row: number; readonly of: number }[]
}

/** Metres, and degrees of as much, around a row's box within which a point may lie on its border. */
const NEAR = { m: 1, deg: 1e-5 }
/** Nearer than this are two reckonings of one point. */
const SAME_M = 1e-6
/** Characters of the codes that a code to be assigned names. */
const MOST_CODE = 120

/**
 * 分割: rows of a polygon layer along a line. In the equal-area plane, so that the parts sum to the whole; where the line meets a border,
 * neighbours get the same point. The largest part of each polygon keeps the row; the others become rows after all others, with the same
 * values, but for the code, which is to be assigned (待编), and the registered area, which is shared out in proportion.
 * @param table with `edits` applied @param line lon/lat degrees
 * @throws AppError drawing.noCut when it cuts none of them, edit.shapeInvalid
 */
export function splitRows(
  edits: Edits,
  table: Table,
  rows: readonly number[],
  line: readonly (readonly [number, number])[],
  fields: readonly FieldInfo[],
): Reshaped {
  const geometry = polygonsOf(table)
  const memory = memoryOf(table, geometry, rows, line.flat())
  const cut = Array.from(memory.plane.toPlane(Float64Array.from(line.flat())))
  const fileLength = table.length - (edits.added?.length ?? 0) + (edits.gone?.length ?? 0)
  let now = edits
  const added: AddedRow[] = [...(edits.added ?? [])]
  const born: { row: number; of: number }[] = []
  const points: (readonly [number, number])[] = []
  for (const row of rows) {
    const before = shapeOfRow(geometry, row)
    const polygons = before.map((rings) => rings.map(memory.toPlane))
    const old = new Set(polygons.flatMap((rings) => rings.flatMap((ring) => corners(ring).map(String))))
    const pieces = polygons.map((rings) =>
      splitPolygon(rings, cut)
        .map((parts) => parts.map((ring) => settled(ring, old, points)))
        .sort((a, b) => areaOf(b) - areaOf(a)),
    )
    const others = pieces.flatMap((parts) => parts.slice(1))
    if (others.length === 0) continue
    const kept = pieces.map(([largest]) => largest)
    points.push(
      ...[...kept, ...others].flatMap((rings) => rings.flatMap((ring) => corners(ring))).filter((at) => !old.has(String(at))),
    )
    const shapeOf = (parts: readonly (readonly Ring[])[]): RowShape => parts.map((rings) => rings.map(memory.back))
    const at = fileRow(edits, row)
    const from = edits.added?.find((part) => part.row === at)?.from ?? at
    const shapes = [shapeOf(kept), ...others.map((rings) => shapeOf([rings]))]
    for (const shape of shapes) checkShape(table, row, 'polygon', shape)
    now = { ...now, shapes: withShape(now.shapes, at, before, shapes[0]) }
    const numbers = others.map((_, i) => fileLength + added.length + i)
    shapes.slice(1).forEach((shape, i) => {
      added.push({ row: numbers[i], from, shape })
      born.push({ row: numbers[i], of: at })
    })
    // what was changed in the row before holds for its parts too
    const known = now.cells[at]
    if (known) now = { ...now, cells: { ...now.cells, ...Object.fromEntries(numbers.map((number) => [number, known])) } }
    const areas = [kept.reduce((sum, rings) => sum + areaOf(rings), 0), ...others.map(areaOf)]
    now = withValues(now, table, row, [at, ...numbers], partValues(table, row, fields, areas))
  }
  if (born.length === 0) throw new AppError('drawing.noCut')
  const cutRows = new Set(rows)
  const shapes = withNeighbours(now, edits, table, geometry, memory, points, (row) => cutRows.has(row))
  const parts = [...rows.map((row) => fileRow(edits, row)), ...born.map(({ row }) => row)]
  return { edits: { ...now, shapes, added }, rows: parts, born }
}

/**
 * 合并: neighbours become one, in the place of the largest, whose values it keeps, but for the code, which is to be assigned, and the
 * registered area, which is the sum. All vertices of the outer border stay.
 * @param table with `edits` applied @throws AppError drawing.mergeFew, edit.notNeighbours, edit.shapeInvalid
 */
export function mergeRows(edits: Edits, table: Table, rows: readonly number[], fields: readonly FieldInfo[]): Reshaped {
  if (rows.length < 2) throw new AppError('drawing.mergeFew')
  const geometry = polygonsOf(table)
  const memory = memoryOf(table, geometry, rows, [])
  const before = rows.map((row) => shapeOfRow(geometry, row))
  const polygons = before.map((shape) => shape.map((rings) => rings.map(memory.toPlane)))
  const areas = polygons.map((parts) => parts.reduce((sum, rings) => sum + areaOf(rings), 0))
  const merged = mergePolygons(fitted(polygons.flat()))
  // each row joined must make one part less
  if (merged.length > polygons.flat().length - (rows.length - 1)) throw new AppError('edit.notNeighbours')
  const shape: RowShape = merged.map((rings) => rings.map(memory.back))
  const largest = areas.indexOf(Math.max(...areas))
  checkShape(table, rows[largest], 'polygon', shape)
  const into = fileRow(edits, rows[largest])
  const gone: readonly GoneRow[] = rows.flatMap((row, i) => (i === largest ? [] : [{ row: fileRow(edits, row), into }]))
  let now: Edits = {
    ...edits,
    gone: [...(edits.gone ?? []), ...gone].sort((a, b) => a.row - b.row),
    shapes: withShape(edits.shapes, into, before[largest], shape),
  }
  now = withValues(now, table, rows[largest], [into], [mergedValues(table, rows, fields)])
  return { edits: now, rows: [into], born: [] }
}

function polygonsOf({ geometry }: Table): Geometry {
  if (geometry?.kind !== 'polygon') throw new AppError('drawing.nothingToCut')
  return geometry
}

function memoryOf(table: Table, geometry: Geometry, rows: readonly number[], more: readonly number[]): PlaneMemory {
  const lngLat = lngLatOf({ ...table, geometry: pickRows(geometry, rows) })
  return new PlaneMemory(planeOf(Float64Array.from([...lngLat, ...more])), table.crs)
}

function areaOf(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + planarArea(Float64Array.from(ring), 0, ring.length / 2), 0)
}

/** Of two rows that are cut where they meet, both have the very same point: their edges run in opposite ways, and round otherwise. */
function settled(ring: Ring, old: ReadonlySet<string>, points: readonly (readonly [number, number])[]): Ring {
  return Array.from({ length: ring.length / 2 }, (_, i): readonly [number, number] => {
    const at = [ring[2 * i], ring[2 * i + 1]] as const
    if (old.has(String(at))) return at
    return points.find(([x, y]) => Math.abs(x - at[0]) < SAME_M && Math.abs(y - at[1]) < SAME_M) ?? at
  }).flat()
}

/** The points that a cut set on borders, in the rows on the other side; they lie on their edges and change no area. */
function withNeighbours(
  { shapes }: Edits,
  edits: Edits,
  table: Table,
  geometry: Geometry,
  memory: PlaneMemory,
  points: readonly (readonly [number, number])[],
  isCut: (row: number) => boolean,
): Edits['shapes'] {
  const pad = isGeographic(table.crs) ? NEAR.deg : NEAR.m
  const own = memory.back(points.flat())
  let now = shapes
  for (let row = 0; row < table.length; row++) {
    const box = isCut(row) ? null : rowBox(geometry, row)
    if (!box) continue
    const near = points.filter((_, i) => {
      const [x, y] = [own[2 * i], own[2 * i + 1]]
      return x >= box[0] - pad && x <= box[2] + pad && y >= box[1] - pad && y <= box[3] + pad
    })
    if (near.length === 0) continue
    const before = shapeOfRow(geometry, row)
    const after = before.map((rings) =>
      rings.map((ring) => {
        const flat = memory.toPlane(ring)
        const set = withPointsOn(flat, near)
        return set.length > flat.length ? memory.back(set) : ring
      }),
    )
    now = withShape(now, fileRow(edits, row), before, after)
  }
  return now
}

type Values = Readonly<Record<string, CellValue>>

/** @param row of `table`, of which `numbers` are parts @param values one set a part */
function withValues(edits: Edits, table: Table, row: number, numbers: readonly number[], values: readonly Values[]): Edits {
  let now = edits
  numbers.forEach((number, i) => {
    for (const [field, value] of Object.entries(values[i])) {
      const column = findColumn(table, field)
      if (column) now = withCell(now, number, field, cellAt(column, row), value)
    }
  })
  return now
}

/** Fields whose values belong to one parcel alone. */
function ownFields(table: Table, fields: readonly FieldInfo[]) {
  const present = fields.filter(({ name }) => findColumn(table, name))
  return {
    codes: present.filter(({ role }) => role === 'unitCode' || role === 'id'),
    areas: present.filter(({ name, role }) => role === 'registeredAreaM2' && findColumn(table, name)?.type === 'number'),
  }
}

function cellOf(table: Table, row: number, field: string): CellValue {
  const column = findColumn(table, field)
  return column ? cellAt(column, row) : null
}

function partValues(table: Table, row: number, fields: readonly FieldInfo[], areas: readonly number[]): readonly Values[] {
  const { codes, areas: areaFields } = ownFields(table, fields)
  const whole = sumOf(areas)
  const shared = areaFields.map(({ name, decimals = 2 }) => {
    const value = cellOf(table, row, name)
    return typeof value === 'number'
      ? roundTogether(
          areas.map((area) => (area / whole) * value),
          decimals,
        )
      : null
  })
  return areas.map((_, part) => ({
    ...Object.fromEntries(codes.map(({ name }) => [name, toAssign(table, name, [row], `-${part + 1}`)])),
    ...Object.fromEntries(areaFields.flatMap(({ name }, i) => (shared[i] ? [[name, shared[i][part]]] : []))),
  }))
}

function mergedValues(table: Table, rows: readonly number[], fields: readonly FieldInfo[]): Values {
  const { codes, areas } = ownFields(table, fields)
  const sums = areas.map(({ name, decimals = 2 }): [string, CellValue] => {
    const values = rows.map((row) => cellOf(table, row, name))
    // with one that is not known neither is the sum
    const isKnown = values.every((value) => typeof value === 'number')
    return [name, isKnown ? Number(sumOf(values as number[]).toFixed(decimals)) : null]
  })
  return { ...Object.fromEntries(codes.map(({ name }) => [name, toAssign(table, name, rows, '')])), ...Object.fromEntries(sums) }
}

/** 待编: a code is given by the registry, after the last one of the unit; until then it says of which it came. Numbers cannot. */
function toAssign(table: Table, field: string, rows: readonly number[], mark: string): CellValue {
  if (findColumn(table, field)?.type !== 'text') return null
  const codes = rows.map((row) => String(cellOf(table, row, field) ?? '').replace(/^待编（(.*)）$/, '$1'))
  return `待编（${`${codes.join(' + ')}`.slice(0, MOST_CODE)}${mark}）`
}
