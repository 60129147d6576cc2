import { foldText } from '../../core/tiling/search.ts'
import { CODE_BLOCK_BYTES, CODE_MAGIC, type CodeHeader } from '../../formats/code-index.ts'
import { OutputFile, type WrittenFile } from './output-file.ts'

/** Longer texts are no codes; the length of an entry has two bytes. */
const MAX_CODE_BYTES = 1024

/** Codes of one field as they come, to be written in order: some 40 bytes a feature. */
class FieldCodes {
  readonly name: string
  #bytes = new Uint8Array(1 << 16)
  #ends = new Float64Array(1 << 12)
  #count = 0
  constructor(name: string) {
    this.name = name
  }
  get #end(): number {
    return this.#count === 0 ? 0 : this.#ends[this.#count - 1]
  }
  add(code: string | null): void {
    const folded = code === null ? new Uint8Array(0) : new TextEncoder().encode(foldText(code))
    const bytes = folded.length > MAX_CODE_BYTES ? new Uint8Array(0) : folded
    const from = this.#end
    if (from + bytes.length > this.#bytes.length) this.#bytes = grown(this.#bytes, from + bytes.length)
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends, this.#count + 1)
    this.#bytes.set(bytes, from)
    this.#ends[this.#count++] = from + bytes.length
  }
  codeOf(record: number): Buffer {
    const from = record === 0 ? 0 : this.#ends[record - 1]
    return Buffer.from(this.#bytes.buffer, from, this.#ends[record] - from)
  }
  /** Records that have a code, in its order. */
  sorted(numberOf: Uint32Array): Uint32Array {
    const records = Uint32Array.from({ length: this.#count }, (_, record) => record).filter(
      (record) => this.codeOf(record).length > 0,
    )
    const bytes = Buffer.from(this.#bytes.buffer)
    const startOf = (record: number) => (record === 0 ? 0 : this.#ends[record - 1])
    return records.sort(
      (a, b) => bytes.compare(bytes, startOf(b), this.#ends[b], startOf(a), this.#ends[a]) || numberOf[a] - numberOf[b],
    )
  }
}

function grown<A extends Uint8Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(array: A, needed: number): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.max(needed, array.length * 2))
  larger.set(array)
  return larger
}

/** The codes of a layer while its features pass by; written as formats/code-index.ts reads them. */
export class CodeSpool {
  readonly #fields: readonly FieldCodes[]
  constructor(names: readonly string[]) {
    this.#fields = names.map((name) => new FieldCodes(name))
  }
  get fields(): readonly string[] {
    return this.#fields.map(({ name }) => name)
  }
  /** @param codes of one feature, a field each */
  add(codes: readonly (string | null)[]): void {
    for (const [i, field] of this.#fields.entries()) field.add(codes[i])
  }
  /** @param order record of each row of the written layer */
  write(path: string, order: Uint32Array): WrittenFile {
    const numberOf = new Uint32Array(order.length)
    order.forEach((record, number) => {
      numberOf[record] = number
    })
    const blocks: Buffer[] = []
    let length = 0
    const fields = this.#fields.map((field) => {
      const starts: number[] = []
      const firsts: string[] = []
      let block: Buffer[] = []
      let size = 0
      const close = () => {
        if (size === 0) return
        blocks.push(Buffer.concat(block))
        length += size
        block = []
        size = 0
      }
      for (const record of field.sorted(numberOf)) {
        const code = field.codeOf(record)
        if (size + code.length + 6 > CODE_BLOCK_BYTES) close()
        if (size === 0) {
          starts.push(length)
          firsts.push(code.toString('utf8'))
        }
        const entry = Buffer.alloc(code.length + 6)
        entry.writeUInt16LE(code.length, 0)
        code.copy(entry, 2)
        entry.writeUInt32LE(numberOf[record], code.length + 2)
        block.push(entry)
        size += entry.length
      }
      close()
      return { name: field.name, starts: [...starts, length], firsts }
    })
    const header = Buffer.from(JSON.stringify({ fields } satisfies CodeHeader))
    const start = Buffer.alloc(12)
    start.write(CODE_MAGIC, 0, 'latin1')
    start.writeUInt32LE(header.length, 8)
    const file = new OutputFile(path)
    try {
      for (const part of [start, header, ...blocks]) file.write(part)
    } catch (error) {
      file.abandon()
      throw error
    }
    return file.finish()
  }
}
