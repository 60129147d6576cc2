import type { LayerInput } from '../analysis.ts'
import type { Column, FieldInfo, Table } from '../table.ts'
import { NO_ROW, type Pieces } from './layer-overlay.ts'

/** Columns of a table by row, no value where the row is NO_ROW; names that are taken get a number. */
export function takeColumns(
  table: Table,
  rows: Uint32Array,
  taken: ReadonlySet<string> = new Set(),
): { columns: Column[]; names: Map<string, string> } {
  const used = new Set(taken)
  const names = new Map<string, string>()
  const columns = table.columns.map((column): Column => {
    let name = column.name
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

/** Area of a piece by the official formula, m². */
export const PIECE_AREA = 'piece_area_m2'
const PIECE_AREA_FIELD: FieldInfo = { name: PIECE_AREA, label: { zh: '图形面积', en: 'Piece area' }, unit: 'm2', decimals: 2 }

/** Pieces as a layer (EPSG:4490) with the attributes of the rows that they come from, and what is known of its fields. */
export function pieceTable(
  name: string,
  pieces: Pieces,
  a: LayerInput,
  b: LayerInput | null,
  extra: readonly { readonly column: Column; readonly field: FieldInfo }[] = [],
): { readonly table: Table; readonly fields: readonly FieldInfo[] } {
  const own = [PIECE_AREA, ...extra.map(({ column }) => column.name)]
  const left = takeColumns(a.table, pieces.a, new Set(own))
  const right = b && takeColumns(b.table, pieces.b, new Set([...own, ...left.columns.map((column) => column.name)]))
  const renamed = (fields: readonly FieldInfo[], names: ReadonlyMap<string, string>) =>
    fields.flatMap((field): FieldInfo[] => {
      const to = names.get(field.name)
      // one layer has one unit code, one registered area: those of the pieces' own side a
      return to ? [{ ...field, name: to }] : []
    })
  const withoutRole = ({ role: _, ...field }: FieldInfo): FieldInfo => field
  return {
    table: {
      name,
      crs: 'EPSG:4490',
      length: pieces.areaM2.length,
      columns: [
        { name: PIECE_AREA, type: 'number', values: pieces.areaM2 },
        ...extra.map(({ column }) => column),
        ...left.columns,
        ...(right?.columns ?? []),
      ],
      geometry: pieces.geometry,
    },
    fields: [
      PIECE_AREA_FIELD,
      ...extra.map(({ field }) => field),
      ...renamed(a.fields, left.names).map((field) => (field.role === 'registeredAreaM2' ? withoutRole(field) : field)),
      ...(b && right ? renamed(b.fields, right.names).map(withoutRole) : []),
    ],
  }
}
