import { AppError } from '../errors.ts'
import type { AreaUnit } from '../units.ts'
import { MAX_EXPRESSION } from './limits.ts'

/** `at` counts characters of the source from 0. */
export type Token =
  | { readonly kind: 'number'; readonly at: number; readonly raw: string; readonly unit: AreaUnit | null }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  /** a word: field, function, keyword or unit; `isQuoted`: written in brackets, so certainly a field */
  | { readonly kind: 'name'; readonly at: number; readonly value: string; readonly isQuoted: boolean }
  | { readonly kind: 'sign'; readonly at: number; readonly value: Sign }
  | { readonly kind: 'end'; readonly at: number }

export type Sign = '(' | ')' | ',' | '+' | '-' | '*' | '/' | '%' | '=' | '!=' | '<' | '<=' | '>' | '>='

const UNITS: Readonly<Record<string, AreaUnit>> = {
  m2: 'm2',
  'm²': 'm2',
  平方米: 'm2',
  平米: 'm2',
  ha: 'ha',
  hm2: 'ha',
  'hm²': 'ha',
  公顷: 'ha',
  mu: 'mu',
  亩: 'mu',
  km2: 'km2',
  'km²': 'km2',
  平方公里: 'km2',
  平方千米: 'km2',
  万亩: 'wanmu',
}

export function areaUnitOf(word: string): AreaUnit | null {
  const key = word.toLowerCase()
  return Object.hasOwn(UNITS, key) ? UNITS[key] : null
}

const SPELLINGS: readonly (readonly [string, Sign])[] = [
  ['<=', '<='],
  ['>=', '>='],
  ['<>', '!='],
  ['!=', '!='],
  ['==', '='],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['、', ','],
  ...(['(', ')', ',', '+', '-', '*', '/', '%', '=', '<', '>'] as const).map((sign) => [sign, sign] as const),
]
/** Also as the screen and other programs show it, in groups of three. */
const NUMBER = /^(?:\d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/
const QUOTES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '“': '”', '‘': '’', '「': '」' }
const BRACKETS: Readonly<Record<string, string>> = { '[': ']', '【': '】' }

/**
 * The words and signs of an expression. Full-width forms count as their half-width ones.
 * @throws AppError expression.tooLong, expression.character, expression.unclosed
 */
export function tokenize(source: string): readonly Token[] {
  if (source.length > MAX_EXPRESSION) throw new AppError('expression.tooLong', { length: source.length, most: MAX_EXPRESSION })
  const text = source.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  )
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const space = /^\s+/.exec(rest)
    if (space) {
      at += space[0].length
      continue
    }
    const token = quotedAt(text, at) ?? wordAt(rest, at) ?? signAt(rest, at)
    if (!token)
      throw new AppError('expression.character', { at: at + 1, character: String.fromCodePoint(text.codePointAt(at) ?? 0) })
    tokens.push(token.token)
    at += token.length
  }
  tokens.push({ kind: 'end', at: source.length })
  return tokens
}

interface Read {
  readonly token: Token
  readonly length: number
}

/** A quote within a text is written twice. */
function quotedAt(text: string, at: number): Read | null {
  const isField = Object.hasOwn(BRACKETS, text[at])
  const close = isField ? BRACKETS[text[at]] : Object.hasOwn(QUOTES, text[at]) ? QUOTES[text[at]] : null
  if (close === null) return null
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] !== close) value += text[i]
    else if (text[i + 1] === close) {
      value += close
      i++
    } else {
      const token: Token = isField ? { kind: 'name', at, value: value.trim(), isQuoted: true } : { kind: 'text', at, value }
      return { token, length: i + 1 - at }
    }
  }
  throw new AppError('expression.unclosed', { at: at + 1, mark: close })
}

function wordAt(rest: string, at: number): Read | null {
  const number = NUMBER.exec(rest)
  if (number) {
    const [written] = number
    const raw = written.replace(/\s/g, '')
    const letters = /^[A-Za-z][A-Za-z0-9²]*/.exec(rest.slice(written.length))?.[0] ?? ''
    const unit = letters ? areaUnitOf(letters) : null
    // 1104A is a code
    const token: Token = letters && !unit ? { kind: 'text', at, value: raw + letters } : { kind: 'number', at, raw, unit }
    return { token, length: written.length + letters.length }
  }
  const name = /^[\p{L}_@][\p{L}\p{N}_²]*/u.exec(rest)
  return name ? { token: { kind: 'name', at, value: name[0], isQuoted: false }, length: name[0].length } : null
}

function signAt(rest: string, at: number): Read | null {
  const found = SPELLINGS.find(([spelling]) => rest.startsWith(spelling))
  return found ? { token: { kind: 'sign', at, value: found[1] }, length: found[0].length } : null
}
