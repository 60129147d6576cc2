import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

const BUFFER_BYTES = 1 << 20
/** What is put in order at once: more makes longer reads. */
const WINDOW_BYTES = 32 << 20

/** Numbers that are not counted in advance. */
export class Growing {
  values = new Float64Array(1 << 12)
  length = 0
  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(this.length * 2)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length++] = value
  }
  view(): Float64Array {
    return this.values.subarray(0, this.length)
  }
}

/** Records that wait in a file until their order is known; of each only place and length stay in memory. */
export class Spool {
  readonly #path: string
  readonly #file: number
  readonly #buffer = Buffer.alloc(BUFFER_BYTES)
  #filled = 0
  readonly #starts = new Growing()
  #bytes = 0

  constructor(path: string) {
    this.#path = path
    this.#file = openSync(path, 'w+')
  }

  get count(): number {
    return this.#starts.length
  }
  get bytes(): number {
    return this.#bytes
  }
  lengthOf(record: number): number {
    const starts = this.#starts.values
    return (record + 1 < this.count ? starts[record + 1] : this.#bytes) - starts[record]
  }

  append(record: Uint8Array): void {
    this.#starts.push(this.#bytes)
    this.#bytes += record.length
    if (this.#filled + record.length > BUFFER_BYTES) this.#flush()
    if (record.length > BUFFER_BYTES) writeAll(this.#file, record)
    else {
      this.#buffer.set(record, this.#filled)
      this.#filled += record.length
    }
  }

  #flush(): void {
    if (this.#filled > 0) writeAll(this.#file, this.#buffer.subarray(0, this.#filled))
    this.#filled = 0
  }

  /** All records in an order, in blocks of some megabytes; a block is read in the order of the file. */
  *inOrder(order: ArrayLike<number>): Generator<Uint8Array> {
    this.#flush()
    for (let first = 0; first < order.length; ) {
      let end = first
      let bytes = 0
      while (end < order.length && (end === first || bytes + this.lengthOf(order[end]) <= WINDOW_BYTES))
        bytes += this.lengthOf(order[end++])
      const block = Buffer.alloc(bytes)
      const places: { record: number; at: number }[] = []
      let at = 0
      for (let i = first; i < end; i++) {
        places.push({ record: order[i], at })
        at += this.lengthOf(order[i])
      }
      for (const place of places.sort((a, b) => a.record - b.record))
        readAll(this.#file, block.subarray(place.at, place.at + this.lengthOf(place.record)), this.#starts.values[place.record])
      yield block
      first = end
    }
  }

  remove(): void {
    closeSync(this.#file)
    rmSync(this.#path, { force: true })
  }
}

export function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
}

/** @throws Error when the file ends before */
export function readAll(file: number, into: Uint8Array, position: number): void {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, position + at)
    if (read === 0) throw new Error(`the file ends at ${position + at}`)
    at += read
  }
}
