import type { App } from '../../app/app.ts'
import { type ChartFrame, fitText, PAPER_LOOK } from '../../core/charts/chart.ts'
import { chartMarks } from '../../core/charts/chart-marks.ts'
import { wrapText } from '../../core/print/font-book.ts'
import { type Mark, type Page, shifted, wordsOf } from '../../core/print/marks.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { copyOfRows } from '../table/table-copy.ts'
import type { CardContent } from './content.ts'

const MARGIN_MM = 6
const WIDTH_MM = 120
const SIZE_MM = 3.2
const DPI = 192

/** Rows and, where there is one, their sum, as a spreadsheet takes them. */
export function copyOfCard({ columns, rows, total }: CardContent) {
  const lines = [...rows.map(({ cells }) => cells), ...(total && rows.length > 0 ? [total] : [])]
  return {
    count: rows.length,
    ...copyOfRows(
      columns.map(({ header, unit }, column) => ({
        header,
        unit,
        isText: column === 0,
        value: (row) => lines[row][column]?.value ?? null,
      })),
      lines.map((_, row) => row),
    ),
  }
}

/** The same as a file, with where it comes from in its last lines. */
export function csvOfCard(content: CardContent, provenance: readonly string[]): Uint8Array<ArrayBuffer> {
  const { text } = copyOfCard(content)
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  // a line that a spreadsheet would run is defused as in the rows
  const said = [...content.notes, ...provenance].map((line) => (/^[=+\-@]/.test(line) ? `'${line}` : line))
  const lines = [...text.split('\r\n').map((line) => line.split('\t').map(quoted).join(',')), '', ...said.map(quoted)]
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** Title, chart, what its colours mean and where it comes from, in millimetres. */
export function pageOfCard(content: CardContent, provenance: readonly string[], measure: ChartFrame['measure']): Page {
  const { ink, quiet } = PAPER_LOOK
  const inner = WIDTH_MM - 2 * MARGIN_MM
  const marks: Mark[] = []
  let y = MARGIN_MM
  const write = (words: string, size: number, color: string, isBold = false) => {
    for (const line of wrapText(words, size, inner, measure)) {
      y += size * 1.35
      marks.push({ kind: 'text', text: line, x: MARGIN_MM, y, sizeMm: size, color, isBold })
    }
  }
  write(content.title, SIZE_MM * 1.25, ink, true)
  y += SIZE_MM
  const isRing = content.legend.length > 0
  const frame = { width: isRing ? inner / 2 : inner, size: SIZE_MM, look: PAPER_LOOK, measure }
  const chart = content.chart?.(frame)
  if (chart) {
    for (const mark of chartMarks(chart)) marks.push(shifted(mark, MARGIN_MM, y))
    if (isRing) marks.push(...legendOf(content, MARGIN_MM + inner / 2 + SIZE_MM, y, inner / 2 - SIZE_MM, chart.height, measure))
    y += chart.height + SIZE_MM
  }
  for (const line of [...content.notes, ...provenance]) write(line, SIZE_MM * 0.8, quiet)
  return { widthMm: WIDTH_MM, heightMm: y + MARGIN_MM, marks }
}

function legendOf(
  { parts, legend }: CardContent,
  x: number,
  top: number,
  width: number,
  height: number,
  measure: ChartFrame['measure'],
): Mark[] {
  const size = SIZE_MM * 0.9
  const step = SIZE_MM * 1.6
  const room = Math.max(1, Math.floor(height / step))
  const named = parts.length <= room ? parts : legend
  return named.slice(0, room).flatMap(({ name, words, color }, i): Mark[] => {
    const y = top + (i + 1) * step
    const indent = legend.some((part) => part.name === name) ? 0 : SIZE_MM
    const xy = [x + indent, y - 2.4, x + indent + 2.4, y - 2.4, x + indent + 2.4, y, x + indent, y]
    const share = words.split(' · ').at(-1) ?? ''
    const start = indent + 3.4
    const text = `${fitText(name, width - start - measure(` ${share}`, size), size, measure)} ${share}`
    return [
      { kind: 'shapes', paths: { xy, starts: [0, 4], isClosed: true }, paint: { fill: color } },
      { kind: 'text', text, x: x + start, y: y - 0.2, sizeMm: size, color: PAPER_LOOK.ink },
    ]
  })
}

/** Makes the picture and hands it to the user. */
export async function saveCardPng(app: App, content: CardContent, provenance: readonly string[], name: string): Promise<void> {
  const png = await app.job(dashboardText.pngJob, async (context) => {
    const [{ printFonts }, { pagePng }] = await Promise.all([
      import('../print/font-files.ts'),
      import('../print/page-picture.ts'),
    ])
    // laid out once by guess, to learn which letters it takes: all of them, since what is cut here may fit in the typeface
    const guess = wordsOf(pageOfCard(content, provenance, (text, size) => text.length * size * 0.4).marks)
    const { book } = await printFonts(`${guess}…`)
    return pagePng(app, pageOfCard(content, provenance, book.measure), DPI, context)
  })
  if (png) app.files.save(`${name}.png`, png, 'image/png')
}
