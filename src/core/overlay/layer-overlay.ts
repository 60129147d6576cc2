import { rowAreaM2 } from '../plane.ts'
import type { SoundTable } from '../repair.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { type CutSide, Cutter } from './cutter.ts'
import { type PairAreas, pairAreas } from './pair-areas.ts'
import { PieceBuilder } from './piece-builder.ts'
import { planarLayer } from './planar-layer.ts'
import { type PreparedZones, prepareZones } from './prepared-zones.ts'

/**
 * What is made of two layers a and b:
 * - intersection: pieces that a row of a and a row of b share
 * - identity: these, and what is left of each row of a
 * - union: these, and what is left of each row of both
 * - symmetricDifference: what is left of each row of both, without what they share
 * - erase: what is left of each row of a (difference)
 * - clip: the part of each row of a that b covers, in one piece however many rows of b do
 */
export type OverlayKind = 'intersection' | 'identity' | 'union' | 'symmetricDifference' | 'erase' | 'clip'

/** NO_ROW: the piece has no row of that side. */
export const NO_ROW = 0xffffffff

/** Pieces in lon/lat; each says of which rows it is part. */
export interface Pieces {
  readonly geometry: Geometry
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly areaM2: Float64Array
}

export interface OverlayInput {
  readonly sound: SoundTable
  /** in use, ascending; null: all */
  readonly rows: ArrayLike<number> | null
}

const areasOf = new WeakMap<SoundTable, Float64Array>()

/** A row's area; measured when first asked for: a zone is met by thousands of parcels. */
function areaOfRow(sound: SoundTable, row: number): number {
  let areas = areasOf.get(sound)
  if (!areas) {
    areas = new Float64Array(sound.table.length).fill(Number.NaN)
    areasOf.set(sound, areas)
  }
  if (Number.isNaN(areas[row])) areas[row] = rowAreaM2(sound.geometry, sound.lngLat, row)
  return areas[row]
}

/** Below this two areas of one row are the same: 1e-6 m², and the rounding of a large one. */
function isWhole(part: number, whole: number): boolean {
  return whole - part <= 1e-6 + 1e-11 * whole
}

/**
 * Overlay of whole layers. First the areas of all pairs (pairAreas) tell what is apart, inside or really cut: most rows are copied
 * digit by digit or left out, and only borders that cross go to the clipper.
 * @param known pairs that were computed before, of the same rows @param smallestM2 pairs of less are not made into pieces
 */
export async function overlay(
  a: OverlayInput,
  b: OverlayInput,
  kind: OverlayKind,
  task: Task,
  { pairs: known, smallestM2 = 0 }: { readonly pairs?: PairAreas; readonly smallestM2?: number } = {},
): Promise<Pieces> {
  const plane = a.sound.plane
  const zonesA = prepareZones(planarLayer(a.sound), a.rows)
  const zonesB = prepareZones(planarLayer(b.sound, plane), b.rows)
  const sideA: CutSide = { zones: zonesA, lngLat: a.sound.lngLat }
  const sideB: CutSide = { zones: zonesB, lngLat: b.sound.lngLat }
  const pairs = known ?? (await pairAreas(zonesA.layer, zonesB, a.rows, stretchOf(task, 0, 0.2)))
  const work = stretchOf(task, 0.2, 1)
  const out = new PieceList()
  const hasShared = kind === 'intersection' || kind === 'identity' || kind === 'union'
  const hasRestOfB = kind === 'union' || kind === 'symmetricDifference'
  if (hasShared)
    await addShared(a.sound, b.sound, new Cutter(sideA, sideB, plane), pairs, smallestM2, out, stretchOf(work, 0, 0.5))
  if (kind === 'clip') await addCovered(a.sound, new Cutter(sideA, sideB, plane), pairs, out, work)
  else if (kind !== 'intersection') {
    await addRest(a.sound, zonesA, new Cutter(sideA, sideB, plane), pairs, 'a', out, stretchOf(work, 0.5, 0.75))
  }
  if (hasRestOfB) {
    await addRest(b.sound, zonesB, new Cutter(sideB, sideA, plane), transposed(pairs), 'b', out, stretchOf(work, 0.75, 1))
  }
  task.progress(1)
  return out.finish()
}

class PieceList {
  readonly builder = new PieceBuilder()
  readonly #a: number[] = []
  readonly #b: number[] = []

  end(a: number, b: number): void {
    if (!this.builder.endRow()) return
    this.#a.push(a)
    this.#b.push(b)
  }
  finish(): Pieces {
    const geometry = this.builder.finish()
    const areaM2 = new Float64Array(this.#a.length)
    for (let i = 0; i < areaM2.length; i++) areaM2[i] = rowAreaM2(geometry, geometry.xy, i)
    return { geometry, a: Uint32Array.from(this.#a), b: Uint32Array.from(this.#b), areaM2 }
  }
}

async function addShared(
  a: SoundTable,
  b: SoundTable,
  cutter: Cutter,
  pairs: PairAreas,
  smallestM2: number,
  out: PieceList,
  task: Task,
): Promise<void> {
  const count = pairs.areaM2.length
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) {
      task.progress(i / count, 'stage.cut')
      await task.breathe()
    }
    const [row, zone, area] = [pairs.subject[i], pairs.zone[i], pairs.areaM2[i]]
    if (area < smallestM2) continue
    if (isWhole(area, areaOfRow(a, row))) out.builder.copyRow(a.geometry, a.lngLat, row)
    else if (isWhole(area, areaOfRow(b, zone))) out.builder.copyRow(b.geometry, b.lngLat, zone)
    else cutter.intersect(row, [zone], out.builder)
    out.end(row, zone)
  }
}

async function addCovered(a: SoundTable, cutter: Cutter, pairs: PairAreas, out: PieceList, task: Task): Promise<void> {
  for (let i = 0; i < pairs.areaM2.length; ) {
    task.progress(i / pairs.areaM2.length, 'stage.cut')
    await task.breathe()
    const { row, zones, largest, end } = groupAt(pairs, i)
    i = end
    if (isWhole(largest, areaOfRow(a, row))) out.builder.copyRow(a.geometry, a.lngLat, row)
    else cutter.intersect(row, zones, out.builder)
    out.end(row, NO_ROW)
  }
}

async function addRest(
  sound: SoundTable,
  prepared: PreparedZones,
  cutter: Cutter,
  pairs: PairAreas,
  side: 'a' | 'b',
  out: PieceList,
  task: Task,
): Promise<void> {
  let at = 0
  for (const [i, row] of prepared.rows.entries()) {
    if (i % 32 === 0) {
      task.progress(i / prepared.rows.length, 'stage.cut')
      await task.breathe()
    }
    if (pairs.subject[at] !== row) out.builder.copyRow(sound.geometry, sound.lngLat, row)
    else {
      const { zones, largest, end } = groupAt(pairs, at)
      at = end
      if (!isWhole(largest, areaOfRow(sound, row))) cutter.subtract(row, zones, out.builder)
    }
    if (side === 'a') out.end(row, NO_ROW)
    else out.end(NO_ROW, row)
  }
}

/** The pairs of one subject row, from `start` on. */
function groupAt(pairs: PairAreas, start: number): { row: number; zones: number[]; largest: number; end: number } {
  const row = pairs.subject[start]
  const zones: number[] = []
  let largest = 0
  let end = start
  for (; end < pairs.subject.length && pairs.subject[end] === row; end++) {
    zones.push(pairs.zone[end])
    largest = Math.max(largest, pairs.areaM2[end])
  }
  return { row, zones, largest, end }
}

/** The same pairs seen from the other layer. */
function transposed(pairs: PairAreas): PairAreas {
  const order = Uint32Array.from(pairs.zone, (_, i) => i).sort(
    (i, j) => pairs.zone[i] - pairs.zone[j] || pairs.subject[i] - pairs.subject[j],
  )
  return {
    subject: Uint32Array.from(order, (i) => pairs.zone[i]),
    zone: Uint32Array.from(order, (i) => pairs.subject[i]),
    areaM2: Float64Array.from(order, (i) => pairs.areaM2[i]),
  }
}
