import { readdirSync, readFileSync } from 'node:fs'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { fontsFor } from '../../../tests/print-fonts.ts'
import { quietTask } from '../task.ts'
import { GROUP_SPACE, shownNumber } from '../units.ts'
import { wrapText } from './font-book.ts'
import { box, line, type Mark, wordsOf } from './marks.ts'
import { writePdf } from './write-pdf.ts'

const ABOUT = { title: '试 Test', author: '测试', subject: 's', language: 'zh-CN', at: new Date('2026-01-02T03:04:05Z') }
const words = '垦利区自然资源一张图 王犇 1:10 000'
const marks: Mark[] = [
  { kind: 'text', text: words, x: 105, y: 20, sizeMm: 6, color: '#112233', align: 'middle', isBold: true },
  { kind: 'text', text: '北', x: 50, y: 50, sizeMm: 5, color: '#000000', turnDeg: 90 },
  line(30, 100, 130, 100, { line: '#ff0000', lineWidthMm: 0.3, dashMm: [2, 1] }),
  {
    kind: 'clip',
    x: 10,
    y: 10,
    widthMm: 50,
    heightMm: 50,
    marks: [box(0, 0, 40, 40, { fill: '#00ff00', fillOpacity: 0.5, hatch: 'wave' })],
  },
  { kind: 'dots', xy: [20, 200], radiusMm: 0.4, paint: { fill: '#000000', line: '#ffffff', lineWidthMm: 0.1 } },
]

async function open(pages: Parameters<typeof writePdf>[0]) {
  const bytes = await writePdf(pages, fontsFor(pages.map(({ marks }) => wordsOf(marks)).join('')), ABOUT, quietTask())
  // a copy: the reader takes the buffer away
  return { bytes, pdf: await getDocument({ data: bytes.slice(), verbosity: 0 }).promise }
}

describe('a page as PDF, read by another program', () => {
  it('has the size of the paper, the words as text in their place, and the title', async () => {
    const { bytes, pdf } = await open([{ widthMm: 210, heightMm: 297, marks }])
    const page = await pdf.getPage(1)
    const [, , width, height] = page.view
    expect([(width / 72) * 25.4, (height / 72) * 25.4]).toEqual([expect.closeTo(210, 3), expect.closeTo(297, 3)])
    const { items } = await page.getTextContent()
    const texts = items.flatMap((item) => ('str' in item ? [item] : []))
    expect(texts.map(({ str }) => str).join('')).toContain(words)
    // centred on x = 105 mm: as far from it on the left as on the right
    const title = texts.filter(({ transform }) => Math.abs(transform[5] - ((297 - 20) / 25.4) * 72) < 0.01)
    const [from, last] = [title[0], title.filter(({ width }) => width > 0).slice(-1)[0]]
    expect((from.transform[4] + last.transform[4] + last.width) / 2).toBeCloseTo((105 / 25.4) * 72, 0)
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: '试 Test', Author: '测试' })
    // 25 characters of six slices, not the typeface of ten megabytes
    expect(bytes.length).toBeLessThan(40_000)
  })

  it('draws lines as lines, at their length', async () => {
    const { pdf } = await open([{ widthMm: 210, heightMm: 297, marks: [line(30, 100, 130, 100, { line: '#ff0000' })] }])
    const list = await (await pdf.getPage(1)).getOperatorList()
    const path = list.fnArray.indexOf(OPS.constructPath)
    const [x0, y0, x1, y1] = Array.from((list.argsArray[path] as [number, unknown, number[]])[2])
    expect([x0, y0, x1, y1]).toEqual([30, 100, 130, 100])
    const transform = list.argsArray[list.fnArray.indexOf(OPS.transform)] as number[]
    expect(((x1 - x0) * transform[0] * 25.4) / 72).toBeCloseTo(100, 4)
  })

  it('shows a picture where it lies, and what is below where its mask lets it be seen', async () => {
    const red = createCanvas(40, 20)
    const pen = red.getContext('2d')
    pen.fillStyle = '#ff0000'
    pen.fillRect(0, 0, 40, 20)
    const jpeg = new Uint8Array(red.toBuffer('image/jpeg'))
    const mask = { bytes: Uint8Array.of(255, 0), widthPx: 2, heightPx: 1 }
    const picture = { kind: 'picture' as const, jpeg, widthPx: 40, heightPx: 20, x: 20, y: 10, widthMm: 40, heightMm: 20, mask }
    const { pdf } = await open([{ widthMm: 80, heightMm: 50, marks: [box(0, 0, 80, 50, { fill: '#0000ff' }), picture] }])
    const page = await pdf.getPage(1)
    const viewport = page.getViewport({ scale: 72 / 25.4 })
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
    const context = canvas.getContext('2d')
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
    const at = (xMm: number, yMm: number) => {
      const scale = viewport.width / 80
      return [...context.getImageData(Math.round(xMm * scale), Math.round(yMm * scale), 1, 1).data].map((value) => value > 127)
    }
    expect(at(25, 20)).toEqual([true, false, false, true])
    expect(at(55, 20)).toEqual([false, false, true, true])
    expect(at(70, 40)).toEqual([false, false, true, true])
  })

  it('has as many pages as were given, and one copy of the fonts', async () => {
    const page = { widthMm: 297, heightMm: 210, marks }
    const one = await open([page])
    const { pdf, bytes } = await open([page, page, page])
    expect(pdf.numPages).toBe(3)
    expect(bytes.length).toBeLessThan(one.bytes.length + 5000)
  })
})

describe('letters', () => {
  const fonts = fontsFor('垦利abc王')
  it('are measured as the typeface says: an ideograph is one em, Latin ones less', () => {
    expect(fonts.measure('垦利', 10)).toBe(20)
    expect(fonts.measure('abc', 10)).toBeCloseTo(16.9, 0)
  })
  it('of figures and units are all there, also where two slices claim them', () => {
    const signs = '‰±×°′″²³≤≥−–—…·→≈①'
    expect(fontsFor(signs).missing(signs)).toEqual([])
  })
  it('of formulas are Greek ones too, and an index without a sign of its own stands on the line', () => {
    const formula = 'S = Σ wᵢ·fᵢ, A₁, πΔφλ'
    const fonts = fontsFor(formula)
    expect(fonts.missing(formula)).toEqual([])
    expect(fonts.runs('ᵢ₁')).toEqual(fonts.runs('i1'))
    // 10⁻⁶ on the line would be another number
    expect(fonts.missing('10⁻⁶')).toEqual(['⁻', '⁶'])
  })
  it('of all that reports are told in are there', () => {
    const told = ['src/core', 'src/analyses', 'src/standards', 'src/i18n'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/test|manual|field/.test(name))
        .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').match(/\b(?:zh|en): *(['"`]).*?\1/g) ?? []),
    )
    expect(told.length).toBeGreaterThan(2000)
    const letters = [...new Set(told.join(''))].join('')
    // a box stands for this one, which says that a letter was lost
    expect(fontsFor(letters).missing(letters)).toEqual(['\ufffd'])
  })
  it('that the typeface lacks are named', () => {
    expect(fonts.missing('垦利\u{1f600}')).toEqual(['\u{1f600}'])
  })
  it('are broken into lines that fit, and none is lost', () => {
    const text = '垦利区自然资源一张图，示意 abcdefgh 利利利利 370505001001GB00001W00000000'
    const lines = wrapText(text, 3, 20, fonts.measure)
    for (const each of lines) expect(fonts.measure(each, 3)).toBeLessThanOrEqual(20)
    expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect(lines.every((each) => !/^[，。]/.test(each))).toBe(true)
  })
  it('begin with a word, not with the space before it, wherever the line ends', () => {
    for (let widthMm = 8; widthMm < 40; widthMm += 0.1)
      for (const each of wrapText('Schematic, not reviewed, no proof of title', 2.6, widthMm, fonts.measure))
        expect(each).toBe(each.trim())
  })
  it('of a figure have a plain space between its groups, for whoever copies it', () => {
    for (const space of [GROUP_SPACE, '\u2009', '\u202f']) expect(fonts.runs(`1${space}2`)).toEqual(fonts.runs('1 2'))
  })
  it('ends no line within a figure', () => {
    const figure = shownNumber(1234567.89, 2)
    for (let widthMm = 22; widthMm < 60; widthMm++)
      expect(wrapText(`合计 ${figure} 公顷 and ${figure} ha`, 3, widthMm, fonts.measure).join('|').split(figure)).toHaveLength(3)
  })

  it('keeps a bracket with what it holds', () => {
    const measure = (text: string, sizeMm: number) => [...text].length * sizeMm
    expect(wrapText('占比（%）', 2, 6, measure)).toEqual(['占比', '（%）'])
    expect(wrapText('椭球面积（公顷）', 2, 10, measure)).toEqual(['椭球面积', '（公顷）'])
    expect(wrapText('见《土地利用现状分类》，', 2, 8, measure).join('|')).not.toMatch(/《\||\|[》，]/)
  })
})
