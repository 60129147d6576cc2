import { rowsAsTable } from '../rows-as-table.ts'
import { atOnce, type Slices } from '../slices.ts'
import type { CellValue, Column, Geometry, Table, TextColumn } from '../table.ts'
import { type Edits, editedRow, hasOtherRows, isEdited, type RowShape } from './edits.ts'

/**
 * The table as analyses, exports and the map see it. What is not changed is shared with `file`, array by array; rows that it has not, and
 * fields that it has not, are passed over.
 */
export function applyEdits(file: Table, edits: Edits): Table {
  return atOnce(applyEditsInSteps(file, edits))
}

/** The same with pauses, for a thread that others wait for: a million rows that were merged are hundreds of milliseconds of copying. */
export function* applyEditsInSteps(file: Table, edits: Edits): Slices<Table> {
  if (!isEdited(edits)) return file
  const sources = hasOtherRows(edits) ? sourcesOf(file, edits) : null
  yield
  const columns: Column[] = []
  for (const column of file.columns) {
    columns.push(...(sources ? rowsAsTable({ ...file, columns: [column], geometry: null }, sources, null).columns : [column]))
    yield
  }
  const length = sources?.length ?? file.length
  const rowOf = (key: string | number) => {
    const row = editedRow(edits, Number(key))
    return row !== null && row < length ? row : null
  }
  const byField = new Map<string, [row: number, value: CellValue][]>()
  for (const [key, fields] of Object.entries(edits.cells)) {
    const row = rowOf(key)
    if (row === null) continue
    for (const [field, { after }] of Object.entries(fields)) {
      const list = byField.get(field)
      if (list) list.push([row, after])
      else byField.set(field, [[row, after]])
    }
  }
  const shapes = new Map<number, RowShape>()
  const put = (key: string | number, shape: RowShape) => {
    const row = rowOf(key)
    if (row !== null) shapes.set(row, shape)
  }
  for (const { row, shape } of edits.added ?? []) put(row, shape)
  for (const [key, { after }] of Object.entries(edits.shapes)) put(key, after)
  for (const [i, column] of columns.entries()) {
    const changes = byField.get(column.name)
    if (changes) columns[i] = column.type === 'text' ? yield* withTexts(column, changes) : withValues(column, changes)
    yield
  }
  return { ...file, length, columns, geometry: file.geometry && (yield* withShapes(file.geometry, sources, shapes)) }
}

/** The rows of the file that the rows of the edited table have their values from. */
function sourcesOf({ length }: Table, { added = [], gone = [] }: Edits): Uint32Array {
  const isGone = new Set(gone.map(({ row }) => row))
  const sources = new Uint32Array(length + added.length)
  let count = 0
  for (let row = 0; row < length; row++) if (!isGone.has(row)) sources[count++] = row
  for (const { row, from } of added) if (!isGone.has(row) && from < length) sources[count++] = from
  return sources.slice(0, count)
}

function withValues(column: Exclude<Column, TextColumn>, changes: readonly [row: number, value: CellValue][]): Column {
  if (column.type === 'boolean') {
    const values = column.values.slice()
    for (const [row, value] of changes) values[row] = value === null ? 255 : Number(value)
    return { ...column, values }
  }
  const values = column.values.slice()
  for (const [row, value] of changes) values[row] = value === null ? Number.NaN : Number(value)
  return { ...column, values }
}

/** Words that are looked at in one step: a word that was never looked for is hashed first. */
const STEP_WORDS = 1 << 13

function* withTexts(column: TextColumn, changes: readonly [row: number, value: CellValue][]): Slices<TextColumn> {
  const codes = column.codes.slice()
  // as large as it will be: what grows leaves garbage of a million words behind, which the page stops for
  const dictionary = new Array<string | null>(column.dictionary.length)
  const words = changes.map(([, value]) => (value === null ? null : String(value)))
  const wanted = new Set(words)
  const known = new Map<string | null, number>()
  // the words that are asked for alone: of a key there are as many as rows
  for (let code = 0; code < column.dictionary.length; code++) {
    const word = column.dictionary[code]
    dictionary[code] = word
    if (wanted.has(word) && !known.has(word)) known.set(word, code)
    if (code % STEP_WORDS === 0) yield
  }
  for (const [i, [row]] of changes.entries()) {
    let code = known.get(words[i])
    if (code === undefined) {
      code = dictionary.push(words[i]) - 1
      known.set(words[i], code)
    }
    codes[row] = code
  }
  return { ...column, codes, dictionary }
}

/** Shapes with the same number of vertices in each ring are written in place of the old ones; else all is laid out anew. */
function* withShapes(geometry: Geometry, sources: Uint32Array | null, changed: ReadonlyMap<number, RowShape>): Slices<Geometry> {
  if (sources) return yield* laidOut(geometry, sources, changed)
  if (changed.size === 0) return geometry
  return [...changed].every(([row, shape]) => isLikeRow(geometry, row, shape))
    ? { ...geometry, xy: moved(geometry, changed) }
    : yield* laidOut(geometry, null, changed)
}

function isLikeRow(geometry: Geometry, row: number, shape: RowShape): boolean {
  const [partFrom, partTo] = [geometry.rows[row], geometry.rows[row + 1]]
  if (shape.length !== partTo - partFrom) return false
  return shape.every((part, p) => {
    const ringFrom = geometry.parts[partFrom + p]
    return (
      part.length === geometry.parts[partFrom + p + 1] - ringFrom &&
      part.every((ring, r) => ring.length === 2 * (geometry.rings[ringFrom + r + 1] - geometry.rings[ringFrom + r]))
    )
  })
}

function moved(geometry: Geometry, changed: ReadonlyMap<number, RowShape>): Float64Array {
  const xy = geometry.xy.slice()
  for (const [row, shape] of changed) xy.set(shape.flat(2), 2 * geometry.rings[geometry.parts[geometry.rows[row]]])
  return xy
}

/** Rows that are copied in one step: of parcels a megabyte. New memory is not there before it is written to, which costs more than the copying. */
const STEP_ROWS = 1 << 12

/** @param sources the row of `geometry` that each row stands for; null: the same @param changed by the number of the row that is made */
function* laidOut(geometry: Geometry, sources: Uint32Array | null, changed: ReadonlyMap<number, RowShape>): Slices<Geometry> {
  const rowCount = sources?.length ?? geometry.rows.length - 1
  const sourceOf = (row: number) => (sources ? sources[row] : row)
  let [vertices, ringCount, partCount] = [0, 0, 0]
  for (let row = 0; row < rowCount; row++) {
    const source = sourceOf(row)
    const shape = changed.get(row)
    const [partFrom, partTo] = [geometry.rows[source], geometry.rows[source + 1]]
    const [ringFrom, ringTo] = [geometry.parts[partFrom], geometry.parts[partTo]]
    partCount += shape ? shape.length : partTo - partFrom
    ringCount += shape ? shape.flat().length : ringTo - ringFrom
    vertices += shape ? shape.flat(2).length / 2 : geometry.rings[ringTo] - geometry.rings[ringFrom]
    if (row % STEP_ROWS === 0) yield
  }
  const xy = new Float64Array(2 * vertices)
  const z = geometry.z && new Float64Array(vertices)
  const m = geometry.m && new Float64Array(vertices)
  const rings = new Uint32Array(ringCount + 1)
  const parts = new Uint32Array(partCount + 1)
  const rows = new Uint32Array(rowCount + 1)
  let [vertex, ring, part] = [0, 0, 0]
  /** rows that follow each other, as one stretch of every buffer */
  const keep = (at: number, first: number, end: number) => {
    const [partFrom, partTo] = [geometry.rows[first], geometry.rows[end]]
    const [ringFrom, ringTo] = [geometry.parts[partFrom], geometry.parts[partTo]]
    const [from, to] = [geometry.rings[ringFrom], geometry.rings[ringTo]]
    xy.set(geometry.xy.subarray(2 * from, 2 * to), 2 * vertex)
    if (z && geometry.z) z.set(geometry.z.subarray(from, to), vertex)
    if (m && geometry.m) m.set(geometry.m.subarray(from, to), vertex)
    for (let row = first; row < end; row++) rows[at + row - first + 1] = part + geometry.rows[row + 1] - partFrom
    for (let p = partFrom; p < partTo; p++) parts[++part] = ring + geometry.parts[p + 1] - ringFrom
    for (let r = ringFrom; r < ringTo; r++) rings[++ring] = vertex + geometry.rings[r + 1] - from
    vertex += to - from
  }
  for (let row = 0; row < rowCount; ) {
    const shape = changed.get(row)
    if (!shape) {
      const first = sourceOf(row)
      let size = 1
      while (size < STEP_ROWS && row + size < rowCount && !changed.has(row + size) && sourceOf(row + size) === first + size)
        size++
      keep(row, first, first + size)
      row += size
      yield
      continue
    }
    const start = vertex
    for (const shapePart of shape) {
      for (const points of shapePart) {
        xy.set(points, 2 * vertex)
        vertex += points.length / 2
        rings[++ring] = vertex
      }
      parts[++part] = ring
    }
    // nobody measured the height of a corner that was drawn
    z?.fill(Number.NaN, start, vertex)
    m?.fill(Number.NaN, start, vertex)
    rows[++row] = part
  }
  return { kind: geometry.kind, xy, ...(z ? { z } : {}), ...(m ? { m } : {}), rings, parts, rows }
}

/** A row's shape as edits hold it. */
export function shapeOfRow(geometry: Geometry, row: number): RowShape {
  const shape: number[][][] = []
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const points: number[][] = []
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++)
      points.push(Array.from(geometry.xy.subarray(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])))
    shape.push(points)
  }
  return shape
}
