import { FRAME, fitted, formRow, INK, signature, text } from '../parcel-papers/form-lines.ts'
import { box, type Mark, type Measure, type Page } from '../print/marks.ts'
import type { Locale } from '../text.ts'
import type { Check } from './check.ts'
import type { TimeOf } from './local-time.ts'
import { type SheetWords, sheetWords } from './sheet-words.ts'

/** A4 across: fourteen columns do not fit upright. */
const [WIDTH, HEIGHT] = [297, 210]
const [LEFT, RIGHT] = [15, WIDTH - 15]
const TOP = 47
const ROW = 6.2
const SIZE = 2.7
/** with room for the paragraphs and signatures below */
const ROWS = 17
const COLUMNS_MM = [13, 25, 26, 15, 18, 18, 11, 17, 25, 26, 15, 13, 15, 30]

/** 界址核实表 of some checks as pages for the PDF writer, as many as their points take. */
export function checkPages(checks: readonly Check[], locale: Locale, timeOf: TimeOf, measure: Measure): readonly Page[] {
  return checks.flatMap((check) => {
    const words = sheetWords(check, locale, timeOf)
    const count = Math.max(1, Math.ceil(words.rows.length / ROWS))
    return Array.from({ length: count }, (_, page): Page => {
      const rows = words.rows.slice(page * ROWS, (page + 1) * ROWS)
      const end = TOP + ROW * (rows.length + 1)
      return {
        widthMm: WIDTH,
        heightMm: HEIGHT,
        marks: [
          ...head(words, measure),
          ...table(words, rows, measure),
          ...(page === count - 1 ? foot(words, end, measure) : []),
          text(`${page + 1} / ${count}`, RIGHT, HEIGHT - 9, 2.4, { align: 'end' }),
        ],
      }
    })
  })
}

function head({ title, about }: SheetWords, measure: Measure): Mark[] {
  const marks: Mark[] = [text(title, WIDTH / 2, 20, 6, { align: 'middle', isBold: true })]
  const [names, half] = [30, (RIGHT - LEFT) / 2]
  for (let i = 0; i < about.length; i += 2) {
    const cells = about.slice(i, i + 2).flatMap(([name, value]) => [
      { words: name, widthMm: names, isHead: true },
      { words: value, widthMm: half - names },
    ])
    marks.push(...formRow(cells, LEFT, 25 + (i / 2) * 6.6, 6.6, SIZE, measure))
  }
  return marks
}

function table({ heads, isWords }: SheetWords, rows: SheetWords['rows'], measure: Measure): Mark[] {
  const row = (cells: readonly string[], y: number, isHead: boolean) =>
    formRow(
      cells.map((words, c) => ({
        words,
        widthMm: COLUMNS_MM[c],
        isHead,
        align: isHead ? 'middle' : isWords[c] ? 'start' : 'end',
      })),
      LEFT,
      y,
      ROW,
      SIZE,
      measure,
    )
  return [
    ...row(heads, TOP, true),
    ...rows.flatMap((cells, i) => row(cells, TOP + ROW * (i + 1), false)),
    box(LEFT, TOP, RIGHT - LEFT, ROW * (rows.length + 1), FRAME),
  ]
}

function foot({ paragraphs, signatures }: SheetWords, y: number, measure: Measure): Mark[] {
  const lines = paragraphs.map(([name, value], i) =>
    fitted(name ? `${name}：${value}` : value, LEFT, y + 6 + i * 5, SIZE, RIGHT - LEFT, measure, { color: INK }),
  )
  const width = (RIGHT - LEFT) / signatures.length
  return [
    ...lines,
    ...signatures.flatMap(([name, value], i) =>
      signature(`${name}：`, value, LEFT + i * width, y + 12 + paragraphs.length * 5, width - 6, 2.9, measure),
    ),
  ]
}
