import { niceStep, stepsAround } from '../charts/ticks.ts'
import type { Task } from '../task.ts'
import { numberProfile } from '../tiling/field-profile.ts'
import type { Bins } from './bin-range.ts'
import type { Histogram } from './card.ts'
import { createFigures } from './number-figures.ts'

/** About so many bins fill the picture. */
const BINS = 16
const PIECE = 65_536

/**
 * Round limits over what most rows have. @param values of all rows: so the bins stay where they are while the scope changes
 * @param scale in whose multiples the limits are round, e.g. 2000/3 for 亩 of an area in m²
 */
export function binsOf(values: Float64Array, scale: number): Bins {
  const { count, min, max, shown } = numberProfile(values, 1)
  if (count === 0) return { edges: [0, scale], isOpenBelow: false, isOpenAbove: false }
  const [low, high] = [shown[0] / scale, shown[1] / scale]
  const isWhole = scale === 1 && values.every((value) => !Number.isFinite(value) || Number.isInteger(value))
  const step = isWhole ? Math.max(1, niceStep(low, high, BINS)) : niceStep(low, high, BINS)
  // whole numbers: the greatest has a bin of its own, not a share in the one before
  const edges = stepsAround(low, isWhole ? high + 1e-6 : high, step).map((edge) => edge * scale)
  return { edges, isOpenBelow: min < edges[0], isOpenAbove: max > edges[edges.length - 1] }
}

/** @param mask rows that count; null: all */
export async function histogram(values: Float64Array, bins: Bins, mask: Uint8Array | null, task: Task): Promise<Histogram> {
  const { edges } = bins
  const last = edges.length - 2
  const step = (edges[last + 1] - edges[0]) / (last + 1)
  const counts = new Array<number>(last + 1).fill(0)
  const figures = createFigures()
  for (let row = 0; row < values.length; row++) {
    if (row % PIECE === 0) await task.breathe()
    if (mask && !mask[row]) continue
    const value = values[row]
    figures.add(value)
    if (!Number.isFinite(value)) continue
    let bin = Math.max(0, Math.min(last, Math.floor((value - edges[0]) / step)))
    // the limits decide, not the division
    while (bin > 0 && value < edges[bin]) bin--
    while (bin < last && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return { kind: 'histogram', ...bins, counts, figures: figures.figures() }
}
