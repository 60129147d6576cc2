import type { AskedField } from '../attributes/attribute-service.ts'
import { AppError } from '../errors.ts'
import { fieldsOf } from '../expression/compile.ts'
import { readExpression } from '../expression/read-expression.ts'
import { schemaOf } from '../expression/table-schema.ts'
import type { ColumnStore } from '../ranged-layer.ts'
import { AREA_FIELD, type Column, findColumn, type Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'

/** What columns of one layer may take in memory: sixteen fields of numbers of a million rows. Those asked longest ago go first. */
const KEPT_BYTES = 128 << 20
/** What one question may ask for. */
const MOST_BYTES = 512 << 20

/**
 * A layer that stays in its file as a table of the fields that a question names, without shapes: what asks whole tables for their fields
 * asks it, and gives the same answer.
 */
export function rangedColumns(schema: Table, count: number, store: ColumnStore | null) {
  /** the most recently asked last */
  const kept = new Map<string, Column>()
  const about = new Map(store?.fields.map((field) => [field.name, field]))
  const memoryOf = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + (about.get(name)?.memory ?? 0), 0)

  /**
   * Fields that the layer lacks are left out, as of a table that lacks them.
   * @throws AppError ranged.needsAll, ranged.fieldNotAlone
   */
  function namesOf(asked: readonly AskedField[]): readonly string[] {
    const names = new Set<string>()
    for (const { field, expression } of asked)
      for (const name of expression === undefined ? [field] : fieldsIn(expression)) {
        if (about.has(name)) names.add(name)
        else if (!findColumn(schema, name) && name !== AREA_FIELD) continue
        // published before fields were written beside the layer, or without this one
        else throw store ? new AppError('ranged.fieldNotAlone', { field: name }) : new AppError('ranged.needsAll', {})
      }
    return [...names]
  }
  function fieldsIn(expression: string): readonly string[] {
    try {
      return fieldsOf(readExpression(expression, schemaOf(schema)))
    } catch (error) {
      // one that cannot be read over this layer is met by no row, whatever is read
      if (error instanceof AppError) return []
      throw error
    }
  }

  return {
    /** The fields can be read without the rest. */
    has: (fields: readonly string[]) => fields.every((field) => about.has(field)),
    /** @throws AppError ranged.tooManyFields, and what `namesOf` throws */
    async tableWith(asked: readonly AskedField[], task: Task): Promise<Table> {
      const names = namesOf(asked)
      if (memoryOf(names) > MOST_BYTES) throw new AppError('ranged.tooManyFields', { limit: MOST_BYTES, bytes: memoryOf(names) })
      const columns: Column[] = []
      for (const [i, name] of names.entries()) {
        const column =
          kept.get(name) ?? (await (store as ColumnStore).read(name, stretchOf(task, i / names.length, (i + 1) / names.length)))
        kept.delete(name)
        kept.set(name, column)
        columns.push(column)
      }
      for (const name of kept.keys()) {
        if (memoryOf(kept.keys()) <= KEPT_BYTES) break
        if (!names.includes(name)) kept.delete(name)
      }
      return { ...schema, length: count, columns }
    },
    /** of each row, m²; NaN where a row has no polygon */
    async areas(task: Task): Promise<Float64Array> {
      const { columns } = await this.tableWith([{ field: AREA_FIELD }], task)
      const [column] = columns
      return column?.type === 'number' ? column.values : new Float64Array(count).fill(Number.NaN)
    },
  }
}
