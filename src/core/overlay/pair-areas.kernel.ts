import Flatbush from 'flatbush'
import { SMALLEST_M2 } from '../overlap.ts'
import { clusterRows } from '../row-pieces.ts'
import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import { addStretches, emptyStretches } from './border-beside.ts'
import type { PairAreas } from './pair-areas.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'
import { emptySubject, loadRow, loadStrip, type Subject, stripCount } from './subject-edges.ts'
import { zoneOverlapM2 } from './zone-overlap.ts'

export type SharedZones = Omit<PreparedZones, 'index'> & { readonly index: ArrayBuffer }

export interface SubjectPiece {
  readonly layer: PlanarLayer
  /** what the rows of `layer` are called in the answer */
  readonly names: Uint32Array
}

/** Subjects that look for zones and borders together: neighbours meet the same ones. */
const CLUSTER_ROWS = 16
const CLUSTERS_A_BREATH = 8

/** Pairs of some subjects and all zones, by subject, then zone. */
export default defineKernel({
  id: 'pair-areas',
  async run(zones: SharedZones, { layer, names }: SubjectPiece, task: Task): Promise<PairAreas> {
    const found = new PairList(names)
    const near = new ZonesNear(zones)
    const subject = emptySubject()
    const { boxes } = layer
    const whole = new Uint32Array(names.length)
    let count = 0
    for (let row = 0; row < names.length; row++) {
      if (!(boxes[4 * row] < boxes[4 * row + 2])) continue
      const strips = stripCount(layer, row)
      if (strips === 1) whole[count++] = row
      else await meetInStrips(layer, row, strips, near, subject, found, task)
    }
    let met = 0
    for (const { rows, box } of clusterRows(boxes, whole.subarray(0, count), CLUSTER_ROWS)) {
      near.find(box[0], box[1], box[2], box[3])
      for (let from = 0; from < rows.length; from += CLUSTER_ROWS) {
        // the clock is not asked for every few rows
        if (met++ % CLUSTERS_A_BREATH === 0) await task.breathe()
        const to = Math.min(rows.length, from + CLUSTER_ROWS)
        for (let i = from; i < to; i++) meetWhole(layer, rows[i], near, subject, found)
      }
    }
    return found.finish()
  },
})

// functions of their own: what closes over a run is compiled anew for every run
function meetWhole(layer: PlanarLayer, row: number, near: ZonesNear, subject: Subject, found: PairList): void {
  found.begin(row)
  let isLoaded = false
  for (let k = 0; k < near.count; k++) {
    if (!near.meets(k, layer.boxes, row)) continue
    if (!isLoaded) loadRow(subject, layer, row)
    isLoaded = true
    found.add(near.zoneAt(k), near.overlapM2(subject, k))
  }
}

async function meetInStrips(
  layer: PlanarLayer,
  row: number,
  strips: number,
  near: ZonesNear,
  subject: Subject,
  found: PairList,
  task: Task,
): Promise<void> {
  const [x0, y0, x1, y1] = layer.boxes.subarray(4 * row, 4 * row + 4)
  const sums = new Map<number, number>()
  for (let strip = 0; strip < strips; strip++) {
    const low = x0 + ((x1 - x0) * strip) / strips
    const high = strip + 1 < strips ? x0 + ((x1 - x0) * (strip + 1)) / strips : x1
    if (strip % 8 === 7) await task.breathe()
    if (!loadStrip(subject, layer, row, low, high)) continue
    near.find(low, y0, high, y1)
    for (let k = 0; k < near.count; k++) {
      sums.set(near.zoneAt(k), (sums.get(near.zoneAt(k)) ?? 0) + near.overlapM2(subject, k))
    }
  }
  found.begin(row)
  for (const zone of [...sums.keys()].sort((a, b) => a - b)) found.add(zone, sums.get(zone) as number)
}

/** The zones whose border or inside reaches into a box, with the stretches that count there. */
class ZonesNear {
  count = 0
  readonly #zones: SharedZones
  readonly #index: Flatbush
  readonly #stretches = emptyStretches()
  readonly #near: number[] = []
  /** stretches of the near zone k: starts[k] … starts[k + 1] */
  readonly #starts: number[] = [0]

  constructor(zones: SharedZones) {
    this.#zones = zones
    this.#index = Flatbush.from(zones.index)
  }

  /** Those of the box, ascending; subjects must lie in it. */
  find(x0: number, y0: number, x1: number, y1: number): void {
    const stretches = this.#stretches
    stretches.count = 0
    this.count = 0
    const beside = new Uint32Array(this.#index.search(x0, y0, x1, y1)).sort()
    for (let i = 0; i < beside.length; i++) {
      const zone = this.#zones.rows[beside[i]]
      addStretches(stretches, this.#zones, zone, x0, y0, x1, y1)
      if (stretches.count === this.#starts[this.count]) continue
      this.#near[this.count++] = zone
      this.#starts[this.count] = stretches.count
    }
  }

  zoneAt(k: number): number {
    return this.#near[k]
  }

  meets(k: number, boxes: Float64Array, row: number): boolean {
    const theirs = this.#zones.layer.boxes
    const a = 4 * row
    const b = 4 * this.#near[k]
    return boxes[a] < theirs[b + 2] && theirs[b] < boxes[a + 2] && boxes[a + 1] < theirs[b + 3] && theirs[b + 1] < boxes[a + 3]
  }

  overlapM2(subject: Subject, k: number): number {
    return zoneOverlapM2(subject, this.#zones.layer.xy, this.#stretches, this.#starts[k], this.#starts[k + 1])
  }
}

/** Pairs of rows in any order, a row's own one after the other; grows by doubling: a million pairs are a few arrays, not a million objects. */
class PairList {
  readonly #names: Uint32Array
  /** of each row */
  readonly #start: Uint32Array
  readonly #size: Uint32Array
  #row = 0
  #count = 0
  #zone: Uint32Array
  #areaM2: Float64Array

  constructor(names: Uint32Array) {
    this.#names = names
    this.#zone = new Uint32Array(2 * names.length)
    this.#areaM2 = new Float64Array(2 * names.length)
    this.#start = new Uint32Array(names.length)
    this.#size = new Uint32Array(names.length)
  }

  begin(row: number): void {
    this.#row = row
    this.#start[row] = this.#count
  }

  add(zone: number, areaM2: number): void {
    if (areaM2 <= SMALLEST_M2) return
    if (this.#count === this.#zone.length) {
      const grow = <A extends Uint32Array | Float64Array>(to: A, from: A) => {
        to.set(from)
        return to
      }
      this.#zone = grow(new Uint32Array(2 * this.#count), this.#zone)
      this.#areaM2 = grow(new Float64Array(2 * this.#count), this.#areaM2)
    }
    this.#zone[this.#count] = zone
    this.#areaM2[this.#count++] = areaM2
    this.#size[this.#row]++
  }

  /** By row, then zone. */
  finish(): PairAreas {
    const pairs = {
      subject: new Uint32Array(this.#count),
      zone: new Uint32Array(this.#count),
      areaM2: new Float64Array(this.#count),
    }
    let at = 0
    for (let row = 0; row < this.#names.length; row++) {
      const end = this.#start[row] + this.#size[row]
      for (let i = this.#start[row]; i < end; i++, at++) {
        pairs.subject[at] = this.#names[row]
        pairs.zone[at] = this.#zone[i]
        pairs.areaM2[at] = this.#areaM2[i]
      }
    }
    return pairs
  }
}
