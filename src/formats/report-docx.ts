import { openFontBook } from '../core/print/font-book.ts'
import { type ChapterPictures, chaptersOf, type PaintedDrawing, type ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import {
  type Cell,
  DOCX_MIME,
  type Orientation,
  packDocument,
  paragraph,
  picture,
  section,
  sectionBreak,
  table,
  tableRow,
  textWidthMm,
} from './docx-parts.ts'
import type { OutputFile } from './format.ts'
import { naturalWidths, UPRIGHT_SHARE } from './report-columns.ts'
import { type DocumentTable, type ReportDocument, reportDocument, reportTitle } from './report-document.ts'

/** Half points: what a table's letters are where there is room, and the least that is read without a glass. */
const CELL_SIZE = { usual: 17, least: 12 }
const MM_PER_HALF_POINT = 25.4 / 144

/** A report as a document that goes on in Word, WPS or LibreOffice: headings are headings, tables tables, and their heads come again on each page. */
export async function encodeReportDocx(input: ReportExport, task: Task): Promise<OutputFile> {
  const flow = createFlow()
  const chapters = chaptersOf(input)
  const documents = []
  for (const [i, chapter] of chapters.entries()) {
    task.progress(i / chapters.length, 'stage.write')
    await task.breathe()
    documents.push(reportDocument(chapter))
  }
  const title = reportTitle(documents, input.locale)
  if (documents.length > 1) {
    flow.put(paragraph(title, 'Title'))
    documents.forEach((document, i) => {
      flow.put(paragraph(`${i + 1}　${document.title}`, null))
    })
  }
  documents.forEach((document, i) => {
    const name = documents.length > 1 ? `${i + 1}　${document.title}` : document.title
    putChapter(flow, document, name, documents.length > 1, input.pictures?.[i])
  })
  const about = {
    title,
    author: input.provenance.application[input.locale],
    subject: documents.map(({ conclusion }) => conclusion).join(' '),
    language: input.locale === 'zh' ? 'zh-CN' : 'en-US',
    at: new Date(input.provenance.at),
  } as const
  return { name: `${title}.docx`, mime: DOCX_MIME, bytes: await packDocument(flow.body(), flow.pictures, about) }
}

/** Blocks one after another; a change of orientation ends a section. */
function createFlow() {
  const blocks: string[] = []
  const pictures: Uint8Array[] = []
  let now: Orientation = 'portrait'
  return {
    pictures,
    put(block: string, orientation: Orientation = 'portrait') {
      if (orientation !== now) blocks.push(sectionBreak(now))
      now = orientation
      blocks.push(block)
    },
    picture({ png, widthMm, heightMm }: PaintedDrawing, label: string) {
      pictures.push(png)
      this.put(picture(pictures.length, widthMm, heightMm, label))
    },
    body: () => blocks.join('') + section(now),
  }
}

function putChapter(
  flow: ReturnType<typeof createFlow>,
  document: ReportDocument,
  name: string,
  isOneOfSeveral: boolean,
  pictures: ChapterPictures<PaintedDrawing> | undefined,
): void {
  const { headings, chart } = document
  flow.put(paragraph(name, isOneOfSeveral ? 'Heading1' : 'Title'))
  flow.put(paragraph(document.made, 'Quiet'))
  if (document.notice) flow.put(paragraph(document.notice, 'Notice'))
  flow.put(paragraph(document.conclusion, 'Lead'))
  if (pictures?.map) flow.picture(pictures.map, headings.map)
  if (pictures?.chart) flow.picture(pictures.chart, chart?.caption ?? '')
  if (document.notes.length > 0) {
    flow.put(paragraph(headings.notes, 'Heading2'))
    for (const note of document.notes) flow.put(paragraph(`·　${note}`, 'Bullet'))
  }
  for (const each of document.tables) putTable(flow, each)
  flow.put(paragraph(headings.provenance, 'Heading2'))
  for (const [label, value] of document.provenance) flow.put(paragraph(`${label}${headings.colon}${value}`, 'Quiet'))
}

function putTable(flow: ReturnType<typeof createFlow>, each: DocumentTable): void {
  const { measure } = openFontBook([])
  const natural = naturalWidths(each, CELL_SIZE.usual * MM_PER_HALF_POINT, measure, textWidthMm('portrait'))
  const wanted = natural.reduce((sum, width) => sum + width, 0)
  const orientation = textWidthMm('portrait') / wanted < UPRIGHT_SHARE ? 'landscape' : 'portrait'
  const room = textWidthMm(orientation)
  const scale = room / Math.max(room * 0.5, wanted)
  const widths = natural.map((width) => width * Math.min(1, scale))
  const size = Math.max(CELL_SIZE.least, Math.round(CELL_SIZE.usual * Math.min(1, scale)))
  const body = (texts: readonly string[], isBold: boolean) =>
    tableRow(
      texts.map((words, c): Cell => ({ words, widthMm: widths[c], isNumber: each.columns[c].isNumber, size, isBold })),
      false,
    )
  const rows = [
    ...headRows(each, widths, size),
    ...each.rows.map((texts) => body(texts, false)),
    ...(each.totals ? [body(each.totals, true)] : []),
  ]
  flow.put(paragraph(each.title, 'Heading2'), orientation)
  flow.put(table(widths, rows), orientation)
  flow.put(paragraph(each.rest ?? '', 'Quiet'), orientation)
}

/** One row of heads, or two where some stand under a common one. */
function headRows({ columns, over }: DocumentTable, widths: readonly number[], size: number): string[] {
  const head = (c: number, more: Partial<Cell> = {}): Cell => ({
    words: columns[c].head,
    widthMm: widths[c],
    isNumber: columns[c].isNumber,
    isBold: true,
    isHead: true,
    size,
    ...more,
  })
  if (!over)
    return [
      tableRow(
        Array.from(columns.keys(), (c) => head(c)),
        true,
      ),
    ]
  const isUnder = (c: number) => c >= over.from && c < over.from + over.count
  const together = widths.slice(over.from, over.from + over.count).reduce((sum, width) => sum + width, 0)
  const upper = [...columns.keys()].flatMap((c) => {
    if (c === over.from) return [head(c, { words: over.head, widthMm: together, span: over.count })]
    return isUnder(c) ? [] : [head(c, { merge: 'first' })]
  })
  const lower = [...columns.keys()].map((c) => (isUnder(c) ? head(c) : head(c, { words: '', merge: 'further' })))
  return [tableRow(upper, true), tableRow(lower, true)]
}
