/** Reads flatbuffers with every offset checked against the bounds of its message: garbage gives an error, never a wild read. */
export class Cursor {
  bytes!: Uint8Array
  view!: DataView
  start = 0
  end = 0
  constructor(bytes: Uint8Array) {
    this.use(bytes)
  }
  /** goes on in other bytes, with places of their own */
  use(bytes: Uint8Array): void {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  /** the message from `start` (behind its size) to `end` */
  open(start: number, end: number): number {
    this.start = start
    this.end = end
    return this.jump(start)
  }
  check(at: number, size: number): number {
    if (!(at >= this.start && at + size <= this.end)) throw new Damage(at)
    return at
  }
  jump(at: number): number {
    this.check(at, 4)
    return at + this.view.getUint32(at, true)
  }
  /** position of a table's field, 0 when it is absent */
  field(table: number, id: number, size: number): number {
    this.check(table, 4)
    const vtable = table - this.view.getInt32(table, true)
    this.check(vtable, 4)
    const slot = 4 + id * 2
    if (slot + 2 > this.view.getUint16(vtable, true)) return 0
    this.check(vtable + slot, 2)
    const offset = this.view.getUint16(vtable + slot, true)
    return offset === 0 ? 0 : this.check(table + offset, size)
  }
  /** position of a vector's length field, with all elements inside the message; 0 when absent */
  vector(table: number, id: number, elementSize: number): number {
    const at = this.field(table, id, 4)
    if (at === 0) return 0
    const vector = this.jump(at)
    this.check(vector, 4)
    this.check(vector + 4, this.view.getUint32(vector, true) * elementSize)
    return vector
  }
  length(vector: number): number {
    return vector === 0 ? 0 : this.view.getUint32(vector, true)
  }
  child(table: number, id: number): number {
    const at = this.field(table, id, 4)
    return at === 0 ? 0 : this.jump(at)
  }
  byte(table: number, id: number): number {
    const at = this.field(table, id, 1)
    return at === 0 ? 0 : this.view.getUint8(at)
  }
  text(table: number, id: number): string {
    const vector = this.vector(table, id, 1)
    if (vector === 0) return ''
    return utf8.decode(new Uint8Array(this.view.buffer, this.view.byteOffset + vector + 4, this.length(vector)))
  }
}
/** Bytes that cannot be what the format says. */
export class Damage extends Error {
  readonly at: number
  constructor(at: number) {
    super('damaged')
    this.at = at
  }
}
const utf8 = new TextDecoder()
