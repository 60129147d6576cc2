import { AppError } from '../errors.ts'
import type { Condition } from '../symbology.ts'
import type { Schema } from './check.ts'
import { MAX_EXPRESSION } from './limits.ts'
import { printExpression } from './print.ts'
import { readExpression } from './read-expression.ts'

/** A written condition as a layer's filter keeps it. @throws AppError expression.*, also when it is a value and no condition */
export function expressionCondition(written: string, schema: Schema): Condition {
  const node = readExpression(written, schema)
  if (node.type !== 'boolean') throw new AppError('expression.wants.boolean', { at: 1, found: node.type })
  const expression = printExpression(node)
  if (expression.length > MAX_EXPRESSION)
    throw new AppError('expression.tooLong', { length: expression.length, most: MAX_EXPRESSION })
  return { field: '', values: [], expression, written: written.trim() }
}
