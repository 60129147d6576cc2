import type { LayerInput } from '../analysis.ts'
import type { Plane } from '../plane.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { countedPieces, countedZones, planarRowArea } from './counted-cover.ts'
import { type PairAreas, pairAreas } from './pair-areas.ts'
import { joinLayers, type PlanarLayer, planarLayer } from './planar-layer.ts'
import { type PreparedZones, prepareZones } from './prepared-zones.ts'
import { type United, unite } from './united.ts'

/** A comparison layer in the plane of the subject, ready to be met. */
export interface ZoneLayer {
  readonly input: LayerInput
  readonly sound: SoundTable
  readonly zones: PreparedZones
}

/** All comparison layers, ready to be met by the rows of the subject: all of them at once, or as they pass by. */
export interface ReadyZones {
  readonly layers: readonly ZoneLayer[]
  /** without double places; starts[k] + zone is a zone of layer k in `all` */
  readonly united: United & { readonly starts: readonly number[]; readonly all: PlanarLayer }
  /** what overlapping zones cover together */
  readonly joined: PreparedZones
  readonly alone: ReadonlySet<number>
}

/** @param plane of the subject @throws AppError crs.unknown */
export async function readyZones(against: readonly LayerInput[], plane: Plane, task: Task): Promise<ReadyZones> {
  const layers: ZoneLayer[] = []
  for (const [i, input] of against.entries()) {
    const sound = await makeSound(input.table, stretchOf(task, (0.6 * i) / against.length, (0.6 * (i + 1)) / against.length))
    layers.push({ input, sound, zones: prepareZones(planarLayer(sound, plane), input.rows) })
  }
  const united = await uniteZones(layers, stretchOf(task, 0.6, 1))
  return { layers, united, joined: prepareZones(united.joined), alone: new Set(united.alone) }
}

/** What some rows of the subject share with the zones, by the rows of their layer; areas in m². */
export interface MetRows {
  /** of each comparison layer: shares of at least `ignoreBelowM2`, and smaller ones, which count as not overlapping */
  readonly pairs: readonly PairAreas[]
  readonly ignored: readonly PairAreas[]
  /** Σ of a row's pairs, and what they cover together, every place once */
  readonly sumsM2: Float64Array
  readonly netM2: Float64Array
}

/**
 * Each row is reckoned by itself, so that it does not matter which others come along. Pairs are exact; so is what a row's zones cover
 * together as long as they do not overlap each other. Where they do, the row is held against the joined zones, whose border is the stored
 * one, and cut by those that count where another of them is ignored.
 * @param rows in use, ascending @param areasM2 of every row of the layer
 */
export async function meetZones(
  layer: PlanarLayer,
  rows: Uint32Array,
  areasM2: Float64Array,
  { layers, united, joined, alone }: ReadyZones,
  ignoreBelowM2: number,
  task: Task,
): Promise<MetRows> {
  const pairs: PairAreas[] = []
  const ignored: PairAreas[] = []
  for (const [k, { zones }] of layers.entries()) {
    const all = await pairAreas(layer, zones, rows, stretchOf(task, (0.8 * k) / layers.length, (0.8 * (k + 1)) / layers.length))
    pairs.push(selectPairs(all, (area) => area >= ignoreBelowM2))
    ignored.push(selectPairs(all, (area) => area < ignoreBelowM2))
  }
  const sumsM2 = sumByRow(areasM2.length, pairs)
  const netM2 = sumsM2.slice()
  // a row that meets no zone that overlaps another has its net already
  const isMixed = new Uint8Array(areasM2.length)
  const aloneM2 = new Float64Array(areasM2.length)
  const isParted = new Uint8Array(areasM2.length)
  for (const k of layers.keys()) {
    const { subject, zone, areaM2 } = pairs[k]
    subject.forEach((row, i) => {
      if (alone.has(united.starts[k] + zone[i])) aloneM2[row] += areaM2[i]
      else isMixed[row] = 1
    })
    ignored[k].subject.forEach((row, i) => {
      if (!alone.has(united.starts[k] + ignored[k].zone[i])) isMixed[row] = isParted[row] = 1
    })
  }
  const mixed = rows.filter((row) => isMixed[row])
  const crowdedM2 = sumByRow(areasM2.length, [await pairAreas(layer, joined, mixed, stretchOf(task, 0.8, 0.95))])
  const parted = countedZones(
    mixed.filter((row) => isParted[row]),
    pairs,
    (k, zone) => (alone.has(united.starts[k] + zone) ? null : united.starts[k] + zone),
  )
  const coverM2 = crowdedM2.slice()
  if (parted.length > 0) {
    const pieces = await countedPieces(layer, united.all, parted, task)
    parted.forEach(({ row }, i) => {
      coverM2[row] = Math.min(planarRowArea(pieces, i), crowdedM2[row])
    })
  }
  for (const row of mixed) netM2[row] = Math.max(0, Math.min(aloneM2[row] + coverM2[row], sumsM2[row], areasM2[row]))
  return { pairs, ignored, sumsM2, netM2 }
}

async function uniteZones(layers: readonly ZoneLayer[], task: Task): Promise<ReadyZones['united']> {
  const { layer, starts } = joinLayers(layers.map(({ zones }) => zones.layer))
  const isFiltered = layers.some(({ input }) => input.rows !== null)
  const used = layers.flatMap(({ zones }, k) => Array.from(zones.rows, (row) => starts[k] + row))
  return { ...(await unite(layer, isFiltered ? used : null, task)), starts, all: layer }
}

export function sumByRow(length: number, lists: readonly PairAreas[]): Float64Array {
  const sums = new Float64Array(length)
  for (const { subject, areaM2 } of lists) {
    for (let i = 0; i < subject.length; i++) sums[subject[i]] += areaM2[i]
  }
  return sums
}

export function selectPairs(pairs: PairAreas, isWanted: (areaM2: number) => boolean): PairAreas {
  const kept: number[] = []
  pairs.areaM2.forEach((area, i) => {
    if (isWanted(area)) kept.push(i)
  })
  return {
    subject: Uint32Array.from(kept, (i) => pairs.subject[i]),
    zone: Uint32Array.from(kept, (i) => pairs.zone[i]),
    areaM2: Float64Array.from(kept, (i) => pairs.areaM2[i]),
  }
}
