import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { fontsFor } from '../../../tests/print-fonts.ts'
import { lookOf } from '../appearance.ts'
import { fromLngLat, toLngLat } from '../crs.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeResident } from '../tiling/resident.ts'
import { createNames, layerMarks } from './layer-marks.ts'
import type { LegendLine } from './legend-marks.ts'
import { groundPoint, type MapFrame } from './map-frame.ts'
import { wordsOf } from './marks.ts'
import { PAPER_SIZES, type Paper, paperMm } from './paper.ts'
import { composeSheet, coveredBoxes } from './sheet.ts'
import { type SheetParts, sheetFace } from './sheet-face.ts'
import { cutSheetLayer, type SheetLayerChoice } from './sheet-layer.ts'
import { writePdf } from './write-pdf.ts'

const CENTRE = [40371933.6216, 4162979.6916] as const
const ALL: SheetParts = { title: true, legend: 'right', scale: true, north: true, grid: 'lines', check: true }
const NONE: SheetParts = { title: false, legend: null, scale: false, north: false, grid: null, check: false }
const words = {
  title: '垦利区宗地图',
  subtitle: '',
  organisation: '自然资源局',
  date: '2026-01-02',
  review: '示意图，未经审核，不作权属依据',
  crs: '2000国家大地坐标系',
  sources: '来源：示例',
  legend: '图例',
  check: '检核条',
  north: '北',
  convergence: () => '收敛角',
  scale: '1:5 000',
  watermark: '',
}
const fonts = fontsFor(`${Object.values(words).join('')}宗地0123456789 kmYX甲乙丙`)
const frameOf = (paper: Paper, parts: SheetParts, patch: Partial<MapFrame> = {}): MapFrame => ({
  crs: 'EPSG:4528',
  centre: CENTRE,
  denominator: 5000,
  turnDeg: 0,
  ...sheetFace(paper, parts),
  ...patch,
})

/** Squares of the ground whose side is known, as a table in lon/lat. */
async function squares(rings: readonly (readonly (readonly [number, number])[])[]): Promise<Table> {
  const shapes = rings.map((ring) => {
    const lngLat = toLngLat('EPSG:4528', Float64Array.from(ring.flat()))
    return {
      type: 'Polygon' as const,
      coordinates: [Array.from({ length: ring.length }, (_, i) => [lngLat[2 * i], lngLat[2 * i + 1]])],
    }
  })
  const names = ['甲', '乙', '丙', '丁']
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: rings.length,
    columns: [{ name: 'n', type: 'text', codes: Uint32Array.from(rings.keys()), dictionary: names.slice(0, rings.length) }],
    geometry: geometryFromGeoJson('polygon', shapes),
  }
}
const square = (x: number, y: number, side: number) =>
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ] as const
const choice = (frame: MapFrame): SheetLayerChoice => ({
  frame,
  filter: [],
  rows: null,
  classField: 'n',
  classValues: ['甲', '乙'],
  labelField: 'n',
})

describe('what a sheet shows of a layer', () => {
  it('a square of 500 m is one of 100 mm at 1:5 000, in its place; what is far away is not there', async () => {
    const paper: Paper = { size: 'A3', isLandscape: true }
    const frame = frameOf(paper, NONE)
    const table = await squares([square(CENTRE[0], CENTRE[1], 500), square(CENTRE[0] + 90_000, CENTRE[1], 500)])
    const layer = await cutSheetLayer(await makeResident(table, quietTask()), choice(frame), quietTask())
    expect(layer.classes.map(({ index, count }) => [index, count])).toEqual([[0, 1]])
    const { xy } = layer.classes[0].paths
    const xs = [...xy].filter((_, i) => i % 2 === 0)
    const ys = [...xy].filter((_, i) => i % 2 === 1)
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(100, 3)
    expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(100, 3)
    expect(Math.min(...xs)).toBeCloseTo(frame.widthMm / 2, 3)
    expect(layer.labels).toMatchObject([{ text: '甲' }])
    expect(layer.labels[0].x).toBeCloseTo(frame.widthMm / 2 + 50, 0)
  })
  it('cuts what is larger than the sheet a little beyond its border', async () => {
    const frame = frameOf({ size: 'A4', isLandscape: false }, NONE)
    const table = await squares([square(CENTRE[0] - 30_000, CENTRE[1] - 30_000, 60_000)])
    const layer = await cutSheetLayer(await makeResident(table, quietTask()), choice(frame), quietTask())
    const [{ paths }] = layer.classes
    expect(Math.min(...paths.xy)).toBeCloseTo(-4, 3)
    expect(Math.max(...paths.xy)).toBeLessThan(frame.heightMm + 5)
  })
  it('leaves out what a filter hides, and the names of what is smaller than they are', async () => {
    const frame = frameOf({ size: 'A4', isLandscape: false }, NONE)
    const table = await squares([
      square(CENTRE[0], CENTRE[1], 500),
      square(CENTRE[0] - 300, CENTRE[1], 2),
      square(CENTRE[0] - 300, CENTRE[1] + 50, 100),
    ])
    const resident = await makeResident(table, quietTask())
    const layer = await cutSheetLayer(resident, { ...choice(frame), filter: [{ field: 'n', values: ['乙', '丙'] }] }, quietTask())
    expect(layer.classes.map(({ index }) => index)).toEqual([1, 2])
    const names = createNames(fonts.measure, frame.widthMm, frame.heightMm)
    names.add(layer.labels, layer.classes, { size: 11, color: '#000000', isBold: false, isAbove: false })
    expect(names.marks.map(({ text }) => text)).toEqual(['丙'])
  })
  it('leaves out names that would lie half behind the legend or another box', async () => {
    const frame = frameOf({ size: 'A4', isLandscape: false }, NONE)
    const label = (text: string, x: number) => ({ text, x, y: 50, weight: 900, index: 0, turnDeg: 0 })
    const table = await squares([square(...CENTRE, 500)])
    const { classes } = await cutSheetLayer(await makeResident(table, quietTask()), choice(frame), quietTask())
    const box = { x: 60, y: 40, widthMm: 40, heightMm: 30 }
    const names = createNames(fonts.measure, frame.widthMm, frame.heightMm, [box])
    const labels = [label('在框后', 80), label('半在框后', 58), label('框外', 40)]
    names.add(labels, classes, { size: 11, color: '#000000', isBold: false, isAbove: false })
    expect(names.marks.map(({ text }) => text)).toEqual(['框外'])
  })
})

describe('a sheet', () => {
  it.each(PAPER_SIZES)('of %s keeps all its marks on the paper, and the map more than half of it', (size) => {
    for (const isLandscape of [true, false]) {
      const paper = { size, isLandscape }
      const page = composeSheet({ paper, frame: frameOf(paper, ALL), parts: ALL, words, legend: LEGEND, map: [] }, fonts.measure)
      const [width, height] = paperMm(paper)
      for (const mark of page.marks) {
        if (mark.kind === 'text') {
          expect([mark.x > 2, mark.x < width - 2, mark.y > 2, mark.y < height - 2]).toEqual([true, true, true, true])
        } else if (mark.kind === 'shapes') {
          const xs = Array.from(mark.paths.xy).filter((_, i) => i % 2 === 0)
          expect(Math.min(...xs)).toBeGreaterThan(5)
          expect(Math.max(...xs)).toBeLessThan(width - 5)
        }
      }
      const face = sheetFace(paper, ALL)
      expect((face.widthMm * face.heightMm) / (width * height)).toBeGreaterThan(0.55)
    }
  })

  it('printed as PDF and looked at as a picture: the check bar is 100.0 ± 0.3 mm, a square of 500 m is 100 mm ± 0.5 % at 1:5 000 on A3', async () => {
    const paper: Paper = { size: 'A3', isLandscape: true }
    const frame = frameOf(paper, ALL)
    const table = await squares([square(CENTRE[0] - 250, CENTRE[1] - 250, 500)])
    const layer = await cutSheetLayer(await makeResident(table, quietTask()), choice(frame), quietTask())
    const look = lookOf({ fill: '#ff00ff' }, 'polygon', 'light')
    const map = layerMarks(layer, { looks: [look, look, look], opacity: 1, widthFactor: 1, isPoint: false })
    const parts = { ...ALL, legend: null, grid: null, north: false } as const
    const page = composeSheet({ paper, frame, parts, words, legend: [], map }, fonts.measure)
    const bytes = await writePdf(
      [page],
      fonts,
      { title: words.title, author: '', subject: '', language: 'zh-CN', at: new Date(0) },
      quietTask(),
    )
    const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise
    const sheet = await pdf.getPage(1)
    const dpi = 150
    const viewport = sheet.getViewport({ scale: dpi / 72 })
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
    const context = canvas.getContext('2d')
    await sheet.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
    const mm = (px: number) => (px / dpi) * 25.4

    const face = sheetFace(paper, parts)
    const magenta = runs(
      context,
      canvas.width,
      canvas.height,
      Math.round(((face.y + face.heightMm / 2) / 25.4) * dpi),
      ([r, g, b]) => r > 200 && g < 60 && b > 200,
    )
    expect(magenta).toHaveLength(1)
    expect(Math.abs(mm(magenta[0][1] - magenta[0][0]) / 100 - 1)).toBeLessThan(0.005)
    // the row of pixels through the bar: its long line
    const isInk = ([r, g, b]: readonly number[]) => r < 120 && g < 120 && b < 120
    let longest = 0
    for (let y = Math.round(((face.y + face.heightMm + 15) / 25.4) * dpi); y < canvas.height; y++)
      for (const [from, to] of runs(context, canvas.width, canvas.height, y, isInk)) {
        // of the outer frame, which is as wide as the sheet, nothing is below the bars
        if (mm(to - from) < 200) longest = Math.max(longest, to - from)
      }
    // from tick to tick: half the width of a tick lies beyond at either end
    expect(Math.abs(mm(longest) - 0.2 - 100)).toBeLessThan(0.3)
    expect((await sheet.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')).toContain(words.title)
  })

  it('says of its sources all there is, in smaller letters where the sheet is narrow, and with a sign where even they have no room', () => {
    const frame = frameOf({ size: 'A4', isLandscape: false }, ALL)
    const foot = (sources: string) => {
      const long = { ...words, review: 'Schematic, not reviewed, no proof of title', sources }
      const { marks } = composeSheet(
        { paper: { size: 'A4', isLandscape: false }, frame, parts: ALL, words: long, legend: [], map: [] },
        fonts.measure,
      )
      return marks.flatMap((mark) => (mark.kind === 'text' && mark.x < 20 && mark.y > 260 ? [mark] : []))
    }
    const SOURCES = 'Sources: Demonstration data drawn and simulated by this project; no title, no plan'
    const lines = foot(SOURCES)
    expect(lines.map(({ text }) => text).join(' ')).toContain(SOURCES)
    for (const each of lines) expect(each.y).toBeLessThan(297 - 8)
    expect(foot(`${SOURCES}. `.repeat(6)).at(-1)?.text).toMatch(/…$/)
  })
  it('tells which parts of the map its boxes cover: all their words are in them, and nothing is drawn beside', () => {
    const paper: Paper = { size: 'A4', isLandscape: true }
    const frame = frameOf(paper, ALL)
    const face = sheetFace(paper, ALL)
    const small: MapFrame = { ...frame, denominator: 1_000_000, widthMm: 40, heightMm: 34 }
    const figures = {
      table: { title: '面积', heads: ['镇', '个数'], rows: [['甲', '7']], totals: ['合计', '7'], rest: String },
      chart: null,
    }
    const inset = { title: '位置', frame: small, marks: [] }
    const sheet = { paper, frame, parts: { ...ALL, grid: null }, words, legend: LEGEND.slice(0, 9), inset, figures }
    const boxes = coveredBoxes(sheet, fonts.measure)
    expect(boxes).toHaveLength(4)
    const { marks } = composeSheet({ ...sheet, map: [] }, fonts.measure)
    const onMap = marks.flatMap((mark) =>
      mark.kind === 'text' && mark.y > face.y && mark.y < face.y + face.heightMm ? [mark] : [],
    )
    for (const word of [words.north, '位置', '合计', words.legend]) expect(onMap.map(({ text }) => text)).toContain(word)
    for (const { x, y } of onMap)
      expect(
        boxes.some(
          (box) =>
            x >= face.x + box.x && x <= face.x + box.x + box.widthMm && y >= face.y + box.y && y <= face.y + box.y + box.heightMm,
        ),
      ).toBe(true)
    for (const box of boxes) expect(box.widthMm * box.heightMm).toBeLessThan(0.2 * face.widthMm * face.heightMm)
  })
  it('names the grid by northing and easting, at the places where these are', () => {
    const paper: Paper = { size: 'A4', isLandscape: true }
    const frame = frameOf(paper, ALL)
    const page = composeSheet({ paper, frame, parts: ALL, words, legend: [], map: [] }, fonts.measure)
    const face = sheetFace(paper, ALL)
    const label = page.marks.find((mark) => mark.kind === 'text' && mark.text.startsWith('Y 40\u00a037'))
    if (label?.kind !== 'text') throw new Error('no label')
    const easting = Number(label.text.replace(/\D/g, ''))
    const tick = page.marks.flatMap((mark) => (mark.kind === 'shapes' && !mark.paths.isClosed ? [Array.from(mark.paths.xy)] : []))
    const lines = tick.filter((xy) => xy.length === 4 && Math.abs(xy[0] - xy[2]) < 1e-3)
    const near = lines.filter((xy) => Math.abs(xy[0] - label.x) < 2)
    expect(near.length).toBeGreaterThan(0)
    expect(groundPoint(frame, near[0][0] - face.x, 0)[0]).toBeCloseTo(easting, 1)
    expect(wordsOf(page.marks)).toContain('X 4\u00a016')
  })

  it('agrees with the projection of the product at its corners', () => {
    const frame = frameOf({ size: 'A4', isLandscape: false }, ALL)
    const [x, y] = groundPoint(frame, 0, 0)
    const lngLat = toLngLat(frame.crs, Float64Array.of(x, y))
    const back = fromLngLat(frame.crs, lngLat)
    expect([back[0], back[1]]).toEqual([expect.closeTo(x, 4), expect.closeTo(y, 4)])
  })
})

const LEGEND: LegendLine[] = [
  { text: '宗地', level: 0, look: null, shape: 'box' },
  ...Array.from({ length: 60 }, (_, i) => ({
    text: `宗地 ${i}`,
    level: 1 as const,
    look: lookOf({ fill: '#aabbcc', hatch: 'wave' as const }, 'polygon' as const, 'light' as const),
    shape: 'box' as const,
  })),
]

/** Stretches of a row of pixels that pass, from … to. */
function runs(
  context: SKRSContext2D,
  width: number,
  height: number,
  y: number,
  passes: (pixel: readonly number[]) => boolean,
): [number, number][] {
  if (y >= height) return []
  const { data } = context.getImageData(0, y, width, 1)
  const found: [number, number][] = []
  let start = -1
  for (let x = 0; x <= width; x++) {
    const isIn = x < width && passes([data[4 * x], data[4 * x + 1], data[4 * x + 2]])
    if (isIn && start < 0) start = x
    if (!isIn && start >= 0) {
      found.push([start, x])
      start = -1
    }
  }
  return found
}
