import type { Look } from '../appearance.ts'
import { LINE_MM_PER_PX } from './layer-marks.ts'
import { box, line, type Mark, type Measure } from './marks.ts'
import type { SheetFace } from './sheet-face.ts'

const INK = '#1d2b2f'
const SWATCH_MM = 7
const ROW_MM = 4.4

export interface LegendLine {
  readonly text: string
  /** 0: a layer, 1: one of its classes */
  readonly level: 0 | 1
  readonly look: Look | null
  readonly shape: 'box' | 'stroke' | 'dot'
  /** of a raster: its colours from low to high */
  readonly ramp?: readonly string[]
  /** of classes by two numbers: those of one row of their square, side by side and close to the row below */
  readonly cells?: readonly (Look | null)[]
}

/** The legend in a box at a lower corner of the map: in so many columns that it reaches neither high nor, on a sheet that stands, far up the map. */
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
  const rowMm = ROW_MM * k
  const pad = 2.5 * k
  const most = Math.max(4, Math.floor(Math.min(heightMm * 0.45, widthMm * 0.4) / rowMm))
  // of equal length: a last column of two lines would make the others longer than need be
  const columns = inColumns(lines, Math.ceil(lines.length / Math.ceil(lines.length / most)))
  const indent = (each: LegendLine) => (each.level === 1 ? 2 * k : 0)
  const before = (each: LegendLine) => (each.cells ? SWATCH_MM * each.cells.length + 2 : hasSwatch(each) ? SWATCH_MM + 2 : 0) * k
  const widths = columns.map((column) =>
    Math.max(...column.map((each) => indent(each) + before(each) + measure(each.text, sizeMm))),
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
      marks.push({
        kind: 'text',
        text: each.text,
        x: at.x + before(each),
        y: at.y + 3 * k,
        sizeMm,
        color: INK,
        isBold: before(each) === 0 && each.level === 0,
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

const hasSwatch = ({ look, ramp }: LegendLine) => look !== null || ramp !== undefined

/** A head is with the first of its classes, and the square of classes by two numbers in one piece. */
function inColumns(lines: readonly LegendLine[], most: number): LegendLine[][] {
  const columns: LegendLine[][] = [[]]
  for (let at = 0; at < lines.length; ) {
    let end = at + 1
    const isHead = (each: LegendLine | undefined) => each?.level === 0 && !hasSwatch(each)
    while (end < lines.length && (isHead(lines[end - 1]) || lines[end].cells || lines[end - 1].cells)) end++
    const last = columns[columns.length - 1]
    if (last.length > 0 && last.length + end - at > most) columns.push(lines.slice(at, end))
    else last.push(...lines.slice(at, end))
    at = end
  }
  return columns
}

function swatch({ look, shape, ramp, cells }: LegendLine, x: number, y: number, k: number, height = 3.2 * k): Mark[] {
  const width = SWATCH_MM * k
  if (cells)
    return cells.flatMap((each, i) =>
      each ? swatch({ text: '', level: 1, look: each, shape }, x + i * width, y - 0.6 * k, k, ROW_MM * k) : [],
    )
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
