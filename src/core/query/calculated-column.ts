import { AppError } from '../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import { readExpression } from '../expression/read-expression.ts'
import { schemaOf } from '../expression/table-schema.ts'
import type { Column, Table } from '../table.ts'
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
