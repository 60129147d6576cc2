import { pickRows } from './geometry.ts'
import { AREA_FIELD, type Column, type Table } from './table.ts'

/** Some rows of a table as a table of its own, with one more column where one was reckoned (in place of one of that name). */
export function rowsAsTable(table: Table, rows: Uint32Array | null, added: Column | null): Table {
  const columns = [...table.columns.filter(({ name }) => name !== added?.name && name !== AREA_FIELD), ...(added ? [added] : [])]
  if (!rows) return { ...table, columns }
  return {
    ...table,
    length: rows.length,
    columns: columns.map((column) => pickColumn(column, rows)),
    geometry: table.geometry && pickRows(table.geometry, rows),
  }
}

function pickColumn(column: Column, rows: Uint32Array): Column {
  if (column.type === 'text') return { ...column, codes: pick(column.codes, rows, new Uint32Array(rows.length)) }
  if (column.type === 'boolean') return { ...column, values: pick(column.values, rows, new Uint8Array(rows.length)) }
  return { ...column, values: pick(column.values, rows, new Float64Array(rows.length)) }
}
/** A loop: `from` with a function takes ten times as long. */
function pick<T extends Uint32Array | Uint8Array | Float64Array>(values: T, rows: Uint32Array, picked: T): T {
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]]
  return picked
}
