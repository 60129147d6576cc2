import { AppError } from '../errors.ts'
import { type Column, findColumn, type Table } from '../table.ts'
import type { Expression } from './check.ts'
import type { Scalar } from './functions.ts'
import type { Arithmetic, Comparison } from './parse.ts'
import { matchesPattern } from './pattern.ts'

/** of conditions, as SQL has it: no, yes, not known because a value is missing */
const NO = 0
const YES = 1
const UNKNOWN = 2

type Numbers = (row: number) => number
type Texts = (row: number) => string | null
type Truths = (row: number) => number

/** An expression over the rows of one table: closures over its columns, nothing that runs text. */
export interface Compiled {
  readonly type: Expression['type']
  /** of type number or date: NaN is null */
  readonly number: Numbers
  readonly text: Texts
  /** 0, 1 or 2 (not known) */
  readonly truth: Truths
}

/** @throws AppError expression.noColumn where the table lacks a field that was known */
export function compileExpression(node: Expression, table: Table): Compiled {
  return compiled(node, (name) => {
    const column = findColumn(table, name)
    if (!column) throw new AppError('expression.noColumn', { name })
    return column
  })
}

type ColumnOf = (name: string) => Column

function compiled(node: Expression, columnOf: ColumnOf): Compiled {
  const word = wordField(node, columnOf)
  return word ? byDictionary(node, word) : direct(node, columnOf)
}

/** Something reckoned from one text column alone is reckoned once for each different word. */
function byDictionary(node: Expression, column: Extract<Column, { type: 'text' }>): Compiled {
  const { dictionary, codes } = column
  const words: Column = { ...column, codes: Uint32Array.from(dictionary, (_, code) => code) }
  const { number, text, truth } = direct(node, () => words)
  if (node.type === 'boolean') {
    const truths = Uint8Array.from(dictionary, (_, code) => truth(code))
    return of(node.type, { truth: (row) => truths[codes[row]] })
  }
  if (node.type === 'text') {
    const texts = dictionary.map((_, code) => text(code))
    return of(node.type, { text: (row) => texts[codes[row]] })
  }
  const numbers = Float64Array.from(dictionary, (_, code) => number(code))
  return of(node.type, { number: (row) => numbers[codes[row]] })
}

/** The text column that a composed node rests on, when it rests on nothing else. */
function wordField(node: Expression, columnOf: ColumnOf): Extract<Column, { type: 'text' }> | null {
  if (node.kind === 'field' || node.kind === 'constant') return null
  const fields = new Set(fieldsOf(node))
  const [name] = fields
  if (fields.size !== 1) return null
  const column = columnOf(name)
  return column.type === 'text' && column.dictionary.length < column.codes.length ? column : null
}

/** Names of all fields that are read. */
export function fieldsOf(node: Expression): readonly string[] {
  switch (node.kind) {
    case 'constant':
      return []
    case 'field':
      return [node.name]
    case 'if':
      return [node.condition, node.then, node.otherwise].flatMap(fieldsOf)
    case 'call':
    case 'coalesce':
      return node.args.flatMap(fieldsOf)
    case 'and':
    case 'or':
      return node.parts.flatMap(fieldsOf)
    case 'in':
      return [node.left, ...node.list].flatMap(fieldsOf)
    case 'between':
      return [node.left, node.from, node.to].flatMap(fieldsOf)
    case 'isNull':
    case 'not':
      return fieldsOf(node.of)
    default:
      return [...fieldsOf(node.left), ...fieldsOf(node.right)]
  }
}

function of(type: Compiled['type'], some: Partial<Compiled>): Compiled {
  return { type, number: () => Number.NaN, text: () => null, truth: () => UNKNOWN, ...some }
}

function direct(node: Expression, columnOf: ColumnOf): Compiled {
  const { type } = node
  const inner = (each: Expression) => compiled(each, columnOf)
  switch (node.kind) {
    case 'constant': {
      const { value } = node
      if (typeof value === 'number') return of(type, { number: () => value })
      if (typeof value === 'string') return of(type, { text: () => value })
      return of(type, { truth: () => (value === null ? UNKNOWN : value ? YES : NO) })
    }
    case 'field':
      return ofColumn(columnOf(node.name))
    case 'arithmetic':
      return of(type, { number: arithmetic(node.sign, inner(node.left).number, inner(node.right).number) })
    case 'compare':
      return of(type, { truth: comparison(node.sign, inner(node.left), inner(node.right)) })
    case 'like': {
      const [left, right] = [inner(node.left).text, inner(node.right).text]
      return of(type, { truth: onTexts(left, right, (word, pattern) => matchesPattern(word, pattern)) })
    }
    case 'contains': {
      const [left, right] = [inner(node.left).text, inner(node.right).text]
      return of(type, { truth: onTexts(left, right, (word, part) => word.toLowerCase().includes(part.toLowerCase())) })
    }
    case 'between': {
      const [value, from, to] = [node.left, node.from, node.to].map((each) => scalarOf(inner(each)))
      return of(type, { truth: (row) => within(value(row), from(row), to(row)) })
    }
    case 'in': {
      const value = scalarOf(inner(node.left))
      const list = node.list.map((each) => scalarOf(inner(each)))
      const isFixed = node.list.every((each) => each.kind === 'constant')
      const fixed = isFixed ? new Set(list.map((each) => each(0))) : null
      return of(type, { truth: fixed ? (row) => among(value(row), fixed) : (row) => amongst(value(row), list, row) })
    }
    case 'isNull': {
      const value = inner(node.of)
      return of(type, { truth: (row) => (isNull(value, row) ? YES : NO) })
    }
    case 'not': {
      const { truth } = inner(node.of)
      return of(type, {
        truth: (row) => {
          const value = truth(row)
          return value === UNKNOWN ? UNKNOWN : 1 - value
        },
      })
    }
    case 'and': {
      const parts = node.parts.map((part) => inner(part).truth)
      return of(type, { truth: (row) => every(parts, row) })
    }
    case 'or': {
      const parts = node.parts.map((part) => inner(part).truth)
      return of(type, { truth: (row) => any(parts, row) })
    }
    case 'if': {
      const { truth } = inner(node.condition)
      return chosen(type, [inner(node.then), inner(node.otherwise)], (row) => (truth(row) === YES ? 0 : 1))
    }
    case 'coalesce': {
      const args = node.args.map(inner)
      return of(type, {
        number: (row) => firstOf(args, (each) => each.number(row), Number.isNaN, Number.NaN),
        text: (row) =>
          firstOf(
            args,
            (each) => each.text(row),
            (value) => value === null,
            null,
          ),
        truth: (row) =>
          firstOf(
            args,
            (each) => each.truth(row),
            (value) => value === UNKNOWN,
            UNKNOWN,
          ),
      })
    }
    case 'call':
      return called(node, node.args.map(inner))
  }
}

function ofColumn(column: Column): Compiled {
  switch (column.type) {
    case 'text': {
      const { codes, dictionary } = column
      return of('text', { text: (row) => dictionary[codes[row]] || null })
    }
    case 'boolean': {
      const { values } = column
      return of('boolean', { truth: (row) => (values[row] === 255 ? UNKNOWN : values[row]) })
    }
    default: {
      const { values } = column
      return of(column.type, { number: (row) => values[row] })
    }
  }
}

function isNull(value: Compiled, row: number): boolean {
  if (value.type === 'text') return value.text(row) === null
  if (value.type === 'boolean' || value.type === 'null') return value.truth(row) === UNKNOWN
  return Number.isNaN(value.number(row))
}

function arithmetic(sign: Arithmetic, a: Numbers, b: Numbers): Numbers {
  switch (sign) {
    case '+':
      return (row) => a(row) + b(row)
    case '-':
      return (row) => a(row) - b(row)
    case '*':
      return (row) => a(row) * b(row)
    case '%':
      return (row) => a(row) % b(row)
    case '/':
      // by nothing is no number, and an infinity would pass every comparison
      return (row) => {
        const by = b(row)
        return by === 0 ? Number.NaN : a(row) / by
      }
  }
}

function comparison(sign: Comparison, left: Compiled, right: Compiled): Truths {
  const holds = HOLDS[sign]
  if (left.type === 'null' || right.type === 'null') return () => UNKNOWN
  if (left.type === 'text') return onTexts(left.text, right.text, (a, b) => holds(a < b ? -1 : a > b ? 1 : 0))
  if (left.type === 'boolean') {
    return (row) => {
      const [a, b] = [left.truth(row), right.truth(row)]
      return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : holds(a - b) ? YES : NO
    }
  }
  return (row) => {
    const difference = left.number(row) - right.number(row)
    return Number.isNaN(difference) ? UNKNOWN : holds(difference) ? YES : NO
  }
}

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

function onTexts(left: Texts, right: Texts, test: (a: string, b: string) => boolean): Truths {
  return (row) => {
    const [a, b] = [left(row), right(row)]
    return a === null || b === null ? UNKNOWN : test(a, b) ? YES : NO
  }
}

/** One reading of a value, so that what is nested is not reckoned twice on each level. */
function scalarOf({ type, number, text, truth }: Compiled): (row: number) => Scalar {
  if (type === 'text') return text
  if (type === 'null') return () => null
  const [value, isMissing]: [Numbers, (value: number) => boolean] =
    type === 'boolean' ? [truth, (each) => each === UNKNOWN] : [number, Number.isNaN]
  return (row) => {
    const now = value(row)
    return isMissing(now) ? null : now
  }
}

function within(value: Scalar, from: Scalar, to: Scalar): number {
  if (value === null) return UNKNOWN
  // outside on one side, whatever the other is
  if ((from !== null && value < from) || (to !== null && value > to)) return NO
  return from === null || to === null ? UNKNOWN : YES
}

/** A missing value in the list could be any. */
function among(value: Scalar, list: ReadonlySet<Scalar>): number {
  if (value === null) return UNKNOWN
  return list.has(value) ? YES : list.has(null) ? UNKNOWN : NO
}
function amongst(value: Scalar, list: readonly ((row: number) => Scalar)[], row: number): number {
  if (value === null) return UNKNOWN
  let some = NO
  for (const each of list) {
    const other = each(row)
    if (other === value) return YES
    if (other === null) some = UNKNOWN
  }
  return some
}

function firstOf<T>(args: readonly Compiled[], read: (each: Compiled) => T, isMissing: (value: T) => boolean, none: T): T {
  for (const each of args) {
    const value = read(each)
    if (!isMissing(value)) return value
  }
  return none
}

function every(parts: readonly Truths[], row: number): number {
  let all = YES
  for (const part of parts) {
    const value = part(row)
    if (value === NO) return NO
    if (value === UNKNOWN) all = UNKNOWN
  }
  return all
}
function any(parts: readonly Truths[], row: number): number {
  let some = NO
  for (const part of parts) {
    const value = part(row)
    if (value === YES) return YES
    if (value === UNKNOWN) some = UNKNOWN
  }
  return some
}

function chosen(type: Compiled['type'], from: readonly Compiled[], which: (row: number) => number): Compiled {
  return of(type, {
    number: (row) => from[which(row)].number(row),
    text: (row) => from[which(row)].text(row),
    truth: (row) => from[which(row)].truth(row),
  })
}

function called({ definition, type }: Extract<Expression, { kind: 'call' }>, args: readonly Compiled[]): Compiled {
  const run = definition.run as (...values: Scalar[]) => Scalar
  const values: Scalar[] = new Array(args.length)
  const result = (row: number): Scalar => {
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]
      if (arg.type === 'text') values[i] = arg.text(row)
      else {
        const value = arg.number(row)
        values[i] = Number.isNaN(value) ? null : value
      }
      if (values[i] === null && !definition.seesNull) return null
    }
    return run(...values)
  }
  return of(type, { number: (row) => (result(row) as number | null) ?? Number.NaN, text: (row) => result(row) as string | null })
}
