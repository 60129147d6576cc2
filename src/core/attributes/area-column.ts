import { AREA_FIELD, type NumberColumn, type Table } from '../table.ts'

/** The table with the areas of its rows as one more column. @param areas m², NaN where a row has no polygon */
export function withAreas(table: Table, areas: Float64Array): Table {
  const column: NumberColumn = { name: AREA_FIELD, type: 'number', values: areas }
  return { ...table, columns: [...table.columns, column] }
}
