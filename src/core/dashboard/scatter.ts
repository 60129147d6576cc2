import { niceStep, stepsAround } from '../charts/ticks.ts'
import type { Task } from '../task.ts'
import { numberProfile } from '../tiling/field-profile.ts'
import type { Scatter } from './card.ts'
import { createFigures } from './number-figures.ts'

/** More places than these are drawn as cells that darken. */
export const MOST_POINTS = 1500
const COLUMNS = 48
const ROWS = 32
const STRIPS = 8
const PIECE = 65_536

export type Span = readonly [low: number, high: number]

/** What an axis spans: round limits around what most rows have. @param scale as in binsOf */
export function spanOf(values: Float64Array, scale: number): Span {
  const { count, shown } = numberProfile(values, 1)
  if (count === 0) return [0, scale]
  const [low, high] = [shown[0] / scale, shown[1] / scale]
  const steps = stepsAround(low, high, niceStep(low, high, STRIPS))
  return [steps[0] * scale, steps[steps.length - 1] * scale]
}

/** Two fields against each other. @param mask rows that count; null: all @param scale of x, in whose multiples its strips are round */
export async function scatter(
  xs: Float64Array,
  ys: Float64Array,
  spans: { readonly x: Span; readonly y: Span; readonly scale: number },
  mask: Uint8Array | null,
  task: Task,
): Promise<Scatter> {
  const { x, y, scale } = spans
  const counts = new Array<number>(COLUMNS * ROWS).fill(0)
  const edges = stepsAround(x[0] / scale, x[1] / scale, niceStep(x[0] / scale, x[1] / scale, STRIPS)).map((edge) => edge * scale)
  const strips = Array.from({ length: edges.length - 1 }, createFigures)
  const points: number[] = []
  let [count, blank, outside] = [0, 0, 0]
  let [meanX, meanY, sxx, syy, sxy] = [0, 0, 0, 0, 0]
  for (let row = 0; row < xs.length; row++) {
    if (row % PIECE === 0) await task.breathe()
    if (mask && !mask[row]) continue
    const [a, b] = [xs[row], ys[row]]
    if (!Number.isFinite(a) || !Number.isFinite(b)) {
      blank++
      continue
    }
    count++
    const [dx, dy] = [a - meanX, b - meanY]
    meanX += dx / count
    meanY += dy / count
    sxx += dx * (a - meanX)
    syy += dy * (b - meanY)
    sxy += dx * (b - meanY)
    if (a >= x[0] && a <= x[1]) {
      let strip = Math.max(0, Math.min(strips.length - 1, Math.floor(((a - x[0]) / (x[1] - x[0])) * strips.length)))
      while (strip > 0 && a < edges[strip]) strip--
      while (strip < strips.length - 1 && a >= edges[strip + 1]) strip++
      strips[strip].add(b)
    }
    if (a < x[0] || a > x[1] || b < y[0] || b > y[1]) {
      outside++
      continue
    }
    if (points.length <= 2 * MOST_POINTS) points.push(a, b)
    const column = Math.min(COLUMNS - 1, Math.floor(((a - x[0]) / (x[1] - x[0])) * COLUMNS))
    const line = Math.min(ROWS - 1, Math.floor(((b - y[0]) / (y[1] - y[0])) * ROWS))
    counts[line * COLUMNS + column]++
  }
  return {
    kind: 'scatter',
    x,
    y,
    points: count - outside <= MOST_POINTS ? points : null,
    cells: { columns: COLUMNS, rows: ROWS, counts },
    count,
    outside,
    blank,
    correlation: sxx > 0 && syy > 0 ? sxy / Math.sqrt(sxx * syy) : Number.NaN,
    strips: strips.map((strip, i) => ({ from: edges[i], to: edges[i + 1], figures: strip.figures() })),
  }
}
