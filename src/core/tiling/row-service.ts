import { createAttributeService } from '../attributes/attribute-service.ts'
import { AppError } from '../errors.ts'
import { calculatedColumn, rowsAsTable } from '../query/calculated-column.ts'
import { ringTable } from '../query/ring-table.ts'
import { type SpatialQuestion, spatialRows } from '../query/spatial-rows.ts'
import type { ClassMethod, Condition } from '../symbology.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { breaksOf, profileNumbers, profileValues } from './field-profile.ts'
import { passingRows } from './filter.ts'
import type { Shelf } from './shelf.ts'

type LngLat = readonly [number, number]

/** Questions over all rows of a table: which meet conditions, what values a field has, what may be reckoned of them. */
export function createRowService({ rangedOf, residentOf, withFields, shownAreas }: Shelf) {
  return {
    async filterRows({ table, filter }: { table: string; filter: readonly Condition[] }, task: Task) {
      if (rangedOf(table)) throw new AppError('ranged.needsTable')
      return passingRows((await withFields(residentOf(table), filter, task)).table, filter)
    },
    async fieldNumbers({ table, field, bins }: { table: string; field: string; bins: number }) {
      return profileNumbers(residentOf(table).table, field, bins)
    },
    async fieldValues({ table, field, limit }: { table: string; field: string; limit: number }) {
      return profileValues(residentOf(table).table, field, limit)
    },
    async fieldBreaks({ table, field, method, count }: { table: string; field: string; method: ClassMethod; count: number }) {
      return breaksOf(residentOf(table).table, field, method, count)
    },
    ...createAttributeService(
      async (id, fields, task) => (await withFields(residentOf(id), fields, task)).table,
      (id, task) => shownAreas(residentOf(id), task),
    ),
    /** rows that the filter leaves and that are related to the other layer, or to what a ring (lon/lat) holds */
    async spatialRows(
      {
        table: id,
        filter,
        question,
        other,
      }: {
        table: string
        filter: readonly Condition[]
        question: SpatialQuestion
        other: { readonly table: string; readonly rows: Uint32Array | null } | { readonly ring: readonly LngLat[] }
      },
      task: Task,
    ): Promise<Uint32Array> {
      const resident = residentOf(id)
      const rows = passingRows((await withFields(resident, filter, task)).table, filter)
      if ('ring' in other) return spatialRows(resident.table, rows, ringTable(other.ring), null, question, false, task)
      const isOwn = other.table === id
      return spatialRows(resident.table, rows, residentOf(other.table).table, other.rows, question, isOwn, task)
    },
    /** some rows (null: all), with one more column where one is to be reckoned */
    async deriveTable(
      {
        table,
        rows,
        added,
      }: { table: string; rows: Uint32Array | null; added: { readonly name: string; readonly expression: string } | null },
      task: Task,
    ): Promise<Table> {
      const asked = added ? [{ field: '', expression: added.expression }] : []
      const resident = await withFields(residentOf(table), asked, task)
      const column = added && (await calculatedColumn(resident.table, added.name, added.expression, task))
      return rowsAsTable(resident.table, rows, column)
    },
  }
}
