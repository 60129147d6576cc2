import { AppError } from '../core/errors.ts'

const MAX_DEPTH = 10_000
export const QUOTE = 0x22
export const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_LIST = 0x5b
export const CLOSE_LIST = 0x5d
export const OPEN_OBJECT = 0x7b
export const CLOSE_OBJECT = 0x7d
const BACKSLASH = 0x5c
const LONGEST_KNOWN = 20
const KNOWN_TEXTS = 64
const WORDS = ['true', 'false', 'null']
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i)
const utf8 = new TextDecoder()

/**
 * Walks JSON (RFC 8259) in UTF-8 bytes without making objects, so that neither V8's limit of 512 MB a string nor millions of small
 * objects stand in the way. Errors name the byte and the line.
 */
export class JsonScanner {
  at = 0
  /** what is at hand of the text */
  bytes: Uint8Array = new Uint8Array(0)
  /** of the text, what is not at hand any more: bytes, and ends of lines */
  private passed = 0
  private passedLines = 0
  private readonly file: string
  private readonly known: { readonly bytes: Uint8Array; readonly text: string }[] = []
  private readonly nesting = new Uint8Array(MAX_DEPTH)
  constructor(file: string) {
    this.file = file
  }

  fail(expected: string): AppError {
    const { bytes, file } = this
    const at = this.passed + this.at
    const { line } = this
    if (this.isAtEnd) return new AppError('json.cutOff', { file, at, line, expected })
    // other kinds of files hold what cannot be printed
    const found = utf8.decode(bytes.subarray(this.at, this.at + 20)).replace(/\p{Cc}/gu, '·')
    return new AppError('json.syntax', { file, at, line, expected, found })
  }
  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }
  /** of the text, from 1 */
  get line(): number {
    return 1 + this.passedLines + linesIn(this.bytes, this.at)
  }
  /** what stands between a place and the scanner, as it stands there */
  rawText(start: number, mostBytes: number): string {
    return utf8.decode(this.bytes.subarray(start, Math.min(this.at, start + mostBytes)))
  }
  /** bytes of the text before the scanner */
  get place(): number {
    return this.passed + this.at
  }
  /** Lets go of what is behind the scanner and takes more of the text; places in the bytes are others then. */
  feed(pieces: readonly Uint8Array[]): void {
    const isStart = this.place === 0
    const left = this.bytes.subarray(this.at)
    this.passedLines += linesIn(this.bytes, this.at)
    this.passed += this.at
    this.at = 0
    this.bytes = left.length === 0 && pieces.length === 1 ? pieces[0] : joined([left, ...pieces])
    const [first, second, third] = this.bytes
    // a byte order mark
    if (isStart && first === 0xef && second === 0xbb && third === 0xbf) this.at = 3
  }

  /** the next byte that is no white space, -1 at the end */
  peek(): number {
    const { bytes } = this
    let { at } = this
    // 0x1e separates records of RFC 8142 text sequences
    while (
      at < bytes.length &&
      (bytes[at] === 32 || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 9 || bytes[at] === 0x1e)
    )
      at++
    this.at = at
    return at < bytes.length ? bytes[at] : -1
  }
  expect(byte: number): void {
    if (this.peek() !== byte) throw this.fail(String.fromCharCode(byte))
    this.at++
  }
  /** true when another element follows; takes the comma or the closing byte */
  more(close: number, isFirst: boolean): boolean {
    const next = this.peek()
    if (next === close) {
      this.at++
      return false
    }
    if (isFirst) return true
    if (next !== COMMA) throw this.fail(`, ${String.fromCharCode(close)}`)
    this.at++
    return true
  }
  /** from behind the opening quote to behind the closing one; answers the end of the content */
  skipString(): number {
    const { bytes } = this
    this.expect(QUOTE)
    let { at } = this
    while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
    this.at = at
    if (at >= bytes.length) {
      this.at = bytes.length
      throw this.fail('"')
    }
    this.at = at + 1
    return at
  }
  string(): string {
    this.peek()
    const start = this.at + 1
    const end = this.skipString()
    if (end - start > LONGEST_KNOWN) return this.textOf(start, end)
    // names of members and types come again and again
    let hash = end - start
    for (let i = start; i < end; i++) hash = Math.imul(hash, 31) + this.bytes[i]
    const known = this.known[hash & (KNOWN_TEXTS - 1)]
    if (known && isSame(known.bytes, this.bytes, start, end)) return known.text
    const text = this.textOf(start, end)
    this.known[hash & (KNOWN_TEXTS - 1)] = { bytes: this.bytes.slice(start, end), text }
    return text
  }
  /** content of a string between quotes */
  textOf(start: number, end: number): string {
    const raw = this.bytes.subarray(start, end)
    if (!raw.includes(BACKSLASH)) return utf8.decode(raw)
    try {
      return JSON.parse(`"${utf8.decode(raw)}"`) as string
    } catch {
      this.at = start
      throw this.fail('string')
    }
  }
  /** over a number, true, false or null */
  skipToken(): void {
    const { bytes } = this
    const start = this.at
    let { at } = this
    for (; at < bytes.length; at++) {
      const c = bytes[at]
      if (c <= 32 || c === COMMA || c === CLOSE_LIST || c === CLOSE_OBJECT || c === COLON) break
    }
    const first = bytes[start]
    const isNumber = first === 0x2d || (first >= 0x30 && first <= 0x39)
    if (!isNumber) {
      const word = utf8.decode(bytes.subarray(start, Math.min(at, start + 6)))
      if (!WORDS.includes(word)) {
        // cut off rather than wrong
        if (at >= bytes.length && WORDS.some((each) => each.startsWith(word))) this.at = at
        throw this.fail('value')
      }
    } else {
      for (let i = start + 1; i < at; i++) {
        const c = bytes[i]
        if (!((c >= 0x30 && c <= 0x39) || c === 0x2e || c === 0x2d || c === 0x2b || c === 0x65 || c === 0x45))
          throw this.fail('number')
      }
    }
    this.at = at
  }
  /** over any value, without recursion */
  skipValue(): void {
    let depth = 0
    do {
      const next = this.peek()
      if (next === -1) throw this.fail('value')
      if (next === QUOTE) this.skipString()
      else if (next === OPEN_LIST || next === OPEN_OBJECT) {
        if (depth === MAX_DEPTH) throw new AppError('json.tooDeep', { file: this.file, at: this.at, limit: MAX_DEPTH })
        this.nesting[depth++] = next
        this.at++
      } else if (next === CLOSE_LIST || next === CLOSE_OBJECT) {
        if (depth === 0 || this.nesting[depth - 1] + 2 !== next) throw this.fail('value')
        depth--
        this.at++
      } else if (depth > 0 && (next === COMMA || next === COLON)) this.at++
      else this.skipToken()
    } while (depth > 0)
  }
  /** A number, with something behind it; exact for up to 15 digits without help (Clinger's fast path), else through the language's own reading. */
  number(): number {
    const { bytes } = this
    this.peek()
    const start = this.at
    let at = start
    const isNegative = bytes[at] === 0x2d
    if (isNegative) at++
    let mantissa = 0
    let digits = 0
    let decimals = 0
    let hasPoint = false
    for (; at < bytes.length; at++) {
      const c = bytes[at]
      if (c >= 0x30 && c <= 0x39) {
        mantissa = mantissa * 10 + c - 0x30
        if (mantissa > 0) digits++
        if (hasPoint) decimals++
      } else if (c === 0x2e && !hasPoint) hasPoint = true
      else break
    }
    const next = at < bytes.length ? bytes[at] : 0
    if (digits <= 15 && decimals <= 22 && (next <= 32 || next === COMMA || next === CLOSE_LIST || next === CLOSE_OBJECT)) {
      if (at === start + (isNegative ? 1 : 0)) {
        if (at >= bytes.length) this.at = at
        throw this.fail('number')
      }
      this.at = at
      const value = mantissa / POWERS[decimals]
      return isNegative ? -value : value
    }
    if (!isNegative && !(bytes[start] >= 0x30 && bytes[start] <= 0x39)) throw this.fail('number')
    this.skipToken()
    const value = Number(utf8.decode(bytes.subarray(start, this.at)))
    if (Number.isNaN(value)) {
      if (!this.isAtEnd) this.at = start
      throw this.fail('number')
    }
    return value
  }
}

function isSame(own: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (own.length !== end - start) return false
  for (let i = 0; i < own.length; i++) if (own[i] !== bytes[start + i]) return false
  return true
}

function linesIn(bytes: Uint8Array, end: number): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let end = 0
  for (const part of parts) {
    bytes.set(part, end)
    end += part.length
  }
  return bytes
}
