import { checkExpression, type Expression, type Schema } from './check.ts'
import { parseExpression } from './parse.ts'

/** @throws AppError expression.* with the place (`at`, from 1) and what was expected there */
export function readExpression(source: string, schema: Schema): Expression {
  return checkExpression(parseExpression(source), schema)
}
