import { freeBuffers } from './free-buffers.ts'
import type { Geometry } from './table.ts'

/** Room is taken for what is expected by what has come so far, but not for more than so many times that. */
const MOST_AHEAD = 8
const LEAST_AHEAD = 1.25
/** Room that is left over in larger arrays stays: nothing was written there, so it takes no memory, and a copy would. */
const LARGE_BYTES = 64 << 20

/** Grows polygons by whole runs of rows: of a hundred million vertices there is memory for one copy. */
export class FlatRows {
  readonly #expected: number
  #xy = new Float64Array(0)
  #rings = new Uint32Array(1)
  #parts = new Uint32Array(1)
  #rows = new Uint32Array(1)
  #size = { vertices: 0, rings: 0, parts: 0, rows: 0 }

  /** @param expected rows, about */
  constructor(expected: number) {
    this.#expected = expected
  }

  get rowCount(): number {
    return this.#size.rows
  }

  add({ xy, rings, parts, rows }: Geometry): void {
    const { vertices, rings: ring, parts: part, rows: row } = this.#size
    this.#size = {
      vertices: vertices + xy.length / 2,
      rings: ring + rings.length - 1,
      parts: part + parts.length - 1,
      rows: row + rows.length - 1,
    }
    const ahead = Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, (1.05 * this.#expected) / this.#size.rows))
    this.#xy = withRoom(this.#xy, 2 * this.#size.vertices, ahead)
    this.#rings = withRoom(this.#rings, this.#size.rings + 1, ahead)
    this.#parts = withRoom(this.#parts, this.#size.parts + 1, ahead)
    this.#rows = withRoom(this.#rows, this.#size.rows + 1, ahead)
    this.#xy.set(xy, 2 * vertices)
    for (let i = 1; i < rings.length; i++) this.#rings[ring + i] = vertices + rings[i]
    for (let i = 1; i < parts.length; i++) this.#parts[part + i] = ring + parts[i]
    for (let i = 1; i < rows.length; i++) this.#rows[row + i] = part + rows[i]
  }

  finish(): Geometry {
    return {
      kind: 'polygon',
      xy: trimmed(this.#xy, 2 * this.#size.vertices),
      rings: trimmed(this.#rings, this.#size.rings + 1),
      parts: trimmed(this.#parts, this.#size.parts + 1),
      rows: trimmed(this.#rows, this.#size.rows + 1),
    }
  }
}

function withRoom<T extends Float64Array | Uint32Array>(array: T, size: number, ahead: number): T {
  if (size <= array.length) return array
  const grown = new (array.constructor as new (length: number) => T)(Math.ceil(ahead * size))
  grown.set(array)
  freeBuffers([array])
  return grown
}
function trimmed<T extends Float64Array | Uint32Array>(array: T, size: number): T {
  if (size === array.length) return array
  return (array.byteLength > LARGE_BYTES ? array.subarray(0, size) : array.slice(0, size)) as T
}
