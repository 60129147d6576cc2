import { planarArea } from '../geometry.ts'
import { labelPoint } from '../label-point.ts'
import { wrapText } from '../print/font-book.ts'
import { denominatorToFit, type MapFrame, paperPoint, toPaper } from '../print/map-frame.ts'
import { box, line, type Mark, type Measure, type Page } from '../print/marks.ts'
import { northArrow } from '../print/north-arrow.ts'
import { PAPERS, type PaperSize } from '../print/paper.ts'
import { checkBar } from '../print/scale-bar.ts'
import { clipRing, PointList } from '../tiling/clip.ts'
import { plainNumber } from '../units.ts'
import { type ParcelFacts, SIDES } from './describe-parcel.ts'
import { FRAME, fitted, formRow, QUIET, RULE, signature, text } from './form-lines.ts'
import type { PaperForm, ParcelWords } from './paper-words.ts'
import { tableRows } from './point-table.ts'

/** 界址线 0.3 mm red, 界址点 0.8 mm circles: TD/T 1001-2012 annexes on 宗地图. */
const BOUNDARY = { line: '#e60000', lineWidthMm: 0.3 }
const POINT_MM = 0.8
const MARGIN = 20
/** A table of more rows goes to pages of its own. */
const MOST_ROWS = { A4: 20, A3: 30 }

/** Denominator at which the parcel takes about as much of the plan's face as the standard asks. */
export function planDenominator(facts: ParcelFacts, widthMm: number, heightMm: number): number {
  const [x0, y0, x1, y1] = extent(facts)
  return Math.max(100, denominatorToFit(x1 - x0, y1 - y0, widthMm * 0.72, heightMm * 0.72))
}

function extent({ rings }: ParcelFacts): readonly [number, number, number, number] {
  const points = rings.flatMap(({ points }) => points)
  const xs = points.map(({ easting }) => easting)
  const ys = points.map(({ northing }) => northing)
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
  return [least(xs), least(ys), most(xs), most(ys)]
}

export interface PlanChoice {
  readonly size: Extract<PaperSize, 'A4' | 'A3'>
  /** null: as large as it fits */
  readonly denominator: number | null
}

/** 宗地图: the parcel among its neighbours, with points, lengths, 四至 and the table of coordinates where it fits. A4 or A3 upright. */
export function parcelPlan(facts: ParcelFacts, words: ParcelWords, form: PaperForm, choice: PlanChoice, measure: Measure): Page {
  const [widthMm, heightMm] = PAPERS[choice.size]
  const [left, right] = [MARGIN + 5, widthMm - MARGIN]
  const width = right - left
  const rows = tableRows(facts)
  const hasTable = rows.length <= MOST_ROWS[choice.size]
  const footTop = heightMm - MARGIN - 66
  const face = { x: left, y: 56, widthMm: width, heightMm: footTop - 56 }
  const [x0, y0, x1, y1] = extent(facts)
  const frame: MapFrame = {
    crs: facts.crs,
    centre: [(x0 + x1) / 2, (y0 + y1) / 2],
    denominator: choice.denominator ?? planDenominator(facts, face.widthMm, face.heightMm),
    turnDeg: 0,
    widthMm: face.widthMm,
    heightMm: face.heightMm,
  }
  const marks: Mark[] = [
    text(form.planTitle, widthMm / 2, 27, 7, { align: 'middle', isBold: true }),
    text(form.unit, right, 33, 2.5, { align: 'end', color: QUIET }),
    ...head(facts, words, form, left, width, measure),
    { kind: 'clip', ...face, marks: around(facts, words, frame, face, measure) },
    ...boundary(facts, frame, face, measure),
    ...middle(facts, words, frame, face),
    ...northArrow(right - 10, face.y + 13, 14, 0, form.north),
    box(face.x, face.y, face.widthMm, face.heightMm, FRAME),
  ]
  if (form.watermark)
    marks.push(text(form.watermark, face.x + width * 0.2, face.y + face.heightMm * 0.75, 18, { opacity: 0.08, turnDeg: -35 }))
  const columnX = hasTable ? left + width * 0.52 : left
  marks.push(...sidesForm(facts, words, form, left, footTop + 3, hasTable ? width * 0.5 : width, measure))
  if (hasTable) marks.push(...smallTable(rows, form, columnX, footTop + 3, width * 0.48, measure))
  else marks.push(text(form.tableFollows, right, footTop + 33, 2.4, { align: 'end', color: QUIET }))
  const scaleWords = `${form.scale} 1:${plainNumber(frame.denominator, 0)}`
  const half = hasTable ? width * 0.5 : width
  marks.push(
    text(scaleWords, left, footTop + 39, 3.4, { isBold: true }),
    ...wrapText(form.crs, 2.2, half, measure).map((part, i) => text(part, left, footTop + 43.5 + i * 3, 2.2, { color: QUIET })),
    ...wrapText(form.lengthNote, 2.2, half, measure).map((part, i) =>
      text(part, left, footTop + 50 + i * 3, 2.2, { color: QUIET }),
    ),
    ...checkBar(left + width / 2, footTop + 64, 1, form.check),
  )
  const signs = heightMm - MARGIN + 7
  const quarter = width / 4
  marks.push(
    ...signature(form.organisation, form.organisationName, left, signs, quarter * 1.3 - 4, 2.7, measure),
    ...signature(form.drawnBy, '', left + quarter * 1.3, signs, quarter * 0.85 - 4, 2.7, measure),
    ...signature(form.checkedBy, '', left + quarter * 2.15, signs, quarter * 0.85 - 4, 2.7, measure),
    ...signature(form.date, form.dateValue, left + quarter * 3, signs, quarter, 2.7, measure),
    fitted(form.review, left, signs + 5, 2.2, width, measure, { color: QUIET }),
  )
  return { widthMm, heightMm, marks }
}

function head(facts: ParcelFacts, words: ParcelWords, form: PaperForm, x: number, width: number, measure: Measure): Mark[] {
  const name = 20
  const half = width / 2 - name
  const registered = words.registeredM2 === null ? '' : `${form.registered} ${plainNumber(words.registeredM2, 2)} m²`
  const rows = [
    [form.code, words.code, form.holder, words.holder],
    [form.location, words.location, form.landClass, words.landClass],
  ]
  return [
    ...rows.flatMap(([one, value, other, otherValue], i) =>
      formRow(
        [
          { words: one, widthMm: name, isHead: true },
          { words: value, widthMm: half },
          { words: other, widthMm: name, isHead: true },
          { words: otherValue, widthMm: half },
        ],
        x,
        35 + i * 6.5,
        6.5,
        2.7,
        measure,
      ),
    ),
    ...formRow(
      [
        { words: form.area, widthMm: name, isHead: true },
        { words: [form.areaWords(facts.areaM2), registered].filter(Boolean).join(' · '), widthMm: width - name },
      ],
      x,
      48,
      6.5,
      2.7,
      measure,
    ),
  ]
}

interface Face {
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
}

/** Neighbours in thin grey, named where there is room. */
function around(facts: ParcelFacts, words: ParcelWords, frame: MapFrame, face: Face, measure: Measure): Mark[] {
  const { a, b, c, f } = toPaper(frame)
  const marks: Mark[] = []
  const touching = new Set(facts.neighbours.map(({ row }) => row))
  const high = Math.max(face.widthMm, face.heightMm) + 5
  const ring = new PointList()
  for (const { row, rings } of facts.around) {
    const xy: number[] = []
    const starts = [0]
    let widest: { x: number; y: number; area: number } | null = null
    for (const vertices of rings) {
      ring.clear()
      for (let i = 0; i + 3 < vertices.length; i += 2)
        ring.push(a * vertices[i] + b * vertices[i + 1] + c, b * vertices[i] - a * vertices[i + 1] + f)
      clipRing(ring, -5, high)
      if (ring.length < 3) continue
      for (let i = 0; i < ring.length; i++) xy.push(ring.data[2 * i] + face.x, ring.data[2 * i + 1] + face.y)
      starts.push(xy.length / 2)
      const seen = centroid(ring, face)
      if (seen && (!widest || seen.area > widest.area)) widest = seen
    }
    if (starts.length === 1) continue
    marks.push({
      kind: 'shapes',
      paths: { xy, starts, isClosed: true },
      paint: { line: touching.has(row) ? '#7a7a7a' : '#b5b5b5', lineWidthMm: touching.has(row) ? 0.18 : 0.1 },
    })
    const name = words.nameOf(row)
    if (!touching.has(row) || !widest || !name) continue
    const size = 2.3
    if (widest.area < measure(name, size) * size) continue
    marks.push(text(name, face.x + widest.x, face.y + widest.y + size / 3, size, { align: 'middle', color: QUIET }))
  }
  return marks
}

/** Of the part of a clipped ring that the face shows. */
function centroid(ring: PointList, face: Face): { x: number; y: number; area: number } | null {
  const seen = new PointList()
  for (let i = 0; i < ring.length; i++)
    seen.push(Math.min(face.widthMm, Math.max(0, ring.data[2 * i])), Math.min(face.heightMm, Math.max(0, ring.data[2 * i + 1])))
  let [twice, x, y] = [0, 0, 0]
  for (let i = 0; i < seen.length; i++) {
    const j = (i + 1) % seen.length
    const cross = seen.data[2 * i] * seen.data[2 * j + 1] - seen.data[2 * j] * seen.data[2 * i + 1]
    twice += cross
    x += (seen.data[2 * i] + seen.data[2 * j]) * cross
    y += (seen.data[2 * i + 1] + seen.data[2 * j + 1]) * cross
  }
  if (Math.abs(twice) < 1) return null
  return { x: x / (3 * twice), y: y / (3 * twice), area: Math.abs(twice) / 2 }
}

function boundary(facts: ParcelFacts, frame: MapFrame, face: Face, measure: Measure): Mark[] {
  const marks: Mark[] = []
  const dots: number[] = []
  const names: Mark[] = []
  for (const { points, isHole } of facts.rings) {
    const at = points.map(({ easting, northing }) => {
      const [x, y] = paperPoint(frame, easting, northing)
      return [x + face.x, y + face.y] as const
    })
    marks.push({ kind: 'shapes', paths: { xy: at.flat(), starts: [0, at.length], isClosed: true }, paint: BOUNDARY })
    points.forEach((point, i) => {
      const [x, y] = at[i]
      const [bx, by] = at[(i + at.length - 1) % at.length]
      const [nx, ny] = at[(i + 1) % at.length]
      dots.push(x, y)
      // away from the inside: clockwise on the ground is clockwise on the paper, so the outside lies left of the line
      const [inX, inY] = unit(x - bx, y - by)
      const [outX, outY] = unit(nx - x, ny - y)
      const side = isHole ? -1 : 1
      const [awayX, awayY] = unit((inY + outY) * side || outY * side, -(inX + outX) * side || -outX * side)
      const size = 2.2
      if (isApart(at, i)) names.push(text(point.label, x + awayX * 2.6, y + awayY * 2.6 + size / 3, size, { align: 'middle' }))
      const words = plainNumber(point.lengthM, 2)
      const lengthMm = Math.hypot(nx - x, ny - y)
      if (lengthMm < measure(words, size) + 1) return
      let turnDeg = (Math.atan2(ny - y, nx - x) * 180) / Math.PI
      if (turnDeg > 90.01) turnDeg -= 180
      if (turnDeg < -90.01) turnDeg += 180
      const [offX, offY] = [outY * side * 1.6, -outX * side * 1.6]
      const angle = (turnDeg * Math.PI) / 180
      names.push(
        text(
          words,
          (x + nx) / 2 + offX - Math.sin(angle) * (size / 3),
          (y + ny) / 2 + offY + Math.cos(angle) * (size / 3),
          size,
          {
            align: 'middle',
            turnDeg,
          },
        ),
      )
    })
  }
  marks.push(
    { kind: 'dots', xy: dots, radiusMm: POINT_MM / 2, paint: { fill: '#ffffff', line: BOUNDARY.line, lineWidthMm: 0.15 } },
    ...names,
  )
  return marks
}

/** Of points that lie on each other only the first is named; the table has them all. */
function isApart(at: readonly (readonly [number, number])[], i: number): boolean {
  return at.slice(Math.max(0, i - 3), i).every(([x, y]) => Math.hypot(x - at[i][0], y - at[i][1]) > 3)
}
function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y) || 1
  return [x / length, y / length]
}

/** 宗地号 over 地类 as a fraction, the area beside it, where the parcel is widest: clear of its holes. */
function middle(facts: ParcelFacts, words: ParcelWords, frame: MapFrame, face: Face): Mark[] {
  const xy: number[] = []
  const rings = [0]
  const parts: number[] = []
  for (const { points, isHole } of facts.rings) {
    if (!isHole) parts.push(rings.length - 1)
    for (const { easting, northing } of [...points, points[0]]) xy.push(...paperPoint(frame, easting, northing))
    rings.push(xy.length / 2)
  }
  parts.push(rings.length - 1)
  const shape = {
    kind: 'polygon' as const,
    xy: Float64Array.from(xy),
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.of(0, parts.length - 1),
  }
  const at = labelPoint(shape, 0)
  if (!at || Math.abs(planarArea(shape.xy, 0, rings[1])) < 300) return []
  const [x, y] = [face.x + at[0], face.y + at[1]]
  const code = words.code.replace(/\s/g, '')
  const above = code.length >= 19 ? code.slice(12, 19) : code.slice(-9)
  const half = Math.max(7, above.length * 0.95)
  return [
    text(above, x - 1, y - 0.9, 3, { align: 'middle' }),
    line(x - 1 - half, y, x - 1 + half, y, RULE),
    text(words.landClassCode, x - 1, y + 3.3, 3, { align: 'middle' }),
    text(`${plainNumber(facts.areaM2, 2)}`, x + half, y + 1, 2.8),
  ]
}

function sidesForm(
  facts: ParcelFacts,
  words: ParcelWords,
  form: PaperForm,
  x: number,
  y: number,
  width: number,
  measure: Measure,
): Mark[] {
  const marks: Mark[] = [text(form.sidesTitle, x, y + 2.6, 2.8, { isBold: true })]
  SIDES.forEach((side, i) => {
    const names = [...new Set(facts.sides[side].map(({ row }) => words.nameOf(row)).filter(Boolean))].slice(0, 4).join('、')
    marks.push(
      ...formRow(
        [
          { words: form.sides[side], widthMm: 10, isHead: true },
          { words: names || form.noNeighbour, widthMm: width - 10 },
        ],
        x,
        y + 4.5 + i * 6.2,
        6.2,
        2.5,
        measure,
      ),
    )
  })
  return marks
}

function smallTable(
  rows: ReturnType<typeof tableRows>,
  form: PaperForm,
  x: number,
  y: number,
  width: number,
  measure: Measure,
): Mark[] {
  const row = Math.min(4.4, 58 / (rows.length + 1))
  const size = Math.min(2.4, row * 0.62)
  const widths = [0.16, 0.31, 0.33, 0.2].map((share) => share * width)
  const cells = (values: readonly string[], isHead: boolean) =>
    values.map((words, i) => ({
      words,
      widthMm: widths[i],
      isHead,
      align: isHead || i === 0 ? ('middle' as const) : ('end' as const),
    }))
  return [
    ...formRow(cells([form.point, form.x, form.y, form.length], true), x, y, row, size, measure),
    ...rows.flatMap(({ label, northing, easting, lengthM }, i) =>
      formRow(
        cells([label, plainNumber(northing, 3), plainNumber(easting, 3), lengthM === null ? '' : plainNumber(lengthM, 2)], false),
        x,
        y + (i + 1) * row,
        row,
        size,
        measure,
      ),
    ),
  ]
}
