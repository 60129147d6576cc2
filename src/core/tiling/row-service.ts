import { createAttributeService } from '../attributes/attribute-service.ts'
import { AppError } from '../errors.ts'
import { rowsWithPartner } from '../join.ts'
import { calculatedColumn } from '../query/calculated-column.ts'
import { ringTable } from '../query/ring-table.ts'
import { type SpatialQuestion, spatialRows } from '../query/spatial-rows.ts'
import { rowsAsTable } from '../rows-as-table.ts'
import type { ClassMethod, Condition } from '../symbology.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'
import { breaksOf, profileNumbers, profileValues } from './field-profile.ts'
import { passingRows } from './filter.ts'
import { boxesOf, boxTest, partNear } from './part-near.ts'
import type { Shelf } from './shelf.ts'

type LngLat = readonly [number, number]

/** Questions over all rows of a table: which meet conditions, what values a field has, what may be reckoned of them. */
export function createRowService(shelf: Shelf) {
  const { rangedOf, residentOf, withFields, tableWith, areasFor } = shelf
  return {
    async filterRows({ table, filter }: { table: string; filter: readonly Condition[] }, task: Task) {
      return passingRows(await tableWith(table, filter, task), filter)
    },
    async fieldNumbers({ table, field, bins }: { table: string; field: string; bins: number }, task: Task) {
      return profileNumbers(await tableWith(table, [{ field }], task), field, bins)
    },
    async fieldValues({ table, field, limit }: { table: string; field: string; limit: number }, task: Task) {
      return profileValues(await tableWith(table, [{ field }], task), field, limit)
    },
    async fieldBreaks(
      { table, field, method, count }: { table: string; field: string; method: ClassMethod; count: number },
      task: Task,
    ) {
      return breaksOf(await tableWith(table, [{ field }], task), field, method, count)
    },
    ...createAttributeService(tableWith, areasFor),
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
      const left = passingRows(await tableWith(id, filter, task), filter)
      const reachM = question.relation === 'within' ? question.distanceM : 0
      // what is asked about first: of a layer that stays in its file only what is near it is read
      const isOwn = 'table' in other && other.table === id
      const about =
        'ring' in other
          ? { table: ringTable(other.ring), rows: null, numbers: null }
          : await partNear(shelf, other.table, other.rows, isOwn ? null : (shelf.residents.get(id)?.table ?? null), reachM, task)
      const asked = await partNear(shelf, id, left, isOwn ? null : about.table, reachM, task)
      const rows = usedRows(asked.rows, asked.table.length)
      const found = await spatialRows(asked.table, rows, about.table, about.rows, question, isOwn, task)
      const { numbers } = asked
      return numbers ? found.map((row) => numbers[row]) : found
    },
    /** Rows of a layer that stays in its file whose box meets that of any of some rows (null: all) of another. */
    async rowsMeeting(
      { id, of }: { id: string; of: { readonly table: string; readonly rows: Uint32Array | null } },
      task: Task,
    ): Promise<Uint32Array> {
      const far = rangedOf(id)
      if (!far) throw new AppError('tiles.noTable', { table: id })
      const subject = rangedOf(of.table)
      if (subject && !of.rows) throw new AppError('ranged.needsAll', {})
      const boxes = subject && of.rows ? await subject.boxesOf(of.rows, task) : boxesOf(residentOf(of.table).table, of.rows)
      return (await far.rowsWhere(boxTest(boxes, 0), task)).rows
    },
    /** Rows whose code a row of another table has, ascending; reads the two fields. */
    async rowsWithPartner(
      { id, field, of }: { id: string; field: string; of: { readonly table: string; readonly field: string } },
      task: Task,
    ): Promise<Uint32Array> {
      const target = await tableWith(id, [{ field }], task)
      const source = await tableWith(of.table, [{ field: of.field }], task)
      return rowsWithPartner({ target, targetKey: field, source, sourceKey: of.field })
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
      const far = rangedOf(table)
      if (far && !rows) throw new AppError('ranged.needsAll', {})
      const part = far && rows ? await far.part(rows, task, asked) : null
      const from = part?.resident.table ?? (await withFields(residentOf(table), asked, task)).table
      const column = added && (await calculatedColumn(from, added.name, added.expression, task))
      return rowsAsTable(from, part ? null : rows, column)
    },
  }
}
