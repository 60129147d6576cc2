import type { NumberColumn, Table } from '../table.ts'

/** Stands for the ellipsoidal area of each row (m², TD/T 1055) wherever a field is named: no file can have a field of this name. */
export const AREA_FIELD = '@area'

/** The table with the areas of its rows as one more column. @param areas m², NaN where a row has no polygon */
export function withAreas(table: Table, areas: Float64Array): Table {
  const column: NumberColumn = { name: AREA_FIELD, type: 'number', values: areas }
  return { ...table, columns: [...table.columns, column] }
}
