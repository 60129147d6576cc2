import { box, line, type Mark, type Measure, type Page } from '../print/marks.ts'
import { plainNumber } from '../units.ts'
import type { ParcelFacts } from './describe-parcel.ts'
import { FRAME, fitted, formRow, QUIET, RULE, signature, text, watermark } from './form-lines.ts'
import type { PaperForm, ParcelWords } from './paper-words.ts'

const [WIDTH, HEIGHT] = [210, 297]
const LEFT = 25
const RIGHT = WIDTH - 20
const TOP = 62
const ROW = 6.4
const ROWS = 30

export interface TableRow {
  readonly label: string
  readonly northing: number
  readonly easting: number
  /** of the line from the point before; null: the first of a ring */
  readonly lengthM: number | null
}

/** Rows of 界址点成果表: every ring closes with its first point, and the length stands between the points it joins. */
export function tableRows({ rings }: Pick<ParcelFacts, 'rings'>): readonly TableRow[] {
  return rings.flatMap(({ points }) =>
    [...points, points[0]].map(({ label, northing, easting }, i) => ({
      label,
      northing,
      easting,
      lengthM: i === 0 ? null : points[i - 1].lengthM,
    })),
  )
}

/** 界址点成果表, as many A4 pages as it takes. */
export function pointTable(facts: ParcelFacts, words: ParcelWords, form: PaperForm, measure: Measure): readonly Page[] {
  const rows = tableRows(facts)
  const pages = Math.max(1, Math.ceil(rows.length / ROWS))
  return Array.from({ length: pages }, (_, page) => ({
    widthMm: WIDTH,
    heightMm: HEIGHT,
    marks: [
      ...head(facts, words, form, measure),
      ...body(rows.slice(page * ROWS, (page + 1) * ROWS), form, measure),
      ...foot(form, page + 1, pages, measure),
      ...watermark(form.watermark, LEFT, TOP, RIGHT - LEFT, ROW * (ROWS + 1), measure),
    ],
  }))
}

function head(facts: ParcelFacts, words: ParcelWords, form: PaperForm, measure: Measure): Mark[] {
  const width = RIGHT - LEFT
  const names = 22
  return [
    text(form.tableTitle, WIDTH / 2, 26, 6, { align: 'middle', isBold: true }),
    ...formRow(
      [
        { words: form.code, widthMm: names, isHead: true },
        { words: words.code, widthMm: width - names },
      ],
      LEFT,
      32,
      7,
      2.9,
      measure,
    ),
    ...formRow(
      [
        { words: form.holder, widthMm: names, isHead: true },
        { words: words.holder, widthMm: width / 2 - names },
        { words: form.landClass, widthMm: names, isHead: true },
        { words: words.landClass, widthMm: width / 2 - names },
      ],
      LEFT,
      39,
      7,
      2.9,
      measure,
    ),
    ...formRow(
      [
        { words: form.area, widthMm: names, isHead: true },
        { words: form.areaWords(facts.areaM2), widthMm: width - names },
      ],
      LEFT,
      46,
      7,
      2.9,
      measure,
    ),
    fitted(form.crs, LEFT, 58.5, 2.4, width - 30, measure, { color: QUIET }),
    text(form.unit, RIGHT, 58.5, 2.4, { align: 'end', color: QUIET }),
  ]
}

function body(rows: readonly TableRow[], form: PaperForm, measure: Measure): Mark[] {
  const widths = [30, 50, 50, RIGHT - LEFT - 130]
  const marks = formRow(
    [form.point, form.x, form.y, form.length].map((words, i) => ({ words, widthMm: widths[i], isHead: true })),
    LEFT,
    TOP,
    ROW,
    2.9,
    measure,
  )
  const start = TOP + ROW
  const bottom = start + ROWS * ROW
  const middles = widths.map((width, i) => LEFT + widths.slice(0, i).reduce((sum, each) => sum + each, 0) + width / 2)
  const lengthLeft = LEFT + widths[0] + widths[1] + widths[2]
  rows.forEach((row, i) => {
    const y = start + i * ROW
    const baseline = y + ROW * 0.68
    marks.push(
      text(row.label, middles[0], baseline, 2.9, { align: 'middle' }),
      text(plainNumber(row.northing, 3), middles[1] + 18, baseline, 2.9, { align: 'end' }),
      text(plainNumber(row.easting, 3), middles[2] + 18, baseline, 2.9, { align: 'end' }),
      line(LEFT, y + ROW, lengthLeft, y + ROW, { ...RULE, lineWidthMm: 0.1 }),
    )
    if (row.lengthM === null) return
    // between this point and the one before; at the head of a page only half a cell is left for it
    const [below, size] = i === 0 ? [ROW * 0.39, 2.4] : [1, 2.9]
    marks.push(text(plainNumber(row.lengthM, 2), middles[3] + 9, y + below, size, { align: 'end' }))
    marks.push(line(lengthLeft, y + ROW / 2, RIGHT, y + ROW / 2, { ...RULE, lineWidthMm: 0.1 }))
  })
  for (const width of [0, widths[0], widths[0] + widths[1], widths[0] + widths[1] + widths[2]])
    marks.push(line(LEFT + width, start, LEFT + width, bottom, RULE))
  marks.push(box(LEFT, TOP, RIGHT - LEFT, ROW * (ROWS + 1), FRAME))
  return marks
}

function foot(form: PaperForm, page: number, pages: number, measure: Measure): Mark[] {
  const y = TOP + ROW * (ROWS + 1)
  const third = (RIGHT - LEFT) / 3
  return [
    fitted(form.lengthNote, LEFT, y + 5, 2.2, RIGHT - LEFT, measure, { color: QUIET }),
    fitted(form.areaMethod, LEFT, y + 8.6, 2.2, RIGHT - LEFT, measure, { color: QUIET }),
    ...signature(form.drawnBy, '', LEFT, y + 17, third - 6, 2.9, measure),
    ...signature(form.checkedBy, '', LEFT + third, y + 17, third - 6, 2.9, measure),
    ...signature(form.date, form.dateValue, LEFT + 2 * third, y + 17, third, 2.9, measure),
    text(form.review, LEFT, HEIGHT - 12, 2.2, { color: QUIET }),
    text(form.pageOf(page, pages), RIGHT, HEIGHT - 12, 2.2, { align: 'end', color: QUIET }),
  ]
}
