import { sumOf } from '../adjust.ts'
import type { LayerInput } from '../analysis.ts'
import { planarArea } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { type PairAreas, pairAreas } from './pair-areas.ts'
import { joinLayers, type PlanarLayer, planarLayer } from './planar-layer.ts'
import { type PreparedZones, prepareZones } from './prepared-zones.ts'
import { type United, unite } from './united.ts'

/** One comparison layer, met. */
export interface Comparison {
  readonly input: LayerInput
  readonly sound: SoundTable
  readonly zones: PreparedZones
  /** shares of at least `ignoreBelowM2` */
  readonly pairs: PairAreas
  /** smaller ones, which count as not overlapping */
  readonly ignored: PairAreas
}

export interface OverlapFigures {
  readonly sound: SoundTable
  /** of the subject in use, ascending */
  readonly rows: Uint32Array
  readonly layer: PlanarLayer
  readonly comparisons: readonly Comparison[]
  /** of every subject row, m² */
  readonly areasM2: Float64Array
  /** Σ of a row's pairs, and what they cover together, every place once */
  readonly sumsM2: Float64Array
  readonly netM2: Float64Array
  /** nothing counted twice: neither zones on each other nor subjects on each other */
  readonly totalNetM2: number
  /** places that several subjects of the scope hold, as in net area: Σ areas − area of their union */
  readonly subjectDoubleM2: number
}

/**
 * All figures of an overlap analysis. Pairs are exact; so is what a row's zones cover together as long as they do not overlap each
 * other. Where they do, the overlapping zones are joined first, and the row is held against the join, whose border is the stored one.
 * @throws AppError crs.unknown
 */
export async function overlapFigures(
  subject: LayerInput,
  against: readonly LayerInput[],
  ignoreBelowM2: number,
  task: Task,
): Promise<OverlapFigures> {
  const sound = await makeSound(subject.table, stretchOf(task, 0, 0.15))
  const layer = planarLayer(sound)
  const rows = subject.rows ?? Uint32Array.from({ length: subject.table.length }, (_, row) => row)
  const areasM2 = soundAreasM2(sound)
  const comparisons: Comparison[] = []
  for (const [i, input] of against.entries()) {
    const stretch = stretchOf(task, 0.15 + (0.45 * i) / against.length, 0.15 + (0.45 * (i + 1)) / against.length)
    const zoneSound = await makeSound(input.table, stretchOf(stretch, 0, 0.3))
    const zones = prepareZones(planarLayer(zoneSound, sound.plane), input.rows)
    const all = await pairAreas(layer, zones, rows, stretchOf(stretch, 0.3, 1))
    comparisons.push({
      input,
      sound: zoneSound,
      zones,
      pairs: selectPairs(all, (area) => area >= ignoreBelowM2),
      ignored: selectPairs(all, (area) => area < ignoreBelowM2),
    })
  }

  const united = await uniteZones(comparisons, stretchOf(task, 0.6, 0.75))
  const sumsM2 = sumByRow(
    areasM2.length,
    comparisons.map(({ pairs }) => pairs),
  )
  const ignoredM2 = sumByRow(
    areasM2.length,
    comparisons.map(({ ignored }) => ignored),
  )
  const netM2 = sumsM2.slice()
  // a row that meets no zone that overlaps another has its net already
  const alone = new Set(united.alone)
  const joined = prepareZones(united.joined)
  const isMixed = new Uint8Array(areasM2.length)
  const aloneM2 = new Float64Array(areasM2.length)
  for (const [k, { pairs, ignored }] of comparisons.entries()) {
    for (const part of [pairs, ignored]) {
      part.subject.forEach((row, i) => {
        if (alone.has(united.starts[k] + part.zone[i])) aloneM2[row] += part.areaM2[i]
        else isMixed[row] = 1
      })
    }
  }
  const mixed = rows.filter((row) => isMixed[row])
  const crowded = await pairAreas(layer, joined, mixed, stretchOf(task, 0.75, 0.8))
  const crowdedM2 = sumByRow(areasM2.length, [crowded])
  for (const row of mixed) {
    // what is ignored in the pairs is not in the net either
    const net = aloneM2[row] + crowdedM2[row] - ignoredM2[row]
    netM2[row] = Math.max(0, Math.min(net, sumsM2[row], areasM2[row]))
  }

  const subjects = await unite(layer, subject.rows, stretchOf(task, 0.8, 0.9))
  const totalNetM2 = await netOfAll(subjects, netM2, ignoredM2, united, joined, comparisons, stretchOf(task, 0.9, 0.95))
  const subjectDoubleM2 = doubleOf(subjects, areasM2)
  return { sound, rows, layer, comparisons, areasM2, sumsM2, netM2, totalNetM2, subjectDoubleM2 }
}

/** Zones of all comparison layers as one layer without double places; starts[k] + zone is a zone of layer k in it. */
async function uniteZones(
  comparisons: readonly Comparison[],
  task: Task,
): Promise<United & { readonly starts: readonly number[] }> {
  const { layer, starts } = joinLayers(comparisons.map(({ zones }) => zones.layer))
  const isFiltered = comparisons.some(({ input }) => input.rows !== null)
  const used = comparisons.flatMap(({ zones }, k) => Array.from(zones.rows, (row) => starts[k] + row))
  return { ...(await unite(layer, isFiltered ? used : null, task)), starts }
}

/** Σ over subjects that overlap no other, and each group of subjects that do as one. */
async function netOfAll(
  subjects: United,
  netM2: Float64Array,
  ignoredM2: Float64Array,
  zones: United,
  joined: PreparedZones,
  comparisons: readonly Comparison[],
  task: Task,
): Promise<number> {
  const terms = Array.from(subjects.alone, (row) => netM2[row])
  if (subjects.crowded.length > 0) {
    const { layer } = joinLayers(comparisons.map((comparison) => comparison.zones.layer))
    const single = await pairAreas(subjects.joined, prepareZones(layer, zones.alone), null, stretchOf(task, 0, 0.5))
    const crowd = await pairAreas(subjects.joined, joined, null, stretchOf(task, 0.5, 1))
    const groups = subjects.joined.geometry.rows.length - 1
    const ofGroup = sumByRow(groups, [single, crowd])
    subjects.crowded.forEach((row, i) => {
      ofGroup[subjects.groupOf[i]] -= ignoredM2[row]
    })
    terms.push(...ofGroup.map((area) => Math.max(0, area)))
  }
  return sumOf(terms)
}

function doubleOf({ crowded, joined: { geometry, xy } }: United, areasM2: Float64Array): number {
  const joinedM2 = Array.from({ length: geometry.rings.length - 1 }, (_, ring) =>
    planarArea(xy, geometry.rings[ring], geometry.rings[ring + 1]),
  )
  return sumOf(Array.from(crowded, (row) => areasM2[row])) - sumOf(joinedM2)
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
