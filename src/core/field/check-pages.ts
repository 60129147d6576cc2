import { FRAME, formRow, signature, text } from '../parcel-papers/form-lines.ts'
import { wrapText } from '../print/font-book.ts'
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
/** of a note that takes several */
const LINE = 3.4
/** height of a page's rows: with room for the paragraphs and signatures below */
const ROWS_MM = 17 * ROW
/** below it are the edge and the page's number */
const BOTTOM = HEIGHT - 13
const COLUMNS_MM = [13, 25, 26, 15, 18, 18, 11, 17, 25, 26, 15, 13, 15, 30]

interface Row {
  readonly cells: readonly string[]
  /** of the note, which may be as long as the officer likes */
  readonly lines: readonly string[]
  readonly heightMm: number
}

/** 界址核实表 of some checks as pages for the PDF writer, as many as their points and notes take. */
export function checkPages(checks: readonly Check[], locale: Locale, timeOf: TimeOf, measure: Measure): readonly Page[] {
  return checks.flatMap((check) => {
    const words = sheetWords(check, locale, timeOf)
    const last = foot(words, measure)
    const bodies: (readonly Row[])[] = [...pagesOf(words.rows.flatMap((cells) => rowsOf(cells, measure)))]
    if (endOf(bodies.at(-1) ?? []) + last.heightMm > BOTTOM) bodies.push([])
    return bodies.map((rows, page): Page => {
      const isLast = page === bodies.length - 1
      return {
        widthMm: WIDTH,
        heightMm: HEIGHT,
        marks: [
          ...head(words, measure),
          ...(rows.length > 0 || page === 0 ? table(words, rows, measure) : []),
          ...(isLast ? last.at(endOf(rows)) : []),
          text(`${page + 1} / ${bodies.length}`, RIGHT, HEIGHT - 9, 2.4, { align: 'end' }),
        ],
      }
    })
  })
}

const endOf = (rows: readonly Row[]) => rows.reduce((sum, { heightMm }) => sum + heightMm, TOP + ROW)

/** A row of a point; of several where its note is higher than a page. */
function rowsOf(cells: readonly string[], measure: Measure): Row[] {
  const note = wrapText(cells.at(-1) ?? '', SIZE, (COLUMNS_MM.at(-1) ?? 0) - 2.4, measure)
  const most = Math.floor((ROWS_MM - 3) / LINE)
  return Array.from({ length: Math.max(1, Math.ceil(note.length / most)) }, (_, part): Row => {
    const lines = note.slice(part * most, (part + 1) * most)
    const own = cells.map((words, c) => (c === cells.length - 1 || part > 0 ? '' : words))
    return { cells: own, lines, heightMm: Math.max(ROW, lines.length * LINE + 2.8) }
  })
}

function pagesOf(rows: readonly Row[]): Row[][] {
  const pages: Row[][] = [[]]
  let used = 0
  for (const row of rows) {
    if (used + row.heightMm > ROWS_MM + 1e-6) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(row)
    used += row.heightMm
  }
  return pages
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

function table({ heads, isWords }: SheetWords, rows: readonly Row[], measure: Measure): Mark[] {
  const row = (cells: readonly string[], y: number, heightMm: number, isHead: boolean) =>
    formRow(
      cells.map((words, c) => ({
        words,
        widthMm: COLUMNS_MM[c],
        isHead,
        align: isHead ? 'middle' : isWords[c] ? 'start' : 'end',
      })),
      LEFT,
      y,
      heightMm,
      SIZE,
      measure,
    )
  const noteX = RIGHT - (COLUMNS_MM.at(-1) ?? 0) + 1.2
  const marks = row(heads, TOP, ROW, true)
  let y = TOP + ROW
  for (const { cells, lines, heightMm } of rows) {
    const first = y + heightMm / 2 - ((lines.length - 1) * LINE) / 2 + SIZE * 0.36
    marks.push(...row(cells, y, heightMm, false), ...lines.map((words, i) => text(words, noteX, first + i * LINE, SIZE)))
    y += heightMm
  }
  return [...marks, box(LEFT, TOP, RIGHT - LEFT, y - TOP, FRAME)]
}

function foot({ paragraphs, signatures, colon }: SheetWords, measure: Measure) {
  const lines = paragraphs.flatMap(([name, value]) => wrapText(name ? name + colon + value : value, SIZE, RIGHT - LEFT, measure))
  const width = (RIGHT - LEFT) / signatures.length
  return {
    heightMm: 14 + lines.length * 5,
    at: (y: number): Mark[] => [
      ...lines.map((words, i) => text(words, LEFT, y + 6 + i * 5, SIZE)),
      ...signatures.flatMap(([name, value], i) =>
        signature(name + colon, value, LEFT + i * width, y + 12 + lines.length * 5, width - 6, 2.9, measure),
      ),
    ],
  }
}
