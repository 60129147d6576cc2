import type { Geometry } from '../table.ts'

/** The piece has no row of that side. */
export const NO_ROW = 0xffffffff

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
    for (const ring of rings) this.#addRing(ring, 0, ring.length)
    this.#parts.push(this.#rings.length - 1)
  }

  /** All parts of a row of another geometry, digit by digit. */
  copyRow(geometry: Geometry, lngLat: Float64Array, row: number): void {
    for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
      for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
        this.#addRing(lngLat, 2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])
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

  #addRing(points: ArrayLike<number>, from: number, to: number): void {
    const needed = this.#size + to - from
    if (needed > this.#xy.length) {
      const grown = new Float64Array(2 * needed)
      grown.set(this.#xy.subarray(0, this.#size))
      this.#xy = grown
    }
    // rings are short: a loop is faster than a view and a call each
    const xy = this.#xy
    for (let i = from, at = this.#size; i < to; i++) xy[at++] = points[i]
    this.#size = needed
    this.#rings.push(needed / 2)
  }
}

/** The rows of several geometries, one after the other. */
export function joinGeometries(list: readonly Geometry[]): Geometry {
  if (list.length === 1) return list[0]
  const total = (size: (geometry: Geometry) => number) => list.reduce((sum, geometry) => sum + size(geometry), 0)
  const xy = new Float64Array(total((geometry) => geometry.xy.length))
  const rings = new Uint32Array(total((geometry) => geometry.rings.length - 1) + 1)
  const parts = new Uint32Array(total((geometry) => geometry.parts.length - 1) + 1)
  const rows = new Uint32Array(total((geometry) => geometry.rows.length - 1) + 1)
  let [vertex, ring, part, row] = [0, 0, 0, 0]
  for (const geometry of list) {
    xy.set(geometry.xy, 2 * vertex)
    const [vertex0, ring0, part0] = [vertex, ring, part]
    for (let i = 1; i < geometry.rings.length; i++) rings[++ring] = vertex0 + geometry.rings[i]
    for (let i = 1; i < geometry.parts.length; i++) parts[++part] = ring0 + geometry.parts[i]
    for (let i = 1; i < geometry.rows.length; i++) rows[++row] = part0 + geometry.rows[i]
    vertex += geometry.xy.length / 2
  }
  return { kind: 'polygon', xy, rings, parts, rows }
}

/** Every part as a row of its own. `from` gives the row that each came from. */
export function singleParts(geometry: Geometry): { readonly geometry: Geometry; readonly from: Uint32Array } {
  const count = geometry.parts.length - 1
  const from = new Uint32Array(count)
  for (let row = 0; row + 1 < geometry.rows.length; row++) from.fill(row, geometry.rows[row], geometry.rows[row + 1])
  return { geometry: { ...geometry, rows: Uint32Array.from({ length: count + 1 }, (_, part) => part) }, from }
}
