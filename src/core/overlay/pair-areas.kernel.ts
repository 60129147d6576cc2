import Flatbush from 'flatbush'
import { SMALLEST_M2 } from '../overlap.ts'
import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import type { PairAreas } from './pair-areas.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'
import { emptySubject, loadStrip, stripCount } from './subject-edges.ts'
import { zoneOverlapM2 } from './zone-overlap.ts'

export type SharedZones = Omit<PreparedZones, 'index'> & { readonly index: ArrayBuffer }

export interface SubjectPiece {
  readonly layer: PlanarLayer
  /** what the rows of `layer` are called in the answer */
  readonly names: Uint32Array
}

/** Pairs of some subjects and all zones, by subject, then zone. */
export default defineKernel({
  id: 'pair-areas',
  async run(zones: SharedZones, { layer, names }: SubjectPiece, task: Task): Promise<PairAreas> {
    const found = new PairList()
    const index = Flatbush.from(zones.index)
    const edges = emptySubject()
    const sums = new Map<number, number>()
    for (let row = 0; row < names.length; row++) {
      if (row % 64 === 0) await task.breathe()
      const x0 = layer.boxes[4 * row]
      const y0 = layer.boxes[4 * row + 1]
      const x1 = layer.boxes[4 * row + 2]
      const y1 = layer.boxes[4 * row + 3]
      if (!(x0 < x1)) continue
      const strips = stripCount(layer, row)
      if (strips === 1) {
        const near = index.search(x0, y0, x1, y1)
        if (near.length === 0 || !loadStrip(edges, layer, row, x0, x1)) continue
        near.sort((a, b) => a - b)
        for (const k of near) found.add(names[row], zones.rows[k], zoneOverlapM2(edges, zones, zones.rows[k]))
        continue
      }
      sums.clear()
      for (let strip = 0; strip < strips; strip++) {
        const low = x0 + ((x1 - x0) * strip) / strips
        const high = strip + 1 < strips ? x0 + ((x1 - x0) * (strip + 1)) / strips : x1
        if (strip % 8 === 7) await task.breathe()
        if (!loadStrip(edges, layer, row, low, high)) continue
        for (const k of index.search(low, edges.y0, high, edges.y0 + edges.height)) {
          sums.set(k, (sums.get(k) ?? 0) + zoneOverlapM2(edges, zones, zones.rows[k]))
        }
      }
      for (const k of [...sums.keys()].sort((a, b) => a - b)) found.add(names[row], zones.rows[k], sums.get(k) as number)
    }
    return found.finish()
  },
})

/** Grows by doubling: a million pairs are three arrays, not a million objects. */
class PairList {
  #count = 0
  #subject = new Uint32Array(1024)
  #zone = new Uint32Array(1024)
  #areaM2 = new Float64Array(1024)

  add(subject: number, zone: number, areaM2: number): void {
    if (areaM2 <= SMALLEST_M2) return
    if (this.#count === this.#subject.length) {
      const grow = <A extends Uint32Array | Float64Array>(to: A, from: A) => {
        to.set(from)
        return to
      }
      this.#subject = grow(new Uint32Array(2 * this.#count), this.#subject)
      this.#zone = grow(new Uint32Array(2 * this.#count), this.#zone)
      this.#areaM2 = grow(new Float64Array(2 * this.#count), this.#areaM2)
    }
    this.#subject[this.#count] = subject
    this.#zone[this.#count] = zone
    this.#areaM2[this.#count++] = areaM2
  }

  finish(): PairAreas {
    const end = this.#count
    return { subject: this.#subject.slice(0, end), zone: this.#zone.slice(0, end), areaM2: this.#areaM2.slice(0, end) }
  }
}
