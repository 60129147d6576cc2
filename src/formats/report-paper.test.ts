import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { fontFilesFor } from '../../tests/print-fonts.ts'
import { sampleReport as reportOf, sampleMatrix } from '../../tests/sample-report.ts'
import { textColumn } from '../core/grouping.ts'
import { presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import { quietTask } from '../core/task.ts'
import { naturalWidths } from './report-columns.ts'
import { encodeReportHtml } from './report-html.ts'
import { encodeReportPdf, reportLetters } from './report-pdf.ts'

async function pagesOf(report: ReportExport) {
  const input = { ...report, format: 'pdf' as const }
  const { bytes } = await encodeReportPdf({ ...input, fonts: fontFilesFor(reportLetters(input)) }, quietTask())
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => {
      const page = await pdf.getPage(i + 1)
      const { items } = await page.getTextContent()
      const texts = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []))
      const [, , widthPt, heightPt] = page.view
      return {
        widthPt,
        heightPt,
        texts,
        words: texts
          .map(({ str }) => str)
          .join('')
          .replace(/\s/g, ''),
      }
    }),
  )
}
const bare = (text: string) => text.replace(/\s/g, '')

describe('a table of a report on paper', () => {
  it('has every cell whole, in as many lines as it needs, also one longer than a page', async () => {
    const input = await reportOf(4)
    const long = '沿黄生态修复与湿地保护工程一期'.repeat(12)
    const names = ['甲', long, 'A-VERY-LONG-NAME-WITHOUT-ANY-SPACE-'.repeat(8), '土'.repeat(4000)]
    const table = {
      ...input.result.table,
      columns: input.result.table.columns.map((column) => (column.name === 'QLR' ? textColumn('QLR', names) : column)),
    }
    // no sums: a chart would cut the names
    const columns = input.result.columns.map((column) => ({ ...column, hasTotal: false }))
    const pages = await pagesOf({ ...input, result: { ...input.result, table, columns } })
    const all = pages.map(({ words }) => words).join('')
    expect(all).not.toContain('…')
    expect(all).toContain(long.slice(0, 20))
    const letters = (letter: string) => [...all].filter((each) => each === letter).length
    expect(letters('沿')).toBe(12)
    expect(letters('Y')).toBeGreaterThanOrEqual(16)
    expect(letters('土')).toBe(4000)
    // nothing is written over the foot or past an edge
    for (const { texts, heightPt, widthPt } of pages)
      for (const { transform, width } of texts) {
        expect(transform[5]).toBeGreaterThan((9 / 25.4) * 72)
        expect(transform[5]).toBeLessThan(heightPt - (15 / 25.4) * 72)
        expect(transform[4] + width).toBeLessThan(widthPt - (18 / 25.4) * 72)
      }
  })

  it('has every head whole', async () => {
    const input = await reportOf(2)
    const label = '用户起的很长的字段名称'.repeat(14)
    const columns = input.result.columns.map((column) =>
      column.name === 'QLR' ? { ...column, label: { zh: label, en: label } } : column,
    )
    const [{ words }] = await pagesOf({ ...input, result: { ...input.result, columns } })
    expect(words.match(/用户/g)?.length).toBeGreaterThanOrEqual(14)
  })

  it.each([6, 14, 30])('of %i columns after a change cuts no figure, and its letters can be read', async (classes) => {
    const input = { ...(await reportOf(3)), result: sampleMatrix(classes), unit: 'm2' as const, decimals: 6 }
    const pages = await pagesOf(input)
    const all = pages.map(({ words }) => words).join('|')
    expect(all).not.toContain('…')
    const { rows } = presentReport(input.result, input)
    for (const { text } of rows.flat()) expect(all).toContain(bare(text))
    // heads of the chart are turned
    for (const { texts, widthPt } of pages)
      for (const { height, transform, width } of texts.filter((text) => text.transform[1] === 0)) {
        expect(height).toBeGreaterThan((1.5 / 25.4) * 72)
        expect(transform[4] + width).toBeLessThan(widthPt - (18 / 25.4) * 72)
      }
    // each page with lines of the table names them
    for (const { words } of pages) if (words.includes('地类2')) expect(words).toContain('变化前')
  })
})

describe('a head of a table', () => {
  it('keeps its unit in one line, however narrow the column', () => {
    const measure = (text: string, sizeMm: number) => [...text].length * sizeMm
    const columns = Array.from({ length: 30 }, () => ({ head: '重叠（亩）', isNumber: true }))
    const table = { title: '', columns, rows: [columns.map(() => '0')], totals: null, over: null, rest: null }
    for (const width of naturalWidths(table, 2.5, measure, 170)) expect(width).toBeGreaterThanOrEqual(measure('（亩）', 2.5) + 2)
  })
})

describe('a column of a table', () => {
  it('is as wide as its widest word, wherever that stands', () => {
    const measure = (text: string, sizeMm: number) => [...text].length * sizeMm
    const rows = Array.from({ length: 600 }, (_, i) => [
      i < 500 ? '开发区' : '现代畜牧业示范区',
      i < 500 ? '1.00' : '−12 345 678.90',
    ])
    const columns = [
      { head: '镇街', isNumber: false },
      { head: '面积', isNumber: true },
    ]
    const widths = naturalWidths({ title: '', columns, rows, totals: null, over: null, rest: null }, 2.5, measure, 170)
    expect(widths).toEqual([8 * 2.5 + 3, 14 * 2.5 + 3])
  })
})

describe('a map in a report', () => {
  it('bears its review number, or that it was not reviewed', async () => {
    const input = { ...(await reportOf(3)), mapNote: '审图号：鲁S（2026）001号' }
    const html = new TextDecoder().decode((await encodeReportHtml(input, quietTask())).bytes)
    expect(html).toContain(`>${input.mapNote}</text>`)
    const [{ words }] = await pagesOf(input)
    expect(words).toContain(input.mapNote)
  })
})
