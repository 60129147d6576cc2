import { AppError } from '../errors.ts'
import { AREA_FIELD, type CodeEntry, type Column } from '../table.ts'
import { AREA_UNITS, type AreaUnit, toM2 } from '../units.ts'
import { type FunctionDefinition, functionOf, type ValueType } from './functions.ts'
import type { Arithmetic, Comparison, Syntax } from './parse.ts'
import { areaUnitOf } from './tokens.ts'
import { compared } from './whole-days.ts'

export type Type = ValueType | 'boolean'

/** What an expression says, every name looked up and every type known. Numbers with an area unit are told by `unit`. */
export type Expression = (
  | { readonly kind: 'constant'; readonly value: number | string | boolean | null; readonly raw?: string }
  | { readonly kind: 'field'; readonly name: string; readonly codes?: readonly CodeEntry[] }
  | { readonly kind: 'call'; readonly definition: FunctionDefinition; readonly args: readonly Expression[] }
  | { readonly kind: 'if'; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: 'coalesce'; readonly args: readonly Expression[] }
  | { readonly kind: 'arithmetic'; readonly sign: Arithmetic; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly sign: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'like' | 'contains'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'between'; readonly left: Expression; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'in'; readonly left: Expression; readonly list: readonly Expression[] }
  | { readonly kind: 'isNull' | 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
) & { readonly type: Type | 'null'; readonly unit?: AreaUnit }

/** A field that expressions may name, by its name in the table or by any of its labels. */
export interface KnownField {
  readonly name: string
  readonly labels: readonly string[]
  readonly type: Column['type']
  readonly unit?: string
  readonly codes?: readonly CodeEntry[]
}

export interface Schema {
  readonly fields: readonly KnownField[]
  /** the rows are polygons: 亩, 公顷, area_m2 are the drawn area */
  readonly hasArea: boolean
}

const AREA_NAMES: Readonly<Record<string, AreaUnit>> = {
  area_m2: 'm2',
  area_ha: 'ha',
  area_mu: 'mu',
  area_km2: 'km2',
  图形面积: 'm2',
  [AREA_FIELD]: 'm2',
}
const M2 = 'm2'

/** @throws AppError expression.* with `at` counted from 1 */
export function checkExpression(syntax: Syntax, schema: Schema): Expression {
  const byName = new Map<string, KnownField>()
  for (const field of [...schema.fields].reverse()) for (const label of field.labels) byName.set(label.toLowerCase(), field)
  for (const field of [...schema.fields].reverse()) byName.set(field.name.toLowerCase(), field)

  // each node once: its type is asked for more than once, and asking on every level would double with each
  const known = new Map<Syntax, Expression>()
  function check(node: Syntax): Expression {
    const expression = known.get(node) ?? look(node)
    known.set(node, expression)
    return expression
  }

  function look(node: Syntax): Expression {
    switch (node.kind) {
      case 'number':
        return node.unit
          ? { kind: 'constant', value: toM2(Number(node.raw), node.unit), type: 'number', unit: M2 }
          : { kind: 'constant', value: Number(node.raw), raw: node.raw, type: 'number' }
      case 'text':
        return { kind: 'constant', value: node.value, type: 'text' }
      case 'constant':
        return { kind: 'constant', value: node.value, type: node.value === null ? 'null' : 'boolean' }
      case 'name':
        return named(node) ?? unknown(node)
      case 'call':
        return called(node)
      case 'negative': {
        const of = wanted(node.of, 'number')
        const zero: Expression = { kind: 'constant', value: 0, type: 'number', unit: of.unit }
        return { kind: 'arithmetic', sign: '-', left: zero, right: of, type: 'number', unit: of.unit }
      }
      case 'arithmetic':
        return arithmetic(node)
      case 'compare': {
        const [left, right] = pair(node.left, node.right, node.sign !== '=' && node.sign !== '!=')
        return compared(node.sign, left, right)
      }
      case 'between': {
        const [left, from] = pair(node.left, node.from, true)
        const [same, to] = pair(node.left, node.to, true)
        if (!isSame(left, same)) throw unlike(node.to, from, to)
        return left.type === 'date' && left.kind === 'field'
          ? { kind: 'and', parts: [compared('>=', left, from), compared('<=', left, to)], type: 'boolean' }
          : { kind: 'between', left, from, to, type: 'boolean' }
      }
      case 'in': {
        const pairs = node.list.map((each) => pair(node.left, each))
        const [[left]] = pairs
        const other = pairs.findIndex(([each]) => !isSame(each, left))
        if (other >= 0) throw unlike(node.list[other], pairs[0][1], pairs[other][1])
        const list = pairs.map(([, right]) => right)
        if (left.type !== 'date' || left.kind !== 'field') return { kind: 'in', left, list, type: 'boolean' }
        const days = list.map((each) => compared('=', left, each))
        return days.length === 1 ? days[0] : { kind: 'or', parts: days, type: 'boolean' }
      }
      case 'like':
      case 'contains': {
        const right = bare(node.right) ? textOf(node.right) : null
        return { kind: node.kind, left: wanted(node.left, 'text'), right: right ?? wanted(node.right, 'text'), type: 'boolean' }
      }
      case 'isNull':
        return { kind: 'isNull', of: check(node.of), type: 'boolean' }
      case 'not':
        return { kind: 'not', of: wanted(node.of, 'boolean'), type: 'boolean' }
      case 'and':
      case 'or':
        return { kind: node.kind, parts: node.parts.map((part) => wanted(part, 'boolean')), type: 'boolean' }
    }
  }

  function named(node: Extract<Syntax, { kind: 'name' }>): Expression | null {
    const key = node.value.toLowerCase()
    const field = byName.get(key)
    if (field) return { kind: 'field', name: field.name, codes: field.codes, type: field.type, unit: areaUnitIn(field.unit) }
    const area = Object.hasOwn(AREA_NAMES, key) ? AREA_NAMES[key] : node.isQuoted ? null : areaUnitOf(key)
    if (!area || !schema.hasArea) return null
    const drawn: Expression = { kind: 'field', name: AREA_FIELD, type: 'number', unit: M2 }
    // 图形面积 is an area and compares with one; 亩 is how many of them
    return area === M2 ? drawn : scaled(drawn, 1 / AREA_UNITS[area].squareMetres, area)
  }

  function unknown(node: Extract<Syntax, { kind: 'name' }>): never {
    if (!schema.hasArea && areaUnitOf(node.value)) throw new AppError('expression.noArea', { at: node.at + 1, name: node.value })
    const near = nearest(node.value, schema)
    const detail = { at: node.at + 1, name: node.value, ...(near && { near }) }
    throw new AppError(near ? 'expression.misspeltField' : 'expression.unknownField', detail)
  }

  function wanted(node: Syntax, type: Type): Expression {
    const checked = check(node)
    if (checked.type === type || checked.type === 'null') return checked
    // codes may be written as numbers
    if (type === 'text' && checked.kind === 'constant' && checked.raw !== undefined)
      return { kind: 'constant', value: checked.raw, type: 'text' }
    if (type === 'date' && checked.kind === 'constant' && checked.type === 'text') return dateOf(String(checked.value), node.at)
    throw new AppError(`expression.wants.${type}`, { at: node.at + 1, found: checked.type })
  }

  function arithmetic(node: Extract<Syntax, { kind: 'arithmetic' }>): Expression {
    const sides = [check(node.left), check(node.right)]
    // + between words joins them
    if (node.sign === '+' && sides.some(({ type }) => type === 'text')) {
      const definition = functionOf('concat') as FunctionDefinition
      const args = [wanted(node.left, 'text'), wanted(node.right, 'text')]
      return { kind: 'call', definition, args, type: 'text' }
    }
    const left = wanted(node.left, 'number')
    const right = wanted(node.right, 'number')
    const isSum = node.sign === '+' || node.sign === '-' || node.sign === '%'
    const [a, b] = isSum ? sameUnit(left, right) : [left, right]
    const unit = isSum ? (a.unit ?? b.unit) : node.sign === '*' ? (left.unit ?? right.unit) : right.unit ? undefined : left.unit
    return { kind: 'arithmetic', sign: node.sign, left: a, right: b, type: 'number', unit }
  }

  /** Two sides that are compared, of one type. @param isOrder which is more, not whether they are the same */
  function pair(a: Syntax, b: Syntax, isOrder = false): readonly [Expression, Expression] {
    if (bare(b) && !bare(a)) {
      const left = check(a)
      if (left.type === 'text') return [left, wordFor(left, textOf(b) as Expression)]
    }
    if (bare(a) && !bare(b)) {
      const right = check(b)
      if (right.type === 'text') return [wordFor(right, textOf(a) as Expression), right]
    }
    const left = check(a)
    const right = check(b)
    if (left.type === 'null' || right.type === 'null') return [left, right]
    if (left.type === 'number' && right.type === 'number') return sameUnit(left, right)
    if (left.type === right.type) return [wordFor(right, left), wordFor(left, right)]
    if (left.type === 'text' || right.type === 'text') {
      const other = left.type === 'text' ? right : left
      if (other.type === 'date') return [wanted(a, 'date'), wanted(b, 'date')]
      if (other.kind === 'constant' && !isOrder) return [wanted(a, 'text'), wanted(b, 'text')]
      if (other.type === 'number') return [asNumber(left), asNumber(right)]
    }
    throw unlike(b, left, right)
  }

  /** A single word that no field has: the name of a code or a plain text. */
  function bare(node: Syntax): boolean {
    return node.kind === 'name' && !node.isQuoted && named(node) === null
  }
  function textOf(node: Syntax): Expression | null {
    return node.kind === 'name' ? { kind: 'constant', value: node.value, type: 'text' } : null
  }

  function called(node: Extract<Syntax, { kind: 'call' }>): Expression {
    const key = node.name.toLowerCase()
    const count = node.args.length
    const counted = (least: number, most: number) => {
      if (count < least || count > most)
        throw new AppError('expression.arguments', { at: node.at + 1, name: node.name, least, most, count })
    }
    if (key === 'if' || key === '如果') {
      counted(3, 3)
      const [then, otherwise] = alike([node.args[1], node.args[2]])
      return {
        kind: 'if',
        condition: wanted(node.args[0], 'boolean'),
        then,
        otherwise,
        type: typeOf([then, otherwise]),
        unit: then.unit ?? otherwise.unit,
      }
    }
    if (key === 'coalesce') {
      counted(1, 20)
      const args = alike(node.args)
      return { kind: 'coalesce', args, type: typeOf(args), unit: args.find(({ unit }) => unit)?.unit }
    }
    if (key === 'date' || key === '日期') {
      counted(1, 1)
      return wanted(node.args[0], 'date')
    }
    const definition = functionOf(key)
    if (!definition) throw new AppError('expression.unknownFunction', { at: node.at + 1, name: node.name })
    counted(definition.least, definition.most)
    const takes = definition.takes
    const args = node.args.map((each, i) => wanted(each, takes[Math.min(i, takes.length - 1)]))
    // what is rounded or the greatest of areas is an area
    const unit = definition.gives === 'number' && takes[0] === 'number' ? args[0].unit : undefined
    return { kind: 'call', definition, args, type: definition.gives, unit }
  }

  function alike(nodes: readonly Syntax[]): readonly Expression[] {
    const type = typeOf(nodes.map(check))
    return type === 'null' ? nodes.map(check) : nodes.map((node) => wanted(node, type))
  }

  return check(syntax)
}

function unlike(node: Syntax, left: Expression, right: Expression): AppError {
  return new AppError('expression.wants.same', { at: node.at + 1, left: left.type, right: right.type })
}

function isSame(a: Expression, b: Expression): boolean {
  return a === b || (a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b))
}

function typeOf(nodes: readonly Expression[]): Type | 'null' {
  const types = nodes.map(({ type }) => type).filter((type) => type !== 'null')
  return types.includes('text') ? 'text' : (types[0] ?? 'null')
}

function areaUnitIn(unit: string | undefined): AreaUnit | undefined {
  return unit !== undefined && Object.hasOwn(AREA_UNITS, unit) ? (unit as AreaUnit) : undefined
}

/** Areas in different units are both taken in m²; a bare number is in the unit of what it stands beside. */
function sameUnit(a: Expression, b: Expression): readonly [Expression, Expression] {
  return a.unit && b.unit && a.unit !== b.unit ? [inM2(a), inM2(b)] : [a, b]
}
function inM2(of: Expression): Expression {
  return of.unit && of.unit !== M2 ? scaled(of, toM2(1, of.unit), M2) : of
}
function scaled(of: Expression, factor: number, unit: AreaUnit): Expression {
  const isLarge = factor >= 1
  const by: Expression = { kind: 'constant', value: isLarge ? factor : 1 / factor, type: 'number' }
  return { kind: 'arithmetic', sign: isLarge ? '*' : '/', left: of, right: by, type: 'number', unit }
}

/** 内陆滩涂 stands for its code where the other side is a field with a code list. */
function wordFor(other: Expression, word: Expression): Expression {
  if (other.kind !== 'field' || !other.codes || word.kind !== 'constant') return word
  const entry =
    other.codes.find(({ code }) => code === word.value) ??
    other.codes.find(({ label }) => label.zh === word.value || label.en.toLowerCase() === String(word.value).toLowerCase())
  return entry ? { ...word, value: entry.code } : word
}

function asNumber(of: Expression): Expression {
  if (of.type === 'number') return of
  return { kind: 'call', definition: functionOf('num') as FunctionDefinition, args: [of], type: 'number' }
}

function dateOf(words: string, at: number): Expression {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(words.trim())
  const [year, month, day] = (match ?? []).slice(1).map(Number)
  const time = match ? Date.UTC(year, month - 1, day) : Number.NaN
  if (!match || new Date(time).getUTCDate() !== day) throw new AppError('expression.date', { at: at + 1, text: words })
  return { kind: 'constant', value: time, type: 'date' }
}

/** The field that begins or ends alike, to be named in the error; '' for none. */
function nearest(name: string, { fields }: Schema): string {
  const key = name.toLowerCase()
  const names = fields.flatMap((field) => [...field.labels, field.name])
  return names.find((each) => each.toLowerCase().includes(key) || key.includes(each.toLowerCase())) ?? ''
}
