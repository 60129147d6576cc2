import { wrapText } from '../print/font-book.ts'
import { denominatorToFit, type MapFrame } from '../print/map-frame.ts'
import { box, type Mark, type Measure, type Page } from '../print/marks.ts'
import { northArrow } from '../print/north-arrow.ts'
import { PAPERS, type PaperSize } from '../print/paper.ts'
import { checkBar } from '../print/scale-bar.ts'
import { plainNumber } from '../units.ts'
import { type ParcelFacts, SIDES } from './describe-parcel.ts'
import { FRAME, fitted, formRow, QUIET, signature, text, watermark } from './form-lines.ts'
import type { PaperForm, ParcelWords } from './paper-words.ts'
import { boundary, middle } from './plan-map.ts'
import { around } from './plan-neighbours.ts'
import { tableRows } from './point-table.ts'

const MARGIN = 20
/** A table of more rows goes to pages of its own: on any paper it stands beside the 四至, which are as high. */
const MOST_ROWS = 20

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
  const hasTable = rows.length <= MOST_ROWS
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
  const inside = middle(facts, words, frame, face, measure)
  const own = [...boundary(facts, frame, face, measure, inside), ...inside]
  const perMm = frame.denominator / 1000
  const isCut = x1 - x0 > face.widthMm * perMm || y1 - y0 > face.heightMm * perMm
  const marks: Mark[] = [
    text(form.planTitle, widthMm / 2, 27, 7, { align: 'middle', isBold: true }),
    text(form.unit, right, 33, 2.5, { align: 'end', color: QUIET }),
    ...head(facts, words, form, left, width, measure),
    { kind: 'clip', ...face, marks: around(facts, words, frame, face, measure, own) },
    ...(isCut ? [{ kind: 'clip' as const, ...face, marks: own }] : own),
    ...northArrow(right - 10, face.y + 13, 14, 0, form.north),
    box(face.x, face.y, face.widthMm, face.heightMm, FRAME),
  ]
  if (isCut) {
    const fitting = planDenominator(facts, face.widthMm, face.heightMm)
    marks.push(fitted(form.cutAt(fitting), left + 2, face.y + face.heightMm - 2, 3, width - 4, measure, { isBold: true }))
  }
  marks.push(...watermark(form.watermark, face.x, face.y, face.widthMm, face.heightMm, measure))
  const columnX = hasTable ? left + width * 0.52 : left
  marks.push(...sidesForm(facts, words, form, left, footTop + 3, hasTable ? width * 0.5 : width, measure))
  if (hasTable) marks.push(...smallTable(rows, form, columnX, footTop + 3, width * 0.48, measure))
  else marks.push(text(form.tableFollows, right, footTop + 39, 2.4, { align: 'end', color: QUIET }))
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

/** What a line of the form has room for; the longest shared lines first. */
const MOST_NAMES = 4

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
    const all = [...new Set(facts.sides[side].map(({ row }) => words.nameOf(row)).filter(Boolean))]
    const names = `${all.slice(0, MOST_NAMES).join(form.pause)}${all.length > MOST_NAMES ? form.andMore(all.length) : ''}`
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
