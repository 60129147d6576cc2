import type { Drawing } from '../core/print/drawing.ts'
import { openFontBook } from '../core/print/font-book.ts'
import { type Measure, type Page, wordsOf } from '../core/print/marks.ts'
import { writePdf } from '../core/print/write-pdf.ts'
import { chartWords } from '../core/report-chart.ts'
import { chaptersOf, type ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { OutputFile } from './format.ts'
import { type ReportDocument, reportDocument, reportTitle } from './report-document.ts'
import { chartDrawing } from './report-drawings.ts'
import { reportMap } from './report-map.ts'
import { createFlow, type PageFlow, QUIET } from './report-pdf-flow.ts'
import { putTable } from './report-pdf-table.ts'

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
        (input.mapNote ?? '') +
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
    if (i > 0) flow.turn(false)
    putChapter(flow, document, map, measure)
  }
  return flow.pages(
    reportTitle(
      chapters.map(({ document }) => document),
      locale,
    ),
  )
}

function putChapter(flow: PageFlow, document: ReportDocument, map: Drawing | null, measure: Measure): void {
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
  for (const table of document.tables) putTable(flow, table, measure)
  flow.stand(false)
  flow.heading(document.headings.provenance)
  for (const [label, value] of document.provenance)
    flow.paragraph(`${label}${document.headings.colon}${value}`, 2.4, { color: QUIET })
}
