/** Grows while it is written: the part of Protocol Buffers that vector tiles need. */
export class ByteWriter {
  private bytes: Uint8Array
  length = 0
  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity)
  }
  clear(): void {
    this.length = 0
  }
  /** an unsigned 32-bit integer */
  varint(value: number): void {
    this.reserve(5)
    let rest = value
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.length++] = rest
  }
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0)
  }
  raw(data: Uint8Array): void {
    this.reserve(data.length)
    this.bytes.set(data, this.length)
    this.length += data.length
  }
  /** a length-delimited field */
  block(tag: number, data: Uint8Array): void {
    this.varint(tag)
    this.varint(data.length)
    this.raw(data)
  }
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    grown.set(this.view())
    this.bytes = grown
  }
}
