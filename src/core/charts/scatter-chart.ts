import { line, type Mark } from '../print/marks.ts'
import { boxOutline, type Chart, type ChartFrame } from './chart.ts'

export interface ScatterData {
  readonly x: readonly [low: number, high: number]
  readonly y: readonly [low: number, high: number]
  /** null: cells instead */
  readonly points: readonly number[] | null
  readonly cells: { readonly columns: number; readonly rows: number; readonly counts: readonly number[] }
  readonly ticksX: readonly { readonly at: number; readonly words: string }[]
  readonly ticksY: readonly { readonly at: number; readonly words: string }[]
  readonly nameX: string
  readonly nameY: string
}

/** Cells are as dark as they are full, in so many steps of the root of their count: few rows among many are still seen. */
const SHADES = 5

export function scatterChart(data: ScatterData, frame: ChartFrame): Chart {
  const { width, size, look, measure } = frame
  const small = size * 0.92
  const left = Math.max(0, ...data.ticksY.map(({ words }) => measure(words, small))) + size * 0.6
  const plot = { x: left, y: size * 1.9, width: width - left - size * 0.4, height: size * 12 }
  const bottom = plot.y + plot.height
  const placeX = (value: number) => plot.x + ((value - data.x[0]) / (data.x[1] - data.x[0])) * plot.width
  const placeY = (value: number) => bottom - ((value - data.y[0]) / (data.y[1] - data.y[0])) * plot.height
  const thin = size * 0.06
  const marks: Mark[] = [{ kind: 'text', text: data.nameY, x: 0, y: size, sizeMm: small, color: look.quiet }]
  for (const { at, words } of data.ticksY) {
    const y = placeY(at)
    marks.push(line(plot.x, y, plot.x + plot.width, y, { line: look.line, lineOpacity: 0.35, lineWidthMm: thin }))
    marks.push({
      kind: 'text',
      text: words,
      x: plot.x - size * 0.4,
      y: y + small * 0.35,
      sizeMm: small,
      color: look.quiet,
      align: 'end',
    })
  }
  let free = Number.NEGATIVE_INFINITY
  for (const { at, words } of data.ticksX) {
    const half = measure(words, small) / 2
    const x = Math.min(width - half, placeX(at))
    marks.push(line(placeX(at), plot.y, placeX(at), bottom, { line: look.line, lineOpacity: 0.35, lineWidthMm: thin }))
    if (x - half < free) continue
    free = x + half + small * 0.4
    marks.push({ kind: 'text', text: words, x, y: bottom + size * 1.25, sizeMm: small, color: look.quiet, align: 'middle' })
  }
  marks.push({
    kind: 'text',
    text: data.nameX,
    x: plot.x + plot.width,
    y: bottom + size * 2.6,
    sizeMm: small,
    color: look.quiet,
    align: 'end',
  })
  marks.push(line(plot.x, bottom, plot.x + plot.width, bottom, { line: look.line, lineWidthMm: size * 0.08 }))
  marks.push(...(data.points ? dots(data.points) : shades()))
  return { width, height: bottom + size * 3, parts: [], marks, plot }

  function dots(points: readonly number[]): Mark[] {
    const xy = points.map((value, i) => (i % 2 ? placeY(value) : placeX(value)))
    return [{ kind: 'dots', xy, radiusMm: size * 0.22, paint: { fill: look.accent, fillOpacity: 0.55 } }]
  }
  function shades(): Mark[] {
    const { columns, rows, counts } = data.cells
    const root = Math.sqrt(Math.max(1, ...counts))
    const [cellWidth, cellHeight] = [plot.width / columns, plot.height / rows]
    return Array.from({ length: SHADES }, (_, shade): Mark => {
      const cells = counts.flatMap((count, cell) =>
        count > 0 && Math.min(SHADES - 1, Math.floor((Math.sqrt(count) / root) * SHADES)) === shade ? [cell] : [],
      )
      const xy = cells.flatMap((cell) =>
        boxOutline({
          x: plot.x + (cell % columns) * cellWidth,
          y: bottom - (Math.floor(cell / columns) + 1) * cellHeight,
          width: cellWidth,
          height: cellHeight,
        }),
      )
      const starts = Array.from({ length: cells.length + 1 }, (_, i) => 4 * i)
      return {
        kind: 'shapes',
        paths: { xy, starts, isClosed: true },
        paint: { fill: look.accent, fillOpacity: 0.15 + (0.85 * (shade + 1)) / SHADES },
      }
    })
  }
}
