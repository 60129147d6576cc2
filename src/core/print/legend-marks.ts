import type { Look } from '../appearance.ts'
import { LINE_MM_PER_PX } from './layer-marks.ts'
import { box, line, type Mark, type Measure } from './marks.ts'
import type { SheetFace } from './sheet-face.ts'

const INK = '#1d2b2f'
const SWATCH_MM = 7

export interface LegendLine {
  readonly text: string
  /** 0: a layer, 1: one of its classes */
  readonly level: 0 | 1
  readonly look: Look | null
  readonly shape: 'box' | 'stroke' | 'dot'
  /** of a raster: its colours from low to high */
  readonly ramp?: readonly string[]
}

/** The legend in a box at a lower corner of the map: as many columns as it takes, at most 40 % of the face's height each. */
export function legendMarks(
  lines: readonly LegendLine[],
  title: string,
  { x, y, widthMm, heightMm }: SheetFace,
  side: 'left' | 'right',
  factor: number,
  measure: Measure,
): readonly Mark[] {
  if (lines.length === 0) return []
  // of many classes the letters are smaller: it is the map that is to be seen
  const k = factor * (lines.length > 24 ? 0.76 : lines.length > 12 ? 0.88 : 1)
  const sizeMm = 2.4 * k
  const rowMm = 4.4 * k
  const pad = 2.5 * k
  const most = Math.max(4, Math.floor((heightMm * 0.45) / rowMm))
  const columns: LegendLine[][] = []
  for (const each of lines) {
    const last = columns[columns.length - 1]
    if (!last || last.length >= most) columns.push([each])
    else last.push(each)
  }
  const indent = (each: LegendLine) => (each.level === 1 ? 2 * k : 0)
  const widths = columns.map((column) =>
    Math.max(...column.map((each) => indent(each) + (SWATCH_MM + 2) * k + measure(each.text, sizeMm))),
  )
  // columns that do not fit are left out, and the last row says how many lines went
  let shown = columns.length
  const total = (n: number) => widths.slice(0, n).reduce((sum, width) => sum + width + pad, pad)
  while (shown > 1 && total(shown) > widthMm * 0.6) shown--
  const left = columns.slice(shown).reduce((sum, column) => sum + column.length, 0)
  const rows = Math.max(...columns.slice(0, shown).map((column) => column.length)) + (left > 0 ? 1 : 0)
  const head = 5.5 * k
  const size = { widthMm: Math.max(total(shown), measure(title, 3 * k) + 2 * pad), heightMm: head + rows * rowMm + pad }
  const corner = { x: side === 'left' ? x : x + widthMm - size.widthMm, y: y + heightMm - size.heightMm }
  const marks: Mark[] = [
    box(corner.x, corner.y, size.widthMm, size.heightMm, {
      fill: '#ffffff',
      fillOpacity: 0.94,
      line: INK,
      lineWidthMm: 0.15 * k,
    }),
    { kind: 'text', text: title, x: corner.x + pad, y: corner.y + 4.4 * k, sizeMm: 3 * k, color: INK, isBold: true },
  ]
  let columnX = corner.x + pad
  columns.slice(0, shown).forEach((column, c) => {
    column.forEach((each, row) => {
      const at = { x: columnX + indent(each), y: corner.y + head + row * rowMm }
      marks.push(...swatch(each, at.x, at.y, k))
      const hasSwatch = each.look !== null || each.ramp !== undefined
      marks.push({
        kind: 'text',
        text: each.text,
        x: at.x + (hasSwatch ? (SWATCH_MM + 2) * k : 0),
        y: at.y + 3 * k,
        sizeMm,
        color: INK,
        isBold: !hasSwatch,
      })
    })
    columnX += widths[c] + pad
  })
  if (left > 0)
    marks.push({
      kind: 'text',
      text: `… +${left}`,
      x: corner.x + pad,
      y: corner.y + head + (rows - 1) * rowMm + 3 * k,
      sizeMm,
      color: INK,
    })
  return marks
}

function swatch({ look, shape, ramp }: LegendLine, x: number, y: number, k: number): Mark[] {
  const width = SWATCH_MM * k
  const height = 3.2 * k
  if (ramp) {
    const step = width / ramp.length
    return ramp.map((fill, i) => box(x + i * step, y + 0.2 * k, step, height, { fill }))
  }
  if (!look) return []
  const px = LINE_MM_PER_PX
  const dashMm = look.lineDash?.map((length) => Math.max(0.01, look.lineWidth * px * length))
  if (shape === 'dot') {
    const paint = { fill: look.fill ?? INK, fillOpacity: look.fillOpacity, line: look.line ?? '#ffffff', lineWidthMm: 0.15 }
    return [{ kind: 'dots', xy: [x + width / 2, y + 1.8 * k], radiusMm: Math.min(1.5 * k, look.radius * 0.2), paint }]
  }
  if (shape === 'stroke') {
    const middle = y + 1.8 * k
    return [
      ...(look.casing ? [line(x, middle, x + width, middle, { line: look.casing, lineWidthMm: look.casingWidth * px })] : []),
      line(x, middle, x + width, middle, {
        line: look.line ?? INK,
        lineWidthMm: look.lineWidth * px,
        ...(dashMm ? { dashMm } : {}),
      }),
    ]
  }
  return [
    box(x, y + 0.2 * k, width, height, {
      ...(look.fill ? { fill: look.fill, fillOpacity: look.fillOpacity } : {}),
      ...(look.hatch ? { hatch: look.hatch, hatchColor: look.hatchColor } : {}),
      line: look.line ?? '#c9c4b8',
      lineWidthMm: Math.max(0.1, look.line ? look.lineWidth * px : 0.1),
      ...(look.line && dashMm ? { dashMm } : {}),
    }),
  ]
}
