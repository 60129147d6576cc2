import type { Task } from '../task.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'
import { emptySubject, loadStrip, stripCount } from './subject-edges.ts'
import { zoneOverlapM2 } from './zone-overlap.ts'

/** Pairs that share more than SMALLEST_M2, by subject row, then zone row. */
export interface PairAreas {
  readonly subject: Uint32Array
  readonly zone: Uint32Array
  readonly areaM2: Float64Array
}

/** Kernel noise stays below 1e-6 m² a pair; a square centimetre is nobody's overlap, so that touching is not a pair. */
export const SMALLEST_M2 = 1e-4

/**
 * Areas of all pairs of rows that overlap. Each pair is computed in its own coordinates, so that its area does not depend on the order
 * of rows or on what else is in the layers.
 * @param rows of the subject in use, ascending; null: all
 */
export async function pairAreas(
  subject: PlanarLayer,
  zones: PreparedZones,
  rows: ArrayLike<number> | null,
  task: Task,
): Promise<PairAreas> {
  const found = new PairList()
  const { index } = zones
  const count = rows ? rows.length : subject.geometry.rows.length - 1
  const edges = emptySubject()
  const sums = new Map<number, number>()
  for (let i = 0; index && i < count; i++) {
    if (i % 64 === 0) {
      task.progress(i / count, 'stage.overlap')
      await task.breathe()
    }
    const row = rows ? rows[i] : i
    const x0 = subject.boxes[4 * row]
    const y0 = subject.boxes[4 * row + 1]
    const x1 = subject.boxes[4 * row + 2]
    const y1 = subject.boxes[4 * row + 3]
    if (!(x0 < x1)) continue
    const strips = stripCount(subject, row)
    if (strips === 1) {
      const near = index.search(x0, y0, x1, y1)
      if (near.length === 0 || !loadStrip(edges, subject, row, x0, x1)) continue
      near.sort((a, b) => a - b)
      for (const k of near) found.add(row, zones.rows[k], zoneOverlapM2(edges, zones, zones.rows[k]))
      continue
    }
    sums.clear()
    for (let strip = 0; strip < strips; strip++) {
      const low = x0 + ((x1 - x0) * strip) / strips
      const high = strip + 1 < strips ? x0 + ((x1 - x0) * (strip + 1)) / strips : x1
      if (strip % 8 === 7) await task.breathe()
      if (!loadStrip(edges, subject, row, low, high)) continue
      for (const k of index.search(low, edges.y0, high, edges.y0 + edges.height)) {
        sums.set(k, (sums.get(k) ?? 0) + zoneOverlapM2(edges, zones, zones.rows[k]))
      }
    }
    for (const k of [...sums.keys()].sort((a, b) => a - b)) found.add(row, zones.rows[k], sums.get(k) as number)
  }
  return found.finish()
}

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
