import { paperChart } from '../charts/paper-chart.ts'
import { fromLngLat } from '../crs.ts'
import type { ReportChart } from '../report-chart.ts'
import type { Drawing } from './drawing.ts'
import { cutText } from './font-book.ts'
import { frameRing, type MapFrame, paperPoint } from './map-frame.ts'
import { box, type Mark, type Measure, shifted, shiftedAll } from './marks.ts'
import type { SheetFace } from './sheet-face.ts'
import { type BoxTable, tableBox } from './table-box.ts'

const INK = '#1d2b2f'
const HERE = '#b3261e'

/** 位置示意图: a small map of the whole district. */
export interface SheetInset {
  readonly title: string
  readonly frame: MapFrame
  readonly marks: readonly Mark[]
}
/** Figures of a run that stand on the sheet. */
export interface SheetFigures {
  readonly table: BoxTable | null
  readonly chart: ReportChart | null
}

/** Of the face, for the inset. */
const INSET = { width: 0.2, height: 0.3 }
/** Sides of an inset in which a district has room, millimetres. @param aspect width to height of the district */
export function insetSize(
  face: Pick<SheetFace, 'widthMm' | 'heightMm'>,
  aspect: number,
): readonly [width: number, height: number] {
  const width = Math.min(face.widthMm * INSET.width, face.heightMm * INSET.height * aspect)
  return [width, width / aspect]
}

/** The small map at the upper left, with where the sheet lies in it: its outline, or a ring where that would be a dot. */
export function insetMarks(inset: SheetInset, main: MapFrame, face: SheetFace, k: number, measure: Measure): Mark[] {
  const { frame } = inset
  const pad = 1.5 * k
  const head = 4.6 * k
  const [x, y] = [face.x + 3 * k, face.y + 3 * k]
  const [left, top] = [x + pad, y + head]
  const ring = frameRing(main)
  const metres = fromLngLat(frame.crs, Float64Array.from(ring.slice(0, -1).flat()))
  const corners = Array.from({ length: metres.length / 2 }, (_, i) => paperPoint(frame, metres[2 * i], metres[2 * i + 1]))
  const xs = corners.map(([cx]) => cx)
  const ys = corners.map(([, cy]) => cy)
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const isDot = Math.max(x1 - x0, y1 - y0) < 1.5 * k
  const here: Mark = isDot
    ? {
        kind: 'dots',
        xy: [(x0 + x1) / 2, (y0 + y1) / 2],
        radiusMm: 1.3 * k,
        paint: { line: HERE, lineWidthMm: 0.5 * k },
      }
    : {
        kind: 'shapes',
        paths: { xy: corners.flat(), starts: [0, corners.length], isClosed: true },
        paint: { fill: HERE, fillOpacity: 0.15, line: HERE, lineWidthMm: 0.4 * k },
      }
  return [
    box(x, y, frame.widthMm + 2 * pad, frame.heightMm + head + pad, {
      fill: '#ffffff',
      fillOpacity: 0.94,
      line: INK,
      lineWidthMm: 0.15 * k,
    }),
    {
      kind: 'text',
      text: cutText(inset.title, 2.4 * k, frame.widthMm, measure),
      x: left,
      y: y + 3.3 * k,
      sizeMm: 2.4 * k,
      color: INK,
      isBold: true,
    },
    {
      kind: 'clip',
      x: left,
      y: top,
      widthMm: frame.widthMm,
      heightMm: frame.heightMm,
      marks: shiftedAll([...inset.marks, here], left, top),
    },
  ]
}

/** Letters of figures are made smaller, down to this share, before lines of a table are left out. */
const LEAST = 0.62

/** Table and chart in the lower corner that the legend leaves free, below the location map where there is one. */
export function figureMarks(
  figures: SheetFigures,
  face: SheetFace,
  { legend, inset }: { readonly legend: 'left' | 'right' | null; readonly inset: SheetInset | null },
  k: number,
  measure: Measure,
): Mark[] {
  const isLeft = legend !== 'left'
  const above = inset && isLeft ? inset.frame.heightMm + 12 * k : legend === 'left' ? 30 * k : 3 * k
  const room = face.heightMm - above
  const whole = stack(figures, face.widthMm * 0.36, Number.POSITIVE_INFINITY, k, measure)
  if (whole.heightMm === 0) return []
  const factor = k * Math.max(LEAST, Math.min(1, room / whole.heightMm))
  const { drawings, widthMm, heightMm, pad } = stack(figures, face.widthMm * 0.36, room, factor, measure)
  const x = isLeft ? face.x : face.x + face.widthMm - widthMm
  let y = face.y + face.heightMm - heightMm
  const marks: Mark[] = [box(x, y, widthMm, heightMm, { fill: '#ffffff', fillOpacity: 0.94, line: INK, lineWidthMm: 0.15 * k })]
  y += pad
  for (const each of drawings) {
    marks.push(...each.marks.map((mark) => shifted(mark, x + pad, y)))
    y += each.heightMm + pad
  }
  return marks
}

/** The chart as it is, the table in what is left of the height. */
function stack({ table, chart }: SheetFigures, widthMm: number, heightMm: number, k: number, measure: Measure) {
  const pad = 2.5 * k
  const drawings: Drawing[] = []
  const drawn = chart && paperChart(chart, Math.min(widthMm, 75 * k), k, measure)
  const left = heightMm - (drawn ? drawn.heightMm + pad : 0) - 2 * pad
  if (table) drawings.push(tableBox(table, [widthMm, left], k, measure))
  if (drawn) drawings.push(drawn)
  const inner = drawings.reduce((sum, each) => sum + each.heightMm, 0) + (drawings.length - 1) * pad
  return {
    drawings,
    pad,
    widthMm: Math.max(0, ...drawings.map((each) => each.widthMm)) + 2 * pad,
    heightMm: drawings.length === 0 ? 0 : inner + 2 * pad,
  }
}
