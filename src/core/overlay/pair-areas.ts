import { rowPieces } from '../row-pieces.ts'
import { spread } from '../spread.ts'
import type { Task } from '../task.ts'
import kernel from './pair-areas.kernel.ts'
import { type PlanarLayer, takeRows } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'

/** Pairs that share more than SMALLEST_M2, by subject row, then zone row. */
export interface PairAreas {
  readonly subject: Uint32Array
  readonly zone: Uint32Array
  readonly areaM2: Float64Array
}

/**
 * Areas of all pairs of rows that overlap, subjects in runs side by side (spread.ts). Each pair is computed in its own coordinates, so
 * that its area does not depend on the order of rows, on what else is in the layers or on how many threads there are.
 * @param rows of the subject in use, ascending; null: all
 */
export async function pairAreas(
  subject: PlanarLayer,
  zones: PreparedZones,
  rows: ArrayLike<number> | null,
  task: Task,
): Promise<PairAreas> {
  const shared = shareZones(zones)
  if (!shared) return joinPairs([])
  const runs = rowPieces(subject.geometry, rows)
  const pieces = { count: runs.length, at: (run: number) => ({ layer: takeRows(subject, runs[run]), names: runs[run] }) }
  return joinPairs(await spread(kernel, shared, pieces, task, 'stage.overlap'))
}

/** Other threads keep a copy of each object until the job ends: of zones that are met again and again there is one. */
const sharedOf = new WeakMap<PreparedZones, ReturnType<typeof sharedZones>>()

function shareZones(zones: PreparedZones) {
  const shared = sharedOf.get(zones) ?? sharedZones(zones)
  sharedOf.set(zones, shared)
  return shared
}

function sharedZones({ index, layer, ...zones }: PreparedZones) {
  if (!index) return null
  return { ...zones, index: index.data as ArrayBuffer, layer: { ...layer, geometry: { ...layer.geometry, xy: layer.xy } } }
}

function joinPairs(parts: readonly PairAreas[]): PairAreas {
  const count = parts.reduce((sum, part) => sum + part.areaM2.length, 0)
  const pairs = { subject: new Uint32Array(count), zone: new Uint32Array(count), areaM2: new Float64Array(count) }
  let at = 0
  for (const part of parts) {
    pairs.subject.set(part.subject, at)
    pairs.zone.set(part.zone, at)
    pairs.areaM2.set(part.areaM2, at)
    at += part.areaM2.length
  }
  return pairs
}

/** Pairs of a subject that passes by. */
export function pairsCollector() {
  const found: PairAreas[] = []
  return {
    /** @param numbers in the whole of each row of the piece */
    add({ subject, zone, areaM2 }: PairAreas, numbers: Uint32Array): void {
      if (areaM2.length > 0) found.push({ subject: subject.map((row) => numbers[row]), zone, areaM2 })
    },
    finish: () => joinPairs(found),
  }
}
