const NEWLINE = 0x0a
const RETURN = 0x0d
const SPACE = 0x20
const MINUS = 0x2d

/** Group codes and values of an ASCII DXF, two lines a pair, from UTF-8 that comes in pieces; values stay bytes until they are asked for. */
export class DxfPairs {
  code = 0
  private start = 0
  private end = 0
  private at = 0
  line = 0
  private bytes: Uint8Array = new Uint8Array(0)
  /** of the text, what is not at hand any more */
  private passed = 0
  private isAllHere = false
  private readonly utf8 = new TextDecoder()

  /** bytes of the text before the reader */
  get place(): number {
    return this.passed + this.at
  }
  /** Lets go of what was read and takes more; null: there is no more. */
  feed(piece: Uint8Array | null): void {
    if (piece === null) {
      this.isAllHere = true
      return
    }
    const left = this.bytes.subarray(this.at)
    this.passed += this.at
    this.at = 0
    if (left.length === 0) this.bytes = piece
    else {
      this.bytes = new Uint8Array(left.length + piece.length)
      this.bytes.set(left)
      this.bytes.set(piece, left.length)
    }
  }
  /** @returns 'more' where the pair goes on in what is not at hand; 'end' also where no group code stands: then `isBroken` */
  next(): 'pair' | 'more' | 'end' {
    const { at, line } = this
    if (!this.readLine()) return this.isAllHere ? 'end' : 'more'
    const code = this.integer()
    if (code === null || !this.readLine()) {
      if (code !== null && !this.isAllHere) {
        this.at = at
        this.line = line
        return 'more'
      }
      this.isBroken = true
      return 'end'
    }
    this.code = code
    return 'pair'
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
    if (end < 0) {
      if (!this.isAllHere) return false
      end = bytes.length
    }
    const hasMark = this.place === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.start = hasMark ? 3 : this.at
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
