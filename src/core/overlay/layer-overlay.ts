import type { Plane } from '../plane.ts'
import type { SoundTable } from '../repair.ts'
import { rowPieces } from '../row-pieces.ts'
import { spread } from '../spread.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import kernel, { type CutOthers, type CutPiece, type CutWhat } from './cut-rows.kernel.ts'
import { type PairAreas, pairAreas } from './pair-areas.ts'
import { joinGeometries } from './piece-builder.ts'
import { planarLayer, takeRows } from './planar-layer.ts'
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

/** Pieces in lon/lat; each says of which rows it is part. */
export interface Pieces {
  readonly geometry: Geometry
  /** row of the first layer, by piece; NO_ROW: none */
  readonly a: Uint32Array
  /** row of the second */
  readonly b: Uint32Array
  /** on the ellipsoid */
  readonly areaM2: Float64Array
}

/** A layer, or some rows of it. */
export interface OverlayInput {
  readonly sound: SoundTable
  /** in use, ascending; null: all */
  readonly rows: ArrayLike<number> | null
}

/** A layer in the plane of another, ready for its rows to be cut by it. */
export interface PreparedOther {
  readonly zones: PreparedZones
  readonly others: CutOthers
}
interface OverlayExtra {
  readonly pairs?: PairAreas
  readonly smallestM2?: number
  readonly prepared?: PreparedOther
}

/** Once for many rows. @param plane of the layer that is cut */
export function prepareOther({ sound, rows }: OverlayInput, plane: Plane): PreparedOther {
  const zones = prepareZones(planarLayer(sound, plane), rows)
  return { zones, others: othersOf(sound, zones, plane) }
}

/** Cutting a row costs hundreds of times what moving it does. */
const MOST_ROWS = 1024

/**
 * Overlay of whole layers. First the areas of all pairs (pairAreas) tell what is apart, inside or really cut: most rows are copied
 * digit by digit or left out, and only borders that cross go to the clipper, rows in runs side by side (spread.ts).
 * @param known pairs that were computed before, of the same rows @param smallestM2 pairs of less are not made into pieces
 * @param prepared b, where several a are held against it
 */
export async function overlay(
  a: OverlayInput,
  b: OverlayInput,
  kind: OverlayKind,
  task: Task,
  { pairs: known, smallestM2 = 0, prepared = prepareOther(b, a.sound.plane) }: OverlayExtra = {},
): Promise<Pieces> {
  const { plane } = a.sound
  const { zones, others } = prepared
  const pairs = known ?? (await pairAreas(planarLayer(a.sound), zones, a.rows, stretchOf(task, 0, 0.2)))
  const made: Pieces[] = []
  const hasRestOfB = kind === 'union' || kind === 'symmetricDifference'
  if (kind === 'intersection' || kind === 'identity' || kind === 'union') {
    const wanted = smallestM2 > 0 ? pairsFrom(pairs, smallestM2) : pairs
    const end = kind === 'intersection' ? 1 : 0.6
    made.push(await cutRows(a, wanted, others, 'shared', stretchOf(task, 0.2, end)))
  }
  if (kind === 'clip') made.push(await cutRows(a, pairs, others, 'covered', stretchOf(task, 0.2, 1)))
  else if (kind !== 'intersection') {
    made.push(await cutRows(a, pairs, others, 'rest', stretchOf(task, 0.6, hasRestOfB ? 0.8 : 1)))
  }
  if (hasRestOfB) {
    const others = othersOf(a.sound, prepareZones(planarLayer(a.sound), a.rows), plane)
    const rest = await cutRows(b, transposed(pairs), others, 'rest', stretchOf(task, 0.8, 1), plane)
    made.push({ ...rest, a: rest.b, b: rest.a })
  }
  task.progress(1)
  return joinPieces(made)
}

function othersOf(
  { lngLat, touching }: SoundTable,
  { layer, nodes, boxes, first, last, next }: PreparedZones,
  plane: Plane,
): CutOthers {
  return {
    plane: { lng0: plane.lng0, latTs: plane.latTs },
    layer: { ...layer, geometry: { ...layer.geometry, xy: layer.xy } },
    trees: { nodes, boxes, first, last, next },
    lngLat,
    touching,
  }
}

async function cutRows(
  { sound, rows }: OverlayInput,
  pairs: PairAreas,
  others: CutOthers,
  what: CutWhat,
  task: Task,
  plane = sound.plane,
): Promise<Pieces> {
  const layer = planarLayer(sound, plane)
  const { rings, parts, rows: offsets } = sound.geometry
  const touches = new Set(sound.touching)
  const isUsed = (row: number) => offsets[row] < offsets[row + 1]
  const used = what === 'rest' ? (rows ?? offsets.subarray(1).map((_, row) => row)) : pairs.subject
  const runs = rowPieces(sound.geometry, distinct(used).filter(isUsed), MOST_ROWS)
  // pairs of a run: from its first row up to the first row of the next
  const starts = runs.map((run) => lowerBound(pairs.subject, run[0]))
  const pieces = {
    count: runs.length,
    at: (i: number): CutPiece => {
      const names = runs[i]
      const [from, to] = [starts[i], starts[i + 1] ?? pairs.subject.length]
      const taken = takeRows(layer, names)
      // runs of rows that follow each other look into the vertices, others have copies of them
      const first = 2 * rings[parts[offsets[names[0]]]]
      const isRun = names[names.length - 1] - names[0] === names.length - 1
      const lngLat = isRun
        ? sound.lngLat.subarray(first, first + taken.xy.length)
        : takeRows({ ...layer, xy: sound.lngLat }, names).xy
      return {
        what,
        layer: taken,
        lngLat,
        touching: Array.from(names).flatMap((row, i) => (touches.has(row) ? [i] : [])),
        names,
        subject: pairs.subject.subarray(from, to),
        zone: pairs.zone.subarray(from, to),
        areaM2: pairs.areaM2.subarray(from, to),
      }
    },
  }
  return joinPieces(await spread(kernel, others, pieces, task, 'stage.cut'))
}

/** @param rows ascending */
function distinct(rows: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(rows).filter((row, i, all) => i === 0 || row !== all[i - 1])
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** One after the other. @param list at least one */
export function joinPieces(list: readonly Pieces[]): Pieces {
  if (list.length === 1) return list[0]
  const count = list.reduce((sum, { areaM2 }) => sum + areaM2.length, 0)
  const all = { a: new Uint32Array(count), b: new Uint32Array(count), areaM2: new Float64Array(count) }
  let at = 0
  for (const { a, b, areaM2 } of list) {
    all.a.set(a, at)
    all.b.set(b, at)
    all.areaM2.set(areaM2, at)
    at += areaM2.length
  }
  return { geometry: joinGeometries(list.map(({ geometry }) => geometry)), ...all }
}

function pairsFrom({ subject, zone, areaM2 }: PairAreas, smallestM2: number): PairAreas {
  const isKept = (_: number, i: number) => areaM2[i] >= smallestM2
  return { subject: subject.filter(isKept), zone: zone.filter(isKept), areaM2: areaM2.filter(isKept) }
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
