const NEWLINE = 0x0a
const RETURN = 0x0d
const SPACE = 0x20
const MINUS = 0x2d

/** Group codes and values of an ASCII DXF, two lines a pair; values stay bytes until they are asked for. */
export class DxfPairs {
  code = 0
  private start = 0
  private end = 0
  at = 0
  line = 0
  private readonly bytes: Uint8Array
  private readonly utf8 = new TextDecoder()
  /** @param bytes UTF-8 */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    if (bytes[0] === 0xef && bytes[1] === 0xbb) this.at = 3
  }

  /** @returns false at the end, or where no group code stands: then `isBroken` */
  next(): boolean {
    if (!this.readLine()) return false
    const code = this.integer()
    if (code === null || !this.readLine()) {
      this.isBroken = true
      return false
    }
    this.code = code
    return true
  }
  isBroken = false

  text(): string {
    return unescaped(this.utf8.decode(this.bytes.subarray(this.start, this.end)))
  }
  /** NaN when it is none */
  number(): number {
    if (this.end - this.start > 64) return Number.NaN
    let text = ''
    for (let at = this.start; at < this.end; at++) text += String.fromCharCode(this.bytes[at])
    return text.trim() === '' ? Number.NaN : Number(text)
  }
  is(word: string): boolean {
    if (this.end - this.start !== word.length) return false
    for (let i = 0; i < word.length; i++) if (this.bytes[this.start + i] !== word.charCodeAt(i)) return false
    return true
  }

  private readLine(): boolean {
    const { bytes } = this
    if (this.at >= bytes.length) return false
    let end = bytes.indexOf(NEWLINE, this.at)
    if (end < 0) end = bytes.length
    this.start = this.at
    this.at = end + 1
    this.line++
    while (end > this.start && (bytes[end - 1] === RETURN || bytes[end - 1] === SPACE)) end--
    while (this.start < end && bytes[this.start] === SPACE) this.start++
    this.end = end
    return true
  }
  private integer(): number | null {
    let at = this.start
    const isNegative = this.bytes[at] === MINUS
    if (isNegative) at++
    if (at >= this.end || this.end - at > 5) return null
    let value = 0
    for (; at < this.end; at++) {
      const digit = this.bytes[at] - 0x30
      if (digit < 0 || digit > 9) return null
      value = value * 10 + digit
    }
    return isNegative ? -value : value
  }
}

/** \U+5730 → 地; ^J and the like are control characters of old files */
function unescaped(text: string): string {
  return text.includes('\\U+')
    ? text.replace(/\\U\+([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}
