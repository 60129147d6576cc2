import type { Condition } from '../symbology.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { passing, passingRows } from '../tiling/filter.ts'
import { columnStatistics } from './column-statistics.ts'
import { orderRows, type SortKey } from './row-order.ts'
import { valueCounts } from './value-counts.ts'

/** A condition, a sort key, or a field alone. */
export interface AskedField {
  readonly field: string
  readonly expression?: string
}

/**
 * What an attribute table asks of a resident one.
 * @param tableWith the table by its id, with the areas of its rows where one of `fields` names them
 */
export function createAttributeService(
  tableWith: (id: string, fields: readonly AskedField[], task: Task) => Promise<Table>,
  rowAreas: (id: string, task: Task) => Promise<Float64Array>,
) {
  return {
    async tableOrder(
      {
        table: id,
        filter,
        only,
        sort,
        language,
      }: {
        table: string
        filter: readonly Condition[]
        only: Uint32Array | null
        sort: readonly SortKey[]
        language: string
      },
      task: Task,
    ): Promise<Uint32Array> {
      const table = await tableWith(id, [...filter, ...sort], task)
      const mask = only ? passing(table, filter) : null
      const rows = only ? only.filter((row) => row < table.length && (!mask || mask[row] === 1)) : passingRows(table, filter)
      await task.breathe()
      return orderRows(table, sort, rows, language, task)
    },
    async columnStatistics(
      {
        table: id,
        field,
        rows,
        filter,
      }: { table: string; field: string; rows: Uint32Array | null; filter: readonly Condition[] },
      task: Task,
    ) {
      const table = await tableWith(id, [...filter, { field }], task)
      const counted = rows ?? (filter.length > 0 ? passingRows(table, filter) : null)
      return columnStatistics(table, field, counted, task)
    },
    async valueCounts(
      argument: {
        table: string
        field: string
        filter: readonly Condition[]
        search: string
        also: readonly string[]
        limit: number
        language: string
      },
      task: Task,
    ) {
      const table = await tableWith(argument.table, [...argument.filter, argument], task)
      return valueCounts(table, argument.field, passing(table, argument.filter), argument, task)
    },
    rowAreas: ({ table }: { table: string }, task: Task) => rowAreas(table, task),
  }
}
