import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { fontFilesFor, fontsFor } from '../../tests/print-fonts.ts'
import summary from '../analyses/area-summary.ts'
import type { LayerInput, SourceInfo } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { encodeReportHtml } from './report-html.ts'
import { encodeReportPdf, reportLetters } from './report-pdf.ts'

const source: SourceInfo = {
  title: { zh: '宗地', en: 'Parcels' },
  file: 'parcels.fgb',
  sha256: 'ab'.repeat(32),
  crs: 'EPSG:4490',
  date: '2024-12-31',
  licence: 'CC BY 4.0',
  isDemonstration: true,
  notes: [],
}
const HOSTILE = '<img src=x onerror=alert(1)> & "甲"'

function squares(n: number): Table {
  const at = (i: number) => 118.5 + 0.001 * i
  const shapes = Array.from({ length: n }, (_, i) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [at(i), 37.6],
        [at(i + 1), 37.6],
        [at(i + 1), 37.601],
        [at(i), 37.601],
        [at(i), 37.6],
      ],
    ],
  }))
  const owners = Array.from({ length: n }, (_, i) => (i === 0 ? HOSTILE : `权利人${i}`))
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: n,
    columns: [textColumn('QLR', owners)],
    geometry: geometryFromGeoJson('polygon', shapes),
  }
}

async function reportOf(n: number, locale: 'zh' | 'en' = 'zh'): Promise<ReportExport> {
  const table = squares(n)
  const layer: LayerInput = { table, rows: null, scope: 'all', fields: [], codeLists: {}, source }
  const result = await summary.run(
    { layer, groupBy: ['QLR'], registered: [], net: false, perimeter: false, pointSigma: 0, densify: false },
    quietTask(),
  )
  return {
    format: 'html',
    geometry: 'dissolved',
    unit: 'mu',
    decimals: 2,
    locale,
    result,
    notes: ['2 行自相交已修复'],
    title: { zh: '面积汇总：宗地', en: 'Area summary: parcels' },
    subject: { table, fields: [], codeLists: {} },
    provenance: {
      application: '一张图',
      version: '0.1.0',
      at: '2026-01-02T10:12:00+08:00',
      sources: [source],
      analysis: { id: 'area-summary', version: 1, values: {} },
      method: { zh: '椭球面积', en: 'Ellipsoidal area' },
      notice: { zh: '示例数据，不作权属依据', en: 'Demonstration data' },
    },
  }
}

describe('a report to read', () => {
  it('as a web page has every figure as the screen prints it, closes, and lets no attribute become markup', async () => {
    const input = await reportOf(12)
    const html = new TextDecoder().decode((await encodeReportHtml(input, quietTask())).bytes)
    const { rows, totals } = presentReport(input.result, input)
    for (const cell of rows.flat()) if (!cell.text.includes('<')) expect(html).toContain(cell.text)
    for (const total of totals) if (total) expect(html).toContain(`<td class="n">${total.text}</td>`)
    expect(html).not.toContain('<img')
    expect(html).toContain('&#60;img src=x')
    for (const words of [
      '示例数据，不作权属依据',
      '2 行自相交已修复',
      `SHA-256 ${source.sha256}`,
      '椭球面积',
      'lang="zh-CN"',
      '@page{size:A4',
    ])
      expect(html).toContain(words)
    // the map: to scale, with a bar of 100 mm
    expect(html).toMatch(/<svg[^>]* width="170mm"/)
    expect(html).toContain('检核条')
    // nothing is fetched by whoever opens it
    expect(html).not.toMatch(/(src|href)\s*=\s*"?https?:/)
  })

  it('as PDF has the same words, a head on each page, and page numbers', async () => {
    const input = { ...(await reportOf(120)), format: 'pdf' as const }
    const fonts = fontFilesFor(reportLetters(input))
    const { bytes } = await encodeReportPdf({ ...input, fonts }, quietTask())
    const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
    expect(pdf.numPages).toBeGreaterThanOrEqual(3)
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, i) =>
        (await (await pdf.getPage(i + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''),
      ),
    )
    const all = pages.join('')
    for (let i = 1; i < 120; i++) expect(all).toContain(`权利人${i}`)
    const total = presentReport(input.result, input).totals.find(Boolean)?.text ?? '-'
    expect(all.replace(/\s/g, '')).toContain(total.replace(/\s/g, ''))
    for (const words of ['面积汇总：宗地', '2 行自相交已修复', '检核条', '方法与来源']) expect(all).toContain(words)
    // every page of the table names its columns
    const head = presentReport(input.result, input).columns[0].label
    expect(pages.filter((page) => page.includes(head)).length).toBeGreaterThanOrEqual(2)
    for (const [i, page] of pages.entries()) expect(page).toContain(`${i + 1} / ${pdf.numPages}`)
    expect(fontsFor(reportLetters(input)).missing(all)).toEqual([])
  })

  it('speaks English to whom English was chosen', async () => {
    const html = new TextDecoder().decode((await encodeReportHtml(await reportOf(3, 'en'), quietTask())).bytes)
    expect(html).toContain('Method and sources')
    expect(html).not.toMatch(/方法|来源|合计/)
  })
})
