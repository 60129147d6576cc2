import { dayWords } from '../dates.ts'
import { readPeriod } from '../read-period.ts'
import type { Column } from '../table.ts'
import { AREA_FIELD } from '../table.ts'
import type { AreaUnit } from '../units.ts'

export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'between',
  'in',
  'contains',
  'like',
  'isNull',
  'notNull',
  'isTrue',
  'isFalse',
] as const
export type Operator = (typeof OPERATORS)[number]

/** One line of the query builder. Values are as typed; a rule whose values are missing says nothing yet. */
export interface Rule {
  readonly field: string
  readonly operator: Operator
  readonly values: readonly string[]
}
export interface RuleGroup {
  readonly join: 'and' | 'or'
  readonly items: readonly (Rule | RuleGroup)[]
}

export function isGroup(item: Rule | RuleGroup): item is RuleGroup {
  return 'items' in item
}

const BY_TYPE: Readonly<Record<Column['type'], readonly Operator[]>> = {
  text: ['=', '!=', 'in', 'contains', 'like', 'isNull', 'notNull'],
  number: ['=', '!=', '<', '<=', '>', '>=', 'between', 'isNull', 'notNull'],
  date: ['=', '<', '<=', '>', '>=', 'between', 'isNull', 'notNull'],
  boolean: ['isTrue', 'isFalse', 'isNull', 'notNull'],
}

export function operatorsFor(type: Column['type']): readonly Operator[] {
  return BY_TYPE[type]
}

/** How many values an operator takes. */
export function valueCount(operator: Operator): 0 | 1 | 2 {
  if (operator === 'between') return 2
  return operator === 'isNull' || operator === 'notNull' || operator === 'isTrue' || operator === 'isFalse' ? 0 : 1
}

/**
 * The group as an expression; '' while it says nothing.
 * @param nameOf how a field is called: its own name, or a label that no other has
 * @param areaUnit in which values of AREA_FIELD are typed
 */
export function groupExpression(
  group: RuleGroup,
  typeOf: (field: string) => Column['type'],
  areaUnit: AreaUnit,
  nameOf: (field: string) => string = (field) => field,
): string {
  const parts = group.items.flatMap((item) => {
    if (!isGroup(item)) return ruleExpression(item, typeOf(item.field), areaUnit, nameOf(item.field)) ?? []
    const inner = groupExpression(item, typeOf, areaUnit, nameOf)
    return inner ? [item.items.length > 1 ? `(${inner})` : inner] : []
  })
  return parts.join(` ${group.join} `)
}

function ruleExpression(
  { field, operator, values }: Rule,
  type: Column['type'],
  areaUnit: AreaUnit,
  called: string,
): string | null {
  const name = `[${called.replaceAll(']', ']]')}]`
  const typed = values.map((value) => value.trim())
  const count = valueCount(operator)
  if (typed.slice(0, count).filter(Boolean).length < count) return null
  if (type === 'date' && count > 0) return dateExpression(name, operator, typed)
  const word = (value: string) => literal(value, type, field === AREA_FIELD ? areaUnit : null)
  switch (operator) {
    case 'isNull':
      return `${name} is null`
    case 'notNull':
      return `${name} is not null`
    case 'isTrue':
      return name
    case 'isFalse':
      return `not ${name}`
    case 'between':
      return `${name} between ${word(typed[0])} and ${word(typed[1])}`
    case 'in':
      return `${name} in (${typed[0]
        .split(/[,，、;；\s]+/)
        .filter(Boolean)
        .map(word)
        .join(', ')})`
    default:
      return `${name} ${operator} ${word(typed[0])}`
  }
}

/** A month or a year stands for its days: after 2024 is after the last of them. What is no date is left to the reader, which says so. */
function dateExpression(name: string, operator: Operator, typed: readonly string[]): string {
  const [first, last] = (['first', 'last'] as const).map((end) => (value: string) => {
    const period = readPeriod(value)
    return quoted(period ? dayWords(period[end]) : value)
  })
  const [from, to = from] = typed
  if (operator === '=' || operator === 'between')
    return `${name} between ${first(from)} and ${last(operator === '=' ? from : to)}`
  return `${name} ${operator} ${operator === '<' || operator === '>=' ? first(from) : last(from)}`
}

function literal(value: string, type: Column['type'], unit: AreaUnit | null): string {
  // what is no number is left to the reader of expressions, which says so
  if (type === 'number')
    return /^-?[\d.]+(e[+-]?\d+)?$/i.test(value) ? (unit ? `${value} ${UNIT_WORDS[unit]}` : value) : quoted(value)
  return quoted(value)
}
function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

const UNIT_WORDS: Readonly<Record<AreaUnit, string>> = { m2: 'm2', ha: '公顷', mu: '亩', km2: 'km2', wanmu: '万亩' }
