/** Least share of slots that stay free: a search then looks at two or three. */
const FREE = 0.5

/**
 * Points of an integer grid (clip.ts), each once, by number: borders that run along each other become the same numbers. Whole numbers
 * up to 2⁵³ in `x` and `y`.
 */
export class GridPoints {
  x: Float64Array
  y: Float64Array
  /** vertex of the input that a point came from, the last of several; −1: made by the clipper */
  vertex: Int32Array
  length = 0
  #slots: Int32Array

  /** @param expected how many points there may be; more are taken, with copying */
  constructor(expected: number) {
    const size = Math.max(16, expected)
    this.x = new Float64Array(size)
    this.y = new Float64Array(size)
    this.vertex = new Int32Array(size)
    this.#slots = emptySlots(size)
  }

  /** The number of a point, a new one where it is not known yet. @param vertex −1 for one that the clipper made */
  numberOf(x: number, y: number, vertex: number): number {
    let slot = this.#slotOf(x, y)
    const known = this.#slots[slot]
    if (known >= 0) {
      if (vertex >= 0) this.vertex[known] = vertex
      return known
    }
    if (this.length === this.x.length) {
      this.#grow()
      slot = this.#slotOf(x, y)
    }
    const made = this.length++
    this.x[made] = x
    this.y[made] = y
    this.vertex[made] = vertex
    this.#slots[slot] = made
    return made
  }

  #slotOf(x: number, y: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let hash = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca77)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    let slot = (hash ^ (hash >>> 13)) & mask
    while (slots[slot] >= 0 && (this.x[slots[slot]] !== x || this.y[slots[slot]] !== y)) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const size = 2 * this.x.length
    this.x = copied(new Float64Array(size), this.x)
    this.y = copied(new Float64Array(size), this.y)
    this.vertex = copied(new Int32Array(size), this.vertex)
    this.#slots = emptySlots(size)
    for (let i = 0; i < this.length; i++) this.#slots[this.#slotOf(this.x[i], this.y[i])] = i
  }
}

function emptySlots(points: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(points / FREE))).fill(-1)
}
function copied<T extends Float64Array | Int32Array>(into: T, from: T): T {
  into.set(from)
  return into
}
