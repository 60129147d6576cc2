import type { LayerInput } from '../analysis.ts'
import { englishTwin } from '../english-twin.ts'
import type { Column, FieldInfo, Geometry, Table } from '../table.ts'
import type { Pieces } from './layer-overlay.ts'
import { NO_ROW } from './piece-builder.ts'

/** Columns of a table by row, no value where the row is NO_ROW; names that are taken get a number. */
export function takeColumns(
  table: Table,
  rows: Uint32Array,
  taken: ReadonlySet<string> = new Set(),
): { columns: Column[]; names: Map<string, string> } {
  const used = new Set(taken)
  const names = new Map<string, string>()
  const columns = table.columns.map((column): Column => {
    let name = twinName(column.name, names)
    for (let n = 2; used.has(name); n++) name = `${column.name}_${n}`
    used.add(name)
    names.set(column.name, name)
    switch (column.type) {
      case 'text': {
        const none = column.dictionary.length
        const codes = Uint32Array.from(rows, (row) => (row === NO_ROW ? none : column.codes[row]))
        return { name, type: 'text', codes, dictionary: rows.includes(NO_ROW) ? [...column.dictionary, null] : column.dictionary }
      }
      case 'boolean':
        return { name, type: 'boolean', values: Uint8Array.from(rows, (row) => (row === NO_ROW ? 255 : column.values[row])) }
      default:
        return {
          name,
          type: column.type,
          values: Float64Array.from(rows, (row) => (row === NO_ROW ? Number.NaN : column.values[row])),
        }
    }
  })
  return { columns, names }
}

/** What a column would be called: one of English names goes on with the column that it belongs to (MC_2 has MC_2_EN). */
function twinName(name: string, names: ReadonlyMap<string, string>): string {
  const [base, renamed] = [...names].find(([from]) => englishTwin(from) === name) ?? []
  return base && renamed && renamed !== base ? englishTwin(renamed) : name
}

/** Area of a piece by the official formula, m². */
export const PIECE_AREA = 'piece_area_m2'
export const PIECE_AREA_FIELD: FieldInfo = {
  name: PIECE_AREA,
  label: { zh: '图形面积', en: 'Piece area' },
  unit: 'm2',
  decimals: 2,
}

/** A column that a layer of a result has of its own. */
export interface OwnColumn {
  readonly column: Column
  readonly field: FieldInfo
}
/** Rows of a layer that lend their attributes to the rows of another; NO_ROW: none. */
export interface Lender {
  readonly input: Pick<LayerInput, 'table' | 'fields'>
  readonly rows: Uint32Array
}
interface NewLayer {
  readonly table: Table
  readonly fields: readonly FieldInfo[]
}

/** Shapes in lon/lat as a layer (EPSG:4490): columns of its own, then the attributes of each lender, and what is known of the fields. */
export function layerTable(name: string, geometry: Geometry, own: readonly OwnColumn[], lenders: readonly Lender[]): NewLayer {
  const columns = own.map(({ column }) => column)
  const fields = own.map(({ field }) => field)
  for (const [i, { input, rows }] of lenders.entries()) {
    const taken = takeColumns(input.table, rows, new Set(columns.map((column) => column.name)))
    columns.push(...taken.columns)
    for (const { role, ...field } of input.fields) {
      const to = taken.names.get(field.name)
      // one layer has one unit code, that of its first lender; the registered area is that of the whole, not of a piece
      const keepsRole = i === 0 && role !== undefined && role !== 'registeredAreaM2'
      if (to) fields.push({ ...field, name: to, ...(keepsRole && { role }) })
    }
  }
  return { table: { name, crs: 'EPSG:4490', length: geometry.rows.length - 1, columns, geometry }, fields }
}

/** Pieces as a layer with their area and the attributes of the rows that they come from. */
export function pieceTable(
  name: string,
  pieces: Pieces,
  a: LayerInput,
  b: LayerInput | null,
  extra: readonly OwnColumn[] = [],
): NewLayer {
  const area: OwnColumn = { column: { name: PIECE_AREA, type: 'number', values: pieces.areaM2 }, field: PIECE_AREA_FIELD }
  const lenders = [{ input: a, rows: pieces.a }, ...(b ? [{ input: b, rows: pieces.b }] : [])]
  return layerTable(name, pieces.geometry, [area, ...extra], lenders)
}
