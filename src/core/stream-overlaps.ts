import Flatbush from 'flatbush'
import { pickRows, rowBox } from './geometry.ts'
import { joinLayers, type PlanarLayer, planarLayer, takeRows } from './overlay/planar-layer.ts'
import { type OverlapPairs, selfOverlaps } from './overlay/self-overlaps.ts'
import type { Box, RangedLayer } from './ranged-layer.ts'
import type { SoundTable } from './repair.ts'
import type { Geometry } from './table.ts'
import type { Task } from './task.ts'

/** Rows that still meet rows to come. */
interface Frontier {
  readonly layer: PlanarLayer
  readonly numbers: Uint32Array
  /** the last row that each meets */
  readonly until: Uint32Array
}

/** Pairs of a layer that passed by in pieces, and the shapes of the rows that are in them: all that a net area is made of. */
export interface StreamedOverlaps {
  readonly pairs: OverlapPairs
  /** rows of `geometry`, ascending; pairs name rows by their place here */
  readonly numbers: Uint32Array
  /** its xy in the plane of the pieces, metres */
  readonly geometry: Geometry
}

/**
 * Finds the overlapping pairs of a layer piece by piece. Of what has passed only rows whose box meets that of a later row are kept,
 * which the layer's index tells: in Hilbert order those along the edge of what has been read. Pairs and areas are those of the whole layer.
 * @param isUsed which rows count
 */
export function streamOverlaps(source: RangedLayer, isUsed: (row: number) => boolean) {
  let frontier: Frontier | null = null
  const found: { first: number; second: number; areaM2: number }[] = []
  const kept = new Set<number>()
  const keptLayers: { readonly layer: PlanarLayer; readonly numbers: Uint32Array }[] = []

  /** @param numbers of the rows of `sound` in the layer, ascending, all behind those of earlier pieces */
  async function add(sound: SoundTable, numbers: Uint32Array, task: Task): Promise<void> {
    const own = planarLayer(sound)
    const until = await lastMet(sound, numbers, task)
    const joined = joinLayers(frontier ? [frontier.layer, own] : [own])
    const before = frontier?.numbers.length ?? 0
    const names = Uint32Array.from([...(frontier?.numbers ?? []), ...numbers])
    const last = Uint32Array.from([...(frontier?.until ?? []), ...until])
    const pairs = await selfOverlaps(joined.layer, null, task)
    const members: number[] = []
    for (let i = 0; i < pairs.first.length; i++) {
      const [a, b] = [pairs.first[i], pairs.second[i]]
      // found when the later of them came
      if (b < before) continue
      found.push({ first: names[a], second: names[b], areaM2: pairs.areaM2[i] })
      for (const row of [a, b]) {
        if (kept.has(names[row])) continue
        kept.add(names[row])
        members.push(row)
      }
    }
    const take = (rows: readonly number[]) => {
      const sorted = Uint32Array.from(rows).sort()
      return { layer: copied(takeRows(joined.layer, sorted)), numbers: sorted.map((row) => names[row]), sorted }
    }
    if (members.length > 0) keptLayers.push(take(members))
    const end = numbers[numbers.length - 1]
    const waiting = [...names.keys()].filter((row) => last[row] > end)
    if (waiting.length === 0) frontier = null
    else {
      const { sorted, ...rest } = take(waiting)
      frontier = { ...rest, until: sorted.map((row) => last[row]) }
    }
  }

  /** Of each row the last one in the layer whose box meets its own; 0: none that comes later. */
  async function lastMet({ geometry, lngLat }: SoundTable, numbers: Uint32Array, task: Task): Promise<Uint32Array> {
    const last = new Uint32Array(numbers.length)
    const boxes = Array.from(numbers, (_, row) => rowBox(geometry, row, lngLat))
    const filled = [...boxes.keys()].filter((row) => boxes[row])
    if (filled.length === 0) return last
    const index = new Flatbush(filled.length)
    const all: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const row of filled) {
      const box = boxes[row] as Box
      index.add(...box)
      for (const side of [0, 1]) {
        all[side] = Math.min(all[side], box[side])
        all[side + 2] = Math.max(all[side + 2], box[side + 2])
      }
    }
    index.finish()
    const holdsAll = (box: Box) => box[0] <= all[0] && box[1] <= all[1] && box[2] >= all[2] && box[3] >= all[3]
    const meets = (box: Box) => holdsAll(box) || index.search(...box).length > 0
    const later = await source.rowsWhere(meets, task.signal, numbers[numbers.length - 1] + 1)
    for (let i = 0; i < later.rows.length; i++) {
      if (!isUsed(later.rows[i])) continue
      const box = [...later.boxes.subarray(4 * i, 4 * i + 4)] as unknown as Box
      for (const item of index.search(...box)) last[filled[item]] = Math.max(last[filled[item]], later.rows[i])
    }
    return last
  }

  function finish(): StreamedOverlaps {
    found.sort((a, b) => a.first - b.first || a.second - b.second)
    const numbers = Uint32Array.from(kept).sort()
    const place = new Map(Array.from(numbers, (number, i) => [number, i]))
    const pairs = {
      first: Uint32Array.from(found, ({ first }) => place.get(first) as number),
      second: Uint32Array.from(found, ({ second }) => place.get(second) as number),
      areaM2: Float64Array.from(found, ({ areaM2 }) => areaM2),
    }
    if (keptLayers.length === 0) return { pairs, numbers, geometry: EMPTY }
    const { layer } = joinLayers(keptLayers.map((each) => each.layer))
    const joinedNumbers = keptLayers.flatMap((each) => [...each.numbers])
    const at = new Map(joinedNumbers.map((number, row) => [number, row]))
    const rows = numbers.map((number) => at.get(number) as number)
    return { pairs, numbers, geometry: pickRows({ ...layer.geometry, xy: layer.xy }, rows) }
  }
  return { add, finish }
}

const EMPTY: Geometry = {
  kind: 'polygon',
  xy: new Float64Array(0),
  rings: Uint32Array.of(0),
  parts: Uint32Array.of(0),
  rows: Uint32Array.of(0),
}

/** Rows that follow each other look into the arrays of their piece, which would keep all of it. */
function copied({ geometry, xy, boxes }: PlanarLayer): PlanarLayer {
  const own = xy.slice()
  return { geometry: { ...geometry, xy: own }, xy: own, boxes: boxes.slice() }
}
