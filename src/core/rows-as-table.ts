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
  if (column.type === 'text') return { ...column, codes: rows.map((row) => column.codes[row]) }
  if (column.type === 'boolean') return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]) }
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
}
