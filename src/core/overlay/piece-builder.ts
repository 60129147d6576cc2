import type { Geometry } from '../table.ts'

/** Grows polygons row by row in flat arrays. Rings are lon/lat pairs, closed; the outer one of a part first. */
export class PieceBuilder {
  #xy = new Float64Array(4096)
  #size = 0
  readonly #rings = [0]
  readonly #parts = [0]
  readonly #rows = [0]

  get rowCount(): number {
    return this.#rows.length - 1
  }

  /** A part of the row that is open. */
  addPart(rings: readonly ArrayLike<number>[]): void {
    for (const ring of rings) this.#addRing(ring)
    this.#parts.push(this.#rings.length - 1)
  }

  /** All parts of a row of another geometry, digit by digit. */
  copyRow(geometry: Geometry, lngLat: Float64Array, row: number): void {
    for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
      for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
        this.#addRing(lngLat.subarray(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1]))
      }
      this.#parts.push(this.#rings.length - 1)
    }
  }

  /** Closes the row; false, and no row, where it has no parts and empty ones are not wanted. */
  endRow(isEmptyKept = false): boolean {
    if (!isEmptyKept && this.#rows[this.#rows.length - 1] === this.#parts.length - 1) return false
    this.#rows.push(this.#parts.length - 1)
    return true
  }

  finish(): Geometry {
    return {
      kind: 'polygon',
      xy: this.#xy.slice(0, this.#size),
      rings: Uint32Array.from(this.#rings),
      parts: Uint32Array.from(this.#parts),
      rows: Uint32Array.from(this.#rows),
    }
  }

  #addRing(ring: ArrayLike<number>): void {
    if (this.#size + ring.length > this.#xy.length) {
      const grown = new Float64Array(2 * (this.#size + ring.length))
      grown.set(this.#xy.subarray(0, this.#size))
      this.#xy = grown
    }
    this.#xy.set(ring, this.#size)
    this.#size += ring.length
    this.#rings.push(this.#size / 2)
  }
}

/** Every part as a row of its own. `from` gives the row that each came from. */
export function singleParts(geometry: Geometry): { readonly geometry: Geometry; readonly from: Uint32Array } {
  const count = geometry.parts.length - 1
  const from = new Uint32Array(count)
  for (let row = 0; row + 1 < geometry.rows.length; row++) from.fill(row, geometry.rows[row], geometry.rows[row + 1])
  return { geometry: { ...geometry, rows: Uint32Array.from({ length: count + 1 }, (_, part) => part) }, from }
}
