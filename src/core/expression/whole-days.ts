import { DAY_MS } from '../dates.ts'
import type { Expression } from './check.ts'
import type { Comparison } from './parse.ts'

const MIRRORED: Readonly<Record<Comparison, Comparison>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }
/** the day after it has no year of four digits, by which it could be written */
const LAST_DAY = Date.UTC(9999, 11, 31)

/**
 * A comparison of moments with a day, in which the day is all of its moments: “until 31 December” holds what was registered on that
 * day at ten. Written with < and >= of whole days alone, so that it means the same when it is read again.
 */
export function compared(sign: Comparison, left: Expression, right: Expression): Expression {
  if (isDay(left) && !isDay(right)) return compared(MIRRORED[sign], right, left)
  const plain: Expression = { kind: 'compare', sign, left, right, type: 'boolean' }
  if (left.type !== 'date' || isDay(left) || !isDay(right) || right.value === LAST_DAY) return plain
  const from: Expression = { kind: 'compare', sign: '>=', left, right, type: 'boolean' }
  const next: Expression = { ...right, value: Number(right.value) + DAY_MS }
  const before: Expression = { kind: 'compare', sign: '<', left, right: next, type: 'boolean' }
  // only a field stands twice: two of an expression in each other would double the work with every level
  const isTwice = left.kind === 'field'
  const within: Expression = { kind: 'and', parts: [from, before], type: 'boolean' }
  switch (sign) {
    case '<':
    case '>=':
      return plain
    case '<=':
      return before
    case '>':
      return { ...from, right: next }
    case '=':
      return isTwice ? within : plain
    case '!=':
      return !isTwice ? plain : { kind: 'not', of: within, type: 'boolean' }
  }
}

function isDay(node: Expression): node is Extract<Expression, { kind: 'constant' }> {
  return node.kind === 'constant' && node.type === 'date'
}
