import type { Drawing } from '../core/print/drawing.ts'
import { cutText, openFontBook, wrapText } from '../core/print/font-book.ts'
import { line, type Mark, type Measure, type Page, shifted, type TextMark, wordsOf } from '../core/print/marks.ts'
import { writePdf } from '../core/print/write-pdf.ts'
import { chartWords } from '../core/report-chart.ts'
import { chaptersOf, type ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { OutputFile } from './format.ts'
import { naturalWidths } from './report-columns.ts'
import { type DocumentTable, type ReportDocument, reportDocument, reportTitle } from './report-document.ts'
import { chartDrawing } from './report-drawings.ts'
import { reportMap } from './report-map.ts'

const [WIDTH, HEIGHT, MARGIN] = [210, 297, 20]
const ROOM = WIDTH - 2 * MARGIN
const BOTTOM = HEIGHT - MARGIN
const INK = '#1d2b2f'
const QUIET = '#55666b'
const CELL = 2.5
const ROW = 4.8

/** A run as it is laid out. */
interface Chapter {
  readonly document: ReportDocument
  readonly map: Drawing | null
}

/** All letters of the report, for the slices of the typeface to be fetched. */
export function reportLetters(input: ReportExport): string {
  const guess: Measure = (text, sizeMm) => text.length * sizeMm * 0.7
  const chapters = chaptersOf(input).map((chapter) => ({ document: reportDocument(chapter), map: null }))
  return [
    ...new Set(
      layOut(chapters, input.locale, guess)
        .map(({ marks }) => wordsOf(marks))
        .join('') +
        chapters
          .map(({ document: { chart, mapClasses } }) => chartWords(chart) + mapClasses.map(({ name }) => name).join(''))
          .join('') +
        Object.values(chapters[0].document.headings).join('') +
        '0123456789 .:km',
    ),
  ].join('')
}

/** A report as A4 pages: text that can be searched, the map in lines, tables whose head comes again on each page. */
export async function encodeReportPdf(input: ReportExport, task: Task): Promise<OutputFile> {
  const chapters: Chapter[] = []
  for (const chapter of chaptersOf(input)) {
    const document = reportDocument(chapter)
    chapters.push({ document, map: await reportMap(chapter, document, task) })
  }
  const title = reportTitle(
    chapters.map(({ document }) => document),
    input.locale,
  )
  const book = openFontBook(input.fonts ?? [])
  const about = {
    title,
    author: input.provenance.application[input.locale],
    subject: chapters[0].document.conclusion,
    language: input.locale === 'zh' ? 'zh-CN' : 'en-US',
    at: new Date(input.provenance.at),
  }
  const pages = layOut(chapters, input.locale, book.measure)
  return { name: `${title}.pdf`, mime: 'application/pdf', bytes: await writePdf(pages, book, about, task) }
}

function layOut(chapters: readonly Chapter[], locale: ReportExport['locale'], measure: Measure): Page[] {
  const flow = createFlow(measure)
  for (const [i, { document, map }] of chapters.entries()) {
    if (i > 0) flow.turn()
    putChapter(flow, document, map, measure)
  }
  return flow.pages(
    reportTitle(
      chapters.map(({ document }) => document),
      locale,
    ),
  )
}

function putChapter(flow: ReturnType<typeof createFlow>, document: ReportDocument, map: Drawing | null, measure: Measure): void {
  const chart = chartDrawing(document, measure)
  flow.paragraph(document.title, 6.4, { isBold: true })
  flow.paragraph(document.made, 2.4, { color: QUIET })
  if (document.notice) flow.paragraph(document.notice, 2.8, { color: '#8f5200' })
  flow.space(2)
  flow.paragraph(document.conclusion, 3.6, { isBold: true })
  if (map) flow.drawing(map)
  if (chart) flow.drawing(chart)
  if (document.notes.length > 0) {
    flow.heading(document.headings.notes)
    for (const note of document.notes) flow.paragraph(`· ${note}`, 2.7)
  }
  for (const table of document.tables) flow.table(table)
  flow.heading(document.headings.provenance)
  for (const [label, value] of document.provenance)
    flow.paragraph(`${label}${document.headings.colon}${value}`, 2.4, { color: QUIET })
}

function createFlow(measure: Measure) {
  const pages: Mark[][] = [[]]
  let y = MARGIN
  const now = () => pages[pages.length - 1]
  const turn = () => {
    pages.push([])
    y = MARGIN
  }
  const need = (heightMm: number) => {
    if (y + heightMm > BOTTOM) turn()
  }
  const flow = {
    turn,
    space(heightMm: number) {
      y += heightMm
    },
    paragraph(words: string, sizeMm: number, more: Partial<TextMark> = {}) {
      for (const text of wrapText(words, sizeMm, ROOM, measure)) {
        need(sizeMm * 1.5)
        y += sizeMm * 1.5
        now().push({ kind: 'text', text, x: MARGIN, y: y - sizeMm * 0.4, sizeMm, color: INK, ...more })
      }
    },
    /** @param withMm what must stand below it on the same page */
    heading(words: string, withMm = 8) {
      // not alone at the foot of a page
      need(12 + withMm)
      y += 5
      flow.paragraph(words, 3.8, { isBold: true })
      y += 1
    },
    drawing({ marks, heightMm }: Drawing) {
      need(heightMm + 6)
      y += 3
      now().push(...marks.map((mark) => shifted(mark, MARGIN, y)))
      y += heightMm + 3
    },
    table(table: DocumentTable) {
      const { title, columns, rows, totals, over, rest } = table
      const natural = naturalWidths(table, CELL, measure, ROOM)
      const scale = Math.min(1, ROOM / natural.reduce((sum, width) => sum + width, 0))
      const sizeMm = CELL * Math.max(0.62, scale)
      const widths = natural.map((width) => width * scale)
      const lefts = widths.map((_, c) => MARGIN + widths.slice(0, c).reduce((sum, width) => sum + width, 0))
      const heads = columns.map(({ head }, c) => wrapText(head, sizeMm, widths[c] - 2, measure).slice(0, 4))
      const headMm = Math.max(...heads.map(({ length }) => length)) * sizeMm * 1.3 + 2
      const put = (text: string, c: number, baseline: number, isBold = false) => {
        const isNumber = columns[c].isNumber
        now().push({
          kind: 'text',
          text: cutText(text, sizeMm, widths[c] - 1.5, measure),
          x: isNumber ? lefts[c] + widths[c] - 1 : lefts[c] + 0.5,
          y: baseline,
          sizeMm,
          color: INK,
          align: isNumber ? 'end' : 'start',
          isBold,
        })
      }
      const rule = (lineWidthMm: number) =>
        now().push(line(MARGIN, y, MARGIN + widths.reduce((sum, width) => sum + width, 0), y, { line: INK, lineWidthMm }))
      const head = () => {
        if (over) {
          const end = over.from + over.count - 1
          const [from, to] = [lefts[over.from], lefts[end] + widths[end]]
          const overRule = { line: INK, lineWidthMm: 0.15 }
          now().push(
            {
              kind: 'text',
              text: cutText(over.head, sizeMm, to - from, measure),
              x: (from + to) / 2,
              y: y + sizeMm * 1.3,
              sizeMm,
              color: INK,
              align: 'middle',
              isBold: true,
            },
            line(from + 0.5, y + sizeMm * 1.7, to - 0.5, y + sizeMm * 1.7, overRule),
          )
          y += sizeMm * 1.8
        }
        for (const [c, lines] of heads.entries()) {
          for (const [i, text] of lines.entries()) put(text, c, y + (i + 1) * sizeMm * 1.3, true)
        }
        y += headMm
        rule(0.25)
      }
      flow.heading(title, headMm + 2 * ROW)
      head()
      for (const row of rows) {
        if (y + ROW > BOTTOM) {
          turn()
          head()
        }
        for (const [c, text] of row.entries()) put(text, c, y + ROW * 0.7)
        y += ROW
        rule(0.05)
      }
      if (totals) {
        need(ROW)
        rule(0.25)
        for (const [c, text] of totals.entries()) if (text) put(text, c, y + ROW * 0.7, true)
        y += ROW
      }
      if (rest) flow.paragraph(rest, 2.5, { color: QUIET })
    },
    pages: (title: string): Page[] =>
      pages.map((marks, i) => ({
        widthMm: WIDTH,
        heightMm: HEIGHT,
        marks: [
          ...marks,
          { kind: 'text', text: cutText(title, 2.2, 120, measure), x: MARGIN, y: HEIGHT - 10, sizeMm: 2.2, color: QUIET },
          {
            kind: 'text',
            text: `${i + 1} / ${pages.length}`,
            x: WIDTH - MARGIN,
            y: HEIGHT - 10,
            sizeMm: 2.2,
            color: QUIET,
            align: 'end',
          },
        ],
      })),
  }
  return flow
}
