import { AppError } from '../errors.ts'
import type { AreaUnit } from '../units.ts'
import { MAX_DEPTH, MAX_LINKS } from './limits.ts'
import { areaUnitOf, type Sign, type Token, tokenize } from './tokens.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%'

/** What was written, before any name is looked up. `at` counts characters from 0. */
export type Syntax =
  | { readonly kind: 'number'; readonly at: number; readonly raw: string; readonly unit: AreaUnit | null }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | { readonly kind: 'constant'; readonly at: number; readonly value: boolean | null }
  | { readonly kind: 'name'; readonly at: number; readonly value: string; readonly isQuoted: boolean }
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly kind: 'negative'; readonly at: number; readonly of: Syntax }
  | { readonly kind: 'arithmetic'; readonly at: number; readonly sign: Arithmetic; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'compare'; readonly at: number; readonly sign: Comparison; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'like' | 'contains'; readonly at: number; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'in'; readonly at: number; readonly left: Syntax; readonly list: readonly Syntax[] }
  | { readonly kind: 'between'; readonly at: number; readonly left: Syntax; readonly from: Syntax; readonly to: Syntax }
  | { readonly kind: 'isNull'; readonly at: number; readonly of: Syntax }
  | { readonly kind: 'not'; readonly at: number; readonly of: Syntax }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly parts: readonly Syntax[] }

type Word =
  | 'and'
  | 'or'
  | 'not'
  | 'in'
  | 'between'
  | 'like'
  | 'contains'
  | 'is'
  | 'null'
  | 'isNull'
  | 'notNull'
  | 'true'
  | 'false'

const WORDS: Readonly<Record<string, Word>> = {
  and: 'and',
  且: 'and',
  并且: 'and',
  和: 'and',
  与: 'and',
  or: 'or',
  或: 'or',
  或者: 'or',
  not: 'not',
  非: 'not',
  in: 'in',
  属于: 'in',
  between: 'between',
  介于: 'between',
  like: 'like',
  contains: 'contains',
  包含: 'contains',
  is: 'is',
  null: 'null',
  空值: 'null',
  为空: 'isNull',
  不为空: 'notNull',
  非空: 'notNull',
  true: 'true',
  false: 'false',
}
/** what may follow a value without a space */
const CONNECTIVES = ['不为空', '并且', '或者', '为空', '包含', '属于', '介于', '非空', '且', '和', '与', '或']
const COMPARISONS: readonly Sign[] = ['=', '!=', '<', '<=', '>', '>=']

/** @throws AppError expression.* with `at` counted from 1 */
export function parseExpression(source: string): Syntax {
  const tokens = [...tokenize(source)]
  let next = 0
  let depth = 0

  const wordOf = (token: Token): Word | null => {
    if (token.kind !== 'name' || token.isQuoted) return null
    const key = token.value.toLowerCase()
    return Object.hasOwn(WORDS, key) ? WORDS[key] : null
  }
  const isSign = (...signs: readonly Sign[]) => {
    const token = tokens[next]
    return token.kind === 'sign' && signs.includes(token.value)
  }
  const takeSign = (sign: Sign): boolean => {
    if (!isSign(sign)) return false
    next++
    return true
  }
  const takeWord = (word: Word): boolean => {
    splitConnective()
    if (wordOf(tokens[next]) !== word) return false
    next++
    return true
  }
  /** 1106和亩>50: where a connective can stand, a word that begins with one is two. */
  function splitConnective(): void {
    const token = tokens[next]
    if (token.kind !== 'name' || token.isQuoted || wordOf(token)) return
    const connective = CONNECTIVES.find((word) => token.value.startsWith(word))
    if (!connective) return
    const rest = token.value.slice(connective.length)
    tokens.splice(next, 1, { ...token, value: connective }, { ...token, value: rest, at: token.at + connective.length })
  }
  function expected(what: 'value' | 'operator' | 'close' | 'open' | 'and' | 'null'): AppError {
    return new AppError(`expression.expected.${what}`, { at: tokens[next].at + 1 })
  }
  function deeper<T>(work: () => T): T {
    if (++depth > MAX_DEPTH) throw new AppError('expression.tooDeep', { at: tokens[next].at + 1, most: MAX_DEPTH })
    const value = work()
    depth--
    return value
  }

  function joined(word: 'and' | 'or', part: () => Syntax): Syntax {
    const first = part()
    const parts = [first]
    while (takeWord(word)) parts.push(part())
    return parts.length === 1 ? first : { kind: word, at: first.at, parts }
  }
  const either = (): Syntax => joined('or', () => joined('and', negation))
  function negation(): Syntax {
    const { at } = tokens[next]
    if (wordOf(tokens[next]) !== 'not') return comparison()
    next++
    return deeper(() => ({ kind: 'not', at, of: negation() }))
  }
  function comparison(): Syntax {
    const left = sum()
    splitConnective()
    const token = tokens[next]
    const { at } = token
    if (token.kind === 'sign' && COMPARISONS.includes(token.value)) {
      next++
      return { kind: 'compare', at, sign: token.value as Comparison, left, right: sum() }
    }
    if (takeWord('isNull')) return { kind: 'isNull', at, of: left }
    if (takeWord('notNull')) return { kind: 'not', at, of: { kind: 'isNull', at, of: left } }
    if (takeWord('is')) {
      const isNot = takeWord('not')
      if (!takeWord('null')) throw expected('null')
      const test: Syntax = { kind: 'isNull', at, of: left }
      return isNot ? { kind: 'not', at, of: test } : test
    }
    const isNot = takeWord('not')
    const test = tested(left, at)
    if (!test && isNot) throw expected('operator')
    return test ? (isNot ? { kind: 'not', at, of: test } : test) : left
  }
  function tested(left: Syntax, at: number): Syntax | null {
    if (takeWord('like')) return { kind: 'like', at, left, right: sum() }
    if (takeWord('contains')) return { kind: 'contains', at, left, right: sum() }
    if (takeWord('between')) {
      const from = sum()
      if (!takeWord('and')) throw expected('and')
      return { kind: 'between', at, left, from, to: sum() }
    }
    if (!takeWord('in')) return null
    if (!takeSign('(')) throw expected('open')
    return { kind: 'in', at, left, list: listed() }
  }
  /** up to the closing bracket, which is taken */
  function listed(): readonly Syntax[] {
    const list = [sum()]
    while (takeSign(',')) list.push(sum())
    if (!takeSign(')')) throw expected('close')
    return list
  }
  function chain(signs: readonly Arithmetic[], part: () => Syntax): Syntax {
    let left = part()
    for (let links = 0; ; links++) {
      const token = tokens[next]
      if (token.kind !== 'sign' || !signs.includes(token.value as Arithmetic)) return left
      if (links === MAX_LINKS) throw new AppError('expression.tooDeep', { at: token.at + 1, most: MAX_LINKS })
      next++
      left = { kind: 'arithmetic', at: token.at, sign: token.value as Arithmetic, left, right: part() }
    }
  }
  function sum(): Syntax {
    return chain(['+', '-'], () => chain(['*', '/', '%'], unary))
  }
  function unary(): Syntax {
    const { at } = tokens[next]
    if (takeSign('-')) return deeper(() => ({ kind: 'negative', at, of: unary() }))
    return primary()
  }
  function primary(): Syntax {
    const token = tokens[next]
    const { at } = token
    if (token.kind === 'number') {
      next++
      const follower = tokens[next]
      const unit = follower.kind === 'name' && !follower.isQuoted ? areaUnitOf(follower.value) : null
      if (token.unit || !unit) return { kind: 'number', at, raw: token.raw, unit: token.unit }
      next++
      return { kind: 'number', at, raw: token.raw, unit }
    }
    if (token.kind === 'text') {
      next++
      return { kind: 'text', at, value: token.value }
    }
    if (takeSign('(')) {
      const inner = deeper(either)
      if (!takeSign(')')) throw expected('close')
      return inner
    }
    if (token.kind !== 'name') throw expected('value')
    const word = wordOf(token)
    if (word === 'true' || word === 'false' || word === 'null') {
      next++
      return { kind: 'constant', at, value: word === 'null' ? null : word === 'true' }
    }
    if (word) throw expected('value')
    next++
    if (token.isQuoted || !takeSign('(')) return { kind: 'name', at, value: token.value, isQuoted: token.isQuoted }
    if (takeSign(')')) return { kind: 'call', at, name: token.value, args: [] }
    return deeper(() => {
      const args = [either()]
      while (takeSign(',')) args.push(either())
      if (!takeSign(')')) throw expected('close')
      return { kind: 'call', at, name: token.value, args }
    })
  }

  const whole = either()
  if (tokens[next].kind !== 'end') throw expected('operator')
  return whole
}
