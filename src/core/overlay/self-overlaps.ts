import { tileRows } from '../row-pieces.ts'
import { spread } from '../spread.ts'
import type { Task } from '../task.ts'
import { type PlanarLayer, takeRows } from './planar-layer.ts'
import { filledRows } from './prepared-zones.ts'
import kernel from './self-overlaps.kernel.ts'

/** Pairs of rows of one layer whose interiors overlap, each pair once: first[i] < second[i], sorted. */
export interface OverlapPairs {
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly areaM2: Float64Array
}

/**
 * All pairs of a layer, by the kernel for neighbours, tile by tile side by side (spread.ts): about 1 µs a pair.
 * @param rows in use, ascending; null: all
 */
export async function selfOverlaps(layer: PlanarLayer, rows: ArrayLike<number> | null, task: Task): Promise<OverlapPairs> {
  const filled = filledRows(layer.geometry, rows)
  const tiling = tileRows(layer.boxes, filled)
  const tiles = Array.from({ length: tiling.count }, (_, tile) => tile).filter((tile) => tiling.rowsOf(tile).length > 1)
  const pieces = {
    count: tiles.length,
    at: (i: number) => {
      const names = tiling.rowsOf(tiles[i])
      return { layer: takeRows(layer, names), names, tile: tiles[i] }
    },
  }
  return sorted(await spread(kernel, tiling.grid, pieces, task, 'stage.overlap'))
}

function sorted(parts: readonly OverlapPairs[]): OverlapPairs {
  const places = parts.flatMap((part, p) => Array.from(part.areaM2, (_, i) => [p, i] as const))
  places.sort(([p, i], [q, j]) => parts[p].first[i] - parts[q].first[j] || parts[p].second[i] - parts[q].second[j])
  return {
    first: Uint32Array.from(places, ([p, i]) => parts[p].first[i]),
    second: Uint32Array.from(places, ([p, i]) => parts[p].second[i]),
    areaM2: Float64Array.from(places, ([p, i]) => parts[p].areaM2[i]),
  }
}
