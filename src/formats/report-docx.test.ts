import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { describe, expect, it } from 'vitest'
import { HOSTILE, sampleMatrix, sampleReport } from '../../tests/sample-report.ts'
import { createPng } from '../core/print/png-file.ts'
import { presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import { quietTask } from '../core/task.ts'
import { encodeReportDocx } from './report-docx.ts'

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}
/** Strict: what is no XML throws. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element = { name, attributes, children: [], text: '' }
    stack[stack.length - 1].children.push(element)
    stack.push(element)
  })
  parser.on('closetag', () => stack.pop())
  parser.on('text', (text) => {
    stack[stack.length - 1].text += text
  })
  parser.write(xml).close()
  return root.children[0]
}
function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
const textOf = (element: Element): string =>
  all(element, 'w:t')
    .map(({ text }) => text)
    .join('')

function picture(width: number, height: number): Uint8Array {
  const png = createPng(width, height, 96)
  png.addRows(new Uint8ClampedArray(width * height * 4).fill(200))
  return png.finish()
}
const MAP = { png: picture(17, 11), widthMm: 170, heightMm: 109 }
async function input(n: number, locale: 'zh' | 'en' = 'zh'): Promise<ReportExport> {
  return { ...(await sampleReport(n, locale)), format: 'docx', pictures: [{ map: MAP, chart: null }] }
}
async function openDocx(report: ReportExport) {
  const { bytes } = await encodeReportDocx(report, quietTask())
  const parts = unzipSync(bytes)
  const xml = new Map(
    Object.entries(parts).flatMap(([path, part]) =>
      /\.(xml|rels)$/.test(path) ? [[path, parse(strFromU8(part))] as const] : [],
    ),
  )
  const document = xml.get('word/document.xml')
  if (!document) throw new Error('no document')
  return { bytes, parts, xml, document }
}

/** ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69: children in this order, or Word says that the file is damaged. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': 'pStyle keepNext keepLines shd spacing ind jc outlineLvl sectPr'.split(' '),
  'w:rPr': 'rFonts b color sz szCs lang'.split(' '),
  'w:tblPr': 'tblW tblBorders tblLayout tblCellMar'.split(' '),
  'w:tcPr': 'tcW gridSpan vMerge shd vAlign'.split(' '),
  'w:sectPr': 'footerReference pgSz pgMar'.split(' '),
  'w:style': 'name basedOn next qFormat pPr rPr'.split(' '),
}

describe('a report as DOCX', () => {
  it('is a package in which every part is typed, every relation leads somewhere and every element has its place', async () => {
    const { parts, xml } = await openDocx(await input(12))
    const types = xml.get('[Content_Types].xml')
    if (!types) throw new Error('no types')
    const defaults = all(types, 'Default').map(({ attributes }) => attributes.Extension)
    const overrides = all(types, 'Override').map(({ attributes }) => attributes.PartName)
    for (const path of Object.keys(parts))
      if (path !== '[Content_Types].xml')
        expect(overrides.includes(`/${path}`) || defaults.includes(path.split('.').pop() ?? ''), path).toBe(true)
    for (const part of overrides) expect(parts).toHaveProperty([part.slice(1)])
    for (const [folder, rels] of [
      ['', '_rels/.rels'],
      ['word/', 'word/_rels/document.xml.rels'],
    ])
      for (const { attributes } of all(xml.get(rels) as Element, 'Relationship'))
        expect(parts).toHaveProperty([`${folder}${attributes.Target}`])
    const ids = all(xml.get('word/_rels/document.xml.rels') as Element, 'Relationship').map(({ attributes }) => attributes.Id)
    const document = xml.get('word/document.xml') as Element
    for (const { attributes } of all(document, 'a:blip')) expect(ids).toContain(attributes['r:embed'])
    const styles = all(xml.get('word/styles.xml') as Element, 'w:style').map(({ attributes }) => attributes['w:styleId'])
    for (const { attributes } of all(document, 'w:pStyle')) expect(styles).toContain(attributes['w:val'])
    for (const root of xml.values())
      for (const [name, order] of Object.entries(ORDER))
        for (const element of all(root, name)) {
          const places = element.children.map((child) => order.indexOf(child.name.slice(2)))
          expect(places, `${name}: ${element.children.map((child) => child.name)}`).toEqual(places.toSorted((a, b) => a - b))
          expect(places).not.toContain(-1)
        }
  })

  it('has every figure as the screen prints it, in cells under a head that comes again on each page', async () => {
    const report = await input(60)
    const { document } = await openDocx(report)
    const { rows, columns } = presentReport(report.result, report)
    const [table] = all(document, 'w:tbl')
    const lines = all(table, 'w:tr')
    // a head, the lines, their sum
    expect(lines).toHaveLength(1 + rows.length + 1)
    expect(lines.map((row) => all(row, 'w:tblHeader').length)).toEqual([1, ...lines.slice(1).map(() => 0)])
    rows.forEach((row, i) => {
      const cells = all(lines[i + 1], 'w:tc').map(textOf)
      // a bell is no character of XML
      expect(cells).toEqual(row.map(({ text }) => text.replace('\u0007', '')))
    })
    const align = all(lines[1], 'w:tc').map((cell) => all(cell, 'w:jc')[0]?.attributes['w:val'] ?? 'left')
    expect(align).toEqual(columns.map(({ kind }) => (kind === 'text' ? 'left' : 'right')))
    const words = textOf(document)
    expect(words).toContain(HOSTILE.replace('\u0007', ''))
    for (const each of ['示例数据，不作权属依据', '2 行自相交已修复', `SHA-256 ${'ab'.repeat(32)}`, '椭球面积', '方法与来源'])
      expect(words).toContain(each)
  })

  it('shows the map at its true size, on paper whose margins leave room for it', async () => {
    const { document, parts } = await openDocx(await input(3))
    const [extent] = all(document, 'wp:extent')
    // 36 000 English metric units a millimetre
    expect([Number(extent.attributes.cx) / 36_000, Number(extent.attributes.cy) / 36_000]).toEqual([170, 109])
    expect(parts['word/media/image1.png']).toEqual(MAP.png)
    const [size] = all(document, 'w:pgSz')
    const [margin] = all(document, 'w:pgMar')
    const room = Number(size.attributes['w:w']) - Number(margin.attributes['w:left']) - Number(margin.attributes['w:right'])
    expect((room / 1440) * 25.4).toBeCloseTo(170, 1)
  })

  it('merges the heads of columns that belong together, and turns a wide table across', async () => {
    const { document } = await openDocx({ ...(await input(3)), result: sampleMatrix(14), decimals: 4 })
    const [table] = all(document, 'w:tbl')
    const columns = all(table, 'w:gridCol').length
    expect(columns).toBe(15)
    const [upper, lower] = all(table, 'w:tr')
    for (const row of all(table, 'w:tr')) {
      const spans = all(row, 'w:tc').map((cell) => Number(all(cell, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1))
      expect(spans.reduce((sum, span) => sum + span, 0)).toBe(columns)
    }
    expect(all(upper, 'w:tc').map(textOf)).toEqual(['变化前', '变化后'])
    expect(all(upper, 'w:vMerge')[0].attributes['w:val']).toBe('restart')
    expect(all(lower, 'w:vMerge')).toHaveLength(1)
    expect([upper, lower].map((row) => all(row, 'w:tblHeader').length)).toEqual([1, 1])
    expect(all(document, 'w:pgSz').map(({ attributes }) => attributes['w:orient'] ?? 'portrait')).toEqual([
      'portrait',
      'landscape',
      'portrait',
    ])
  })

  it('takes several runs as chapters, speaks English to whom English was chosen, and is the same file each time', async () => {
    const report = await input(3, 'en')
    const several = { ...report, also: [{ ...report, title: { zh: '第二章', en: 'Chapter two' } }] }
    const { document, bytes } = await openDocx(several)
    const heads = all(document, 'w:p').filter((p) => all(p, 'w:pStyle')[0]?.attributes['w:val'] === 'Heading1')
    expect(heads.map(textOf)).toEqual(['1　Area summary: parcels', '2　Chapter two'])
    expect(textOf(document)).toContain('Area summary: parcels and 1 more')
    expect(textOf(document)).toContain('Method and sources')
    expect(textOf(document)).not.toMatch(/方法|来源|合计/)
    expect((await openDocx(several)).bytes).toEqual(bytes)
  })

  // an office without its writer says nothing and writes nothing
  const writer = spawnSync('sh', ['-c', 'ls "$(dirname "$(readlink -f "$(command -v soffice)")")/libswlo.so"'])
  it.skipIf(writer.status !== 0)(
    'opens in LibreOffice with its pages, its picture and a head on each page of the table (skipped: no writer of LibreOffice here)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'docx-'))
      try {
        const report = await input(120)
        writeFileSync(join(folder, 'report.docx'), (await encodeReportDocx(report, quietTask())).bytes)
        const home = `-env:UserInstallation=file://${folder}/profile`
        const made = spawnSync('soffice', [
          home,
          '--headless',
          '--convert-to',
          'pdf',
          '--outdir',
          folder,
          join(folder, 'report.docx'),
        ])
        expect(made.status, String(made.stderr)).toBe(0)
        const data = new Uint8Array(readFileSync(join(folder, 'report.pdf')))
        const pdf = await getDocument({ data, verbosity: 0 }).promise
        const pages = await Promise.all(
          Array.from({ length: pdf.numPages }, async (_, i) =>
            (await (await pdf.getPage(i + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''),
          ),
        )
        const words = pages.join('').replace(/\s/g, '')
        for (let i = 1; i < 120; i++) expect(words).toContain(`权利人${i}`)
        const head = presentReport(report.result, report).columns[1].label
        expect(pages.filter((page) => page.includes(head)).length).toBeGreaterThanOrEqual(3)
        expect(pages[pages.length - 1]).toContain(`${pdf.numPages} / ${pdf.numPages}`)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    120_000,
  )
})
