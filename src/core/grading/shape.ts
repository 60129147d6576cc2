import Flatbush from 'flatbush'
import { rowBox } from '../geometry.ts'
import { neighboursOf } from '../neighbours.ts'
import { rowPerimeterM } from '../plane.ts'
import type { SoundTable } from '../repair.ts'
import type { Task } from '../task.ts'
import type { GeometryMeasure } from './model.ts'

/** Measures of the shape itself, by row in use; NaN without shape. @param areasM2 of all rows of the table */
export async function measureShapes(
  sound: SoundTable,
  areasM2: Float64Array,
  rows: Uint32Array,
  measure: GeometryMeasure,
  task: Task,
): Promise<Float64Array> {
  const measures = new Float64Array(rows.length).fill(Number.NaN)
  for (const [i, row] of rows.entries()) {
    if (i % 256 === 0) {
      task.progress(i / rows.length, 'stage.measure')
      await task.breathe()
    }
    const area = areasM2[row]
    if (area > 0) measures[i] = measure === 'areaHa' ? area / 10_000 : ofPerimeter(sound, row, area, measure)
  }
  return measures
}

function ofPerimeter(sound: SoundTable, row: number, areaM2: number, measure: Exclude<GeometryMeasure, 'areaHa'>): number {
  const perimeter = rowPerimeterM(sound.geometry, sound.lngLat, row)
  if (measure === 'perimeterM') return perimeter
  return measure === 'shapeIndex' ? perimeter / (4 * Math.sqrt(areaM2)) : (4 * Math.PI * areaM2) / perimeter ** 2
}

/** A border shorter than this does not join two fields: their corners merely touch. */
const SHORTEST_BORDER_M = 1

/**
 * 连片度: for each row in use, hectares of the block of rows that hang together by shared borders.
 * @param keys what two rows must have in common to be joined, by position in `rows`; null: nothing
 */
export async function measureBlocks(
  sound: SoundTable,
  areasM2: Float64Array,
  rows: Uint32Array,
  keys: readonly unknown[] | null,
  task: Task,
): Promise<Float64Array> {
  const { geometry, lngLat } = sound
  const leader = Uint32Array.from(rows, (_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (leader[at] !== at) {
      leader[at] = leader[leader[at]]
      at = leader[at]
    }
    return at
  }
  const boxes = Array.from(rows, (row) => rowBox(geometry, row, lngLat))
  const filled = Array.from(rows, (_, i) => i).filter((i) => boxes[i] !== null)
  if (filled.length > 1) {
    const index = new Flatbush(filled.length)
    for (const i of filled) index.add(...(boxes[i] as NonNullable<(typeof boxes)[number]>))
    index.finish()
    const size = (i: number) =>
      geometry.rings[geometry.parts[geometry.rows[rows[i] + 1]]] - geometry.rings[geometry.parts[geometry.rows[rows[i]]]]
    for (const [turn, i] of filled.entries()) {
      if (turn % 64 === 0) {
        task.progress(turn / filled.length, 'stage.measure')
        await task.breathe()
      }
      const [x0, y0, x1, y1] = boxes[i] as NonNullable<(typeof boxes)[number]>
      for (const k of index.search(x0 - 1e-8, y0 - 1e-8, x1 + 1e-8, y1 + 1e-8)) {
        const j = filled[k]
        if (j <= i || (keys && keys[i] !== keys[j]) || find(i) === find(j)) continue
        // the long boundary is gone through once, the short one per edge
        const [large, small] = size(i) > size(j) ? [i, j] : [j, i]
        const [shared] = neighboursOf(geometry, lngLat, rows[large], [rows[small]])
        if (shared && shared.sharedM >= SHORTEST_BORDER_M) leader[find(j)] = find(i)
      }
    }
  }
  const blockM2 = new Float64Array(rows.length)
  rows.forEach((row, i) => {
    blockM2[find(i)] += areasM2[row]
  })
  return Float64Array.from(rows, (_, i) => (boxes[i] ? blockM2[find(i)] / 10_000 : Number.NaN))
}
