import { shownNumber } from '../units.ts'
import { box, type Mark } from './marks.ts'
import { roundBelow } from './round-steps.ts'

const INK = '#1d2b2f'

/** Length of one of the four fields of the bar, metres: round, and the bar no longer than `mostMm`. */
export function scaleBarStepM(denominator: number, mostMm: number): number {
  return roundBelow(((mostMm / 4) * denominator) / 1000)
}

/** A bar of four fields about `middle`, its upper edge at `y`, with the lengths above it. */
export function scaleBar(denominator: number, middle: number, y: number, mostMm: number, factor: number): readonly Mark[] {
  const stepM = scaleBarStepM(denominator, mostMm)
  const stepMm = (stepM * 1000) / denominator
  const from = middle - 2 * stepMm
  const isKm = stepM >= 1000
  const size = 2.2 * factor
  const height = 1.1 * factor
  const marks: Mark[] = []
  for (let field = 0; field < 4; field++)
    marks.push(
      box(from + field * stepMm, y, stepMm, height, {
        fill: field % 2 ? '#ffffff' : INK,
        line: INK,
        lineWidthMm: 0.15 * factor,
      }),
    )
  for (const field of [0, 1, 2, 4]) {
    const value = field * (isKm ? stepM / 1000 : stepM)
    const text = shownNumber(value, Number.isInteger(value) ? 0 : 1) + (field === 4 ? (isKm ? ' km' : ' m') : '')
    marks.push({ kind: 'text', text, x: from + field * stepMm, y: y - 0.9 * factor, sizeMm: size, color: INK, align: 'middle' })
  }
  return marks
}

/** What makes a page measurable: a bar that is 100 mm long if and only if the sheet was printed at its true size. */
export const CHECK_BAR_MM = 100
export function checkBar(middle: number, y: number, factor: number, words: string): readonly Mark[] {
  const from = middle - CHECK_BAR_MM / 2
  const tick = 1.2 * factor
  const ink = { line: INK, lineWidthMm: 0.2 }
  const xy = [
    from,
    y - tick,
    from,
    y + tick,
    from,
    y,
    from + CHECK_BAR_MM,
    y,
    from + CHECK_BAR_MM,
    y - tick,
    from + CHECK_BAR_MM,
    y + tick,
  ]
  const tens: number[] = []
  for (let mm = 10; mm < CHECK_BAR_MM; mm += 10) tens.push(from + mm, y - tick / 2, from + mm, y)
  const all = [...xy, ...tens]
  const starts = Array.from({ length: all.length / 4 + 1 }, (_, i) => 2 * i)
  return [
    { kind: 'shapes', paths: { xy: all, starts, isClosed: false }, paint: ink },
    { kind: 'text', text: words, x: middle, y: y + 3 * factor, sizeMm: 1.9 * factor, color: '#55666b', align: 'middle' },
  ]
}
