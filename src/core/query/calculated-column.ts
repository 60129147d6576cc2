import { AppError } from '../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import { readExpression } from '../expression/read-expression.ts'
import { schemaOf } from '../expression/table-schema.ts'
import { pickRows } from '../geometry.ts'
import type { Column, Table } from '../table.ts'
import { AREA_FIELD } from '../table.ts'
import type { Task } from '../task.ts'

const PIECE = 16_384

/**
 * 计算字段: what an expression gives for each row. A condition gives yes and no.
 * @param expression as core/expression/print.ts keeps it @throws AppError expression.*
 */
export async function calculatedColumn(table: Table, name: string, expression: string, task: Task): Promise<Column> {
  const { type, number, text, truth } = compileExpression(readExpression(expression, schemaOf(table)), table)
  if (type === 'null') throw new AppError('expression.expected.value', { at: 1, found: 'null' })
  const { length } = table
  const each = async (put: (row: number) => void) => {
    for (let row = 0; row < length; row++) {
      put(row)
      if (row % PIECE > 0) continue
      task.progress(row / length)
      await task.breathe()
    }
  }
  if (type === 'text') {
    const codes = new Uint32Array(length)
    const known = new Map<string | null, number>()
    await each((row) => {
      const word = text(row)
      const code = known.get(word) ?? known.size
      known.set(word, code)
      codes[row] = code
    })
    return { name, type, codes, dictionary: [...known.keys()] }
  }
  if (type === 'boolean') {
    const values = new Uint8Array(length)
    await each((row) => {
      const value = truth(row)
      values[row] = value > 1 ? 255 : value
    })
    return { name, type, values }
  }
  const values = new Float64Array(length)
  await each((row) => {
    values[row] = number(row)
  })
  return { name, type, values }
}

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
