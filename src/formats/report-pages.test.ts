import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { fontFilesFor, fontsFor } from '../../tests/print-fonts.ts'
import { sampleReport as reportOf, sampleMatrix, SAMPLE_SOURCE as source, squares } from '../../tests/sample-report.ts'
import summary from '../analyses/area-summary.ts'
import { textColumn } from '../core/grouping.ts'
import { presentReport } from '../core/report.ts'
import { chaptersOf } from '../core/report-export.ts'
import { quietTask } from '../core/task.ts'
import { type ReportDocument, reportDocument } from './report-document.ts'
import { encodeReportHtml } from './report-html.ts'
import { provenanceLines } from './report-lines.ts'
import { reportMap } from './report-map.ts'
import { encodeReportPdf, reportLetters } from './report-pdf.ts'

function barsOf({ chart }: ReportDocument) {
  if (chart?.kind !== 'bars') throw new Error('no bars')
  return chart
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

  it('as a web page breaks no figure in a sentence, and no word of a table into letters', async () => {
    const html = new TextDecoder().decode((await encodeReportHtml({ ...(await reportOf(12)), unit: 'm2' }, quietTask())).bytes)
    const [, conclusion] = /<p class="conclusion">(.*?)<\/p>/.exec(html) ?? []
    expect(conclusion).toMatch(/\d\u00a0\d{3}\.\d+/)
    // a space at which a line may end
    expect(conclusion).not.toMatch(/\d[ \u2009]\d{3}/)
    // on a desk and on paper too, whose ten columns left a name the width of a letter: long heads make way instead
    const everywhere = html.replace(/@media[\s\S]*/, '')
    expect(everywhere).toMatch(/td:not\(\.n\)\{min-width:\d/)
    expect(everywhere).toMatch(/th\.n\{white-space:normal\}/)
    // a figure that the edge of a phone cuts looks whole: a shade says that the table goes on
    expect(html).toMatch(/\.wide\{background:[^}]*local,[^}]*\}/)
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

  it('leaves no head of a table alone at the foot of a page', async () => {
    const input = await reportOf(14)
    for (let lines = 0; lines < 30; lines += 2) {
      const notes = Array.from({ length: lines }, () => '行自相交已修复')
      const { bytes } = await encodeReportPdf({ ...input, fonts: fontFilesFor(reportLetters(input)), notes }, quietTask())
      const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise
      const heads = []
      for (let n = 1; n <= pdf.numPages; n++) {
        const { items } = await (await pdf.getPage(n)).getTextContent()
        const texts = items.flatMap((item) => ('str' in item && item.str ? [item] : []))
        // the first letter of 面积汇总, as large as heads are
        const head = texts.filter(({ str, height }) => str === '面' && Math.abs(height - (3.8 / 25.4) * 72) < 0.1)
        for (const { transform } of head) heads.push(texts.filter((text) => text.transform[5] < transform[5]).length)
      }
      // more than the words of the foot
      expect(heads, `${lines} notes`).toHaveLength(1)
      expect(heads[0], `${lines} notes`).toBeGreaterThan(20)
    }
  })

  it('speaks English to whom English was chosen', async () => {
    const html = new TextDecoder().decode((await encodeReportHtml(await reportOf(3, 'en'), quietTask())).bytes)
    expect(html).toContain('Method and sources')
    expect(html).not.toMatch(/方法|来源|合计/)
    const input = { ...(await reportOf(3, 'en')), format: 'pdf' as const }
    const { bytes } = await encodeReportPdf({ ...input, fonts: fontFilesFor(reportLetters(input)) }, quietTask())
    const { items } = await (await (await getDocument({ data: bytes, verbosity: 0 }).promise).getPage(1)).getTextContent()
    expect(items.map((item) => ('str' in item ? item.str : '')).join('')).not.toContain('：')
  })

  it('has a bar for each line, the longest first and as long as its figure says', async () => {
    const input = await reportOf(4)
    const bars = barsOf(reportDocument(input))
    const { rows, columns } = presentReport(input.result, input)
    const area = columns.findIndex(({ kind }) => kind === 'area')
    expect(bars.bars.map(({ value }) => value)).toEqual(rows.map((row) => row[area].value).sort((a, b) => Number(b) - Number(a)))
    const html = new TextDecoder().decode((await encodeReportHtml(input, quietTask())).bytes)
    expect(html).toContain(`aria-label="${bars.caption}"`)
    // beyond a dozen one bar stands for the rest, and nothing is lost
    const many = barsOf(reportDocument(await reportOf(30))).bars
    expect(many).toHaveLength(12)
    expect(many[11]).toMatchObject({ name: '其余 19 项' })
    const whole = presentReport((await reportOf(30)).result, input).totals[area]?.value
    expect(many.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(whole ?? Number.NaN, 6)
  })

  it('draws what the figures are of, at the scale that this has room at, not the whole layer', async () => {
    const scaleOf = async (rows: Uint32Array | null) => {
      const input = await reportOf(400, 'zh', rows)
      const map = await reportMap(input, reportDocument(input), quietTask())
      const words = map?.marks.flatMap((mark) => (mark.kind === 'text' && mark.text.startsWith('1:') ? [mark.text] : []))
      return Number(words?.[0].slice(2).replace(/\D/g, ''))
    }
    const whole = await scaleOf(null)
    const three = await scaleOf(Uint32Array.of(200, 201, 202))
    // 400 squares are 35 km across, three are 265 m
    expect(whole).toBeGreaterThan(200_000)
    expect(three).toBeLessThanOrEqual(2000)
  })

  it('colours the map as the rings beside it, so that their names are its legend', async () => {
    const plain = squares(12)
    const classes = textColumn(
      'DLBM',
      Array.from({ length: 12 }, (_, i) => ['0101', '1106', '0703'][i % 3]),
    )
    const table = {
      ...plain,
      columns: [
        textColumn(
          'XZ',
          Array.from({ length: 12 }, (_, i) => `镇${i % 2}`),
        ),
        classes,
      ],
    }
    const colorOf = { '0101': '#f9e79f', '1106': '#8ecae6', '0703': '#e8998d' } as const
    const entries = Object.entries(colorOf).map(([code, color]) => ({ code, name: { zh: code, en: code }, color }))
    const fields = [{ name: 'DLBM', label: { zh: '地类', en: 'Class' }, codes: 'classes' }]
    const codeLists = { classes: { id: 'classes', title: { zh: '', en: '' }, source: '', entries } } as never
    const layer = { table, rows: null, scope: 'all' as const, fields, codeLists, source }
    const result = await summary.run(
      { layer, groupBy: ['XZ', 'DLBM'], registered: [], net: false, perimeter: false, pointSigma: 0, densify: false },
      quietTask(),
    )
    const input = { ...(await reportOf(12)), result, subject: { table, fields, codeLists } }
    const document = reportDocument(input)
    expect(document.chart?.kind).toBe('rings')
    const map = await reportMap(input, document, quietTask())
    const shapes = map?.marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [])) ?? []
    const found = shapes.map((mark) => (mark.kind === 'shapes' ? [mark.paint.fill, mark.paths.starts.length - 1] : []))
    expect(found.sort()).toEqual(
      Object.values(colorOf)
        .map((color) => [color, 4])
        .sort(),
    )
    // pieces that were made stand out on a quiet ground
    const pieces = await reportMap({ ...input, result: { ...result, pieces: plain } }, document, quietTask())
    expect(JSON.stringify(pieces)).not.toContain('#8ecae6')
  })

  it('draws made shapes in their classes, and names the colours below the map in letters that the typeface has', async () => {
    const input = { ...(await reportOf(6)), format: 'pdf' as const }
    const grades = ['1', '1', '2', '2', '2', '3']
    const plain = squares(6)
    const pieces = { ...plain, columns: [textColumn('GRADE', grades)] }
    const grade = (value: string, zh: string, fill: string) => ({ value, label: { zh, en: `Grade ${value}` }, style: { fill } })
    const classes = [
      grade('1', '一等', '#1b6b52'),
      grade('2', '二等', '#a9c47f'),
      grade('3', '叁等', '#a34a3e'),
      grade('4', '四等', '#000000'),
    ]
    const symbology = { kind: 'categories' as const, field: 'GRADE', classes, other: null }
    const result = { ...input.result, pieces, piecesLook: { symbology, fields: [] } }
    const graded = { ...input, result }
    const document = reportDocument(graded)
    const map = await reportMap(graded, document, quietTask())
    const shapes = map?.marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [])) ?? []
    const found = shapes.flatMap((mark) => (mark.kind === 'shapes' ? [[mark.paint.fill, mark.paths.starts.length - 1]] : []))
    expect(found).toEqual(
      expect.arrayContaining([
        ['#1b6b52', 2],
        ['#a9c47f', 3],
        ['#a34a3e', 1],
      ]),
    )
    const names = map?.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
    for (const name of ['一等', '二等', '叁等']) expect(names).toContain(name)
    // none of it is on the map
    expect(names).not.toContain('四等')
    expect(reportLetters(graded)).toContain('叁')
    const html = new TextDecoder().decode((await encodeReportHtml({ ...graded, locale: 'en' }, quietTask())).bytes)
    expect(html).toContain('>Grade 3</text>')
  })

  it('prints the total of a table once, not below each page of it', async () => {
    const html = new TextDecoder().decode((await encodeReportHtml(await reportOf(12), quietTask())).bytes)
    expect(/@media print\{(.*)/s.exec(html)?.[1]).toContain('tfoot{display:table-row-group}')
  })

  it('prints what was asked in words, a line each, and leaves the values to files for programs', async () => {
    const input = await reportOf(3)
    const asked = { ...input, parameters: [['分组字段', '镇街、地类'] as const, ['指标“规整度”', '权重 0.15'] as const] }
    const read = reportDocument(asked).provenance
    expect(read.filter(([label]) => /参数|分组|指标/.test(label))).toEqual([['参数', 'area-summary v1'], ...asked.parameters])
    expect(provenanceLines(asked).find(([label]) => label === '参数')?.[1]).toBe(
      `area-summary v1 ${JSON.stringify(input.provenance.analysis.values)}`,
    )
    const html = new TextDecoder().decode((await encodeReportHtml(asked, quietTask())).bytes)
    expect(html).toContain('指标“规整度”')
    // a PDF takes along the letters
    expect(reportLetters(asked)).toContain('规')
  })

  it('takes several runs as chapters, each with its own figures and sources', async () => {
    const input = { ...(await reportOf(3)), also: [{ ...(await reportOf(5)), title: { zh: '第二章', en: 'Two' } }] }
    expect(chaptersOf(input)).toHaveLength(2)
    const html = new TextDecoder().decode((await encodeReportHtml(input, quietTask())).bytes)
    expect(html.match(/<article>/g)).toHaveLength(2)
    expect(html).toContain('面积汇总：宗地 等 2 项分析')
    expect(html).toContain('<h1>第二章</h1>')
    const fonts = fontFilesFor(reportLetters(input))
    const pdf = await getDocument({ data: (await encodeReportPdf({ ...input, fonts }, quietTask())).bytes, verbosity: 0 }).promise
    expect(pdf.numPages).toBeGreaterThanOrEqual(2)
  })

  it('stands the columns after a change under one head', async () => {
    const input = { ...(await reportOf(3)), result: sampleMatrix(3) }
    const html = new TextDecoder().decode((await encodeReportHtml(input, quietTask())).bytes)
    expect(html).toContain('colspan="3" class="over">变化后</th>')
    expect(html.match(/rowspan="2"/g)).toHaveLength(1)
  })

  it('tells sums in its conclusion, and no share of the whole', async () => {
    const input = await reportOf(3)
    // as an overlay gives it: a number in percent whose total is the whole
    const columns = input.result.columns.map((column) =>
      column.name === 'share' ? { ...column, kind: 'number' as const } : column,
    )
    const { conclusion } = reportDocument({ ...input, result: { ...input.result, columns } })
    expect(conclusion).toMatch(/^共 3 行；合计 个数 3，椭球面积 /)
    expect(conclusion).not.toContain('占比')
  })
})
