import { expect, it } from 'vitest'
import { columnWidths, pinnedColumn } from './column-width.ts'
import type { FigureColumn } from './figures.ts'

const column = (kind: FigureColumn['kind'], header: string, texts: readonly string[]) =>
  ({ id: header, kind, header, unit: '', text: (row: number) => texts[row] }) as unknown as FigureColumn
const towns = column('text', '镇街', ['垦利街道', '黄河口镇'])
const classes = column('text', '地类', ['0101 水田', '05H1 商业服务业设施用地'])
const count = column('count', '个数', ['5 000', '12'])
const rows = [0, 1]
const REMARKS = ['Explanation']
const leastPx = (columns: readonly FigureColumn[], widthPx: number, of: readonly number[] = rows) =>
  columnWidths(
    columns,
    of,
    columns.flatMap(({ id, kind }) => (kind === 'text' && !REMARKS.includes(id) ? [id] : [])),
    widthPx,
  ).map((width) => Number(/minmax\((\d+)px/.exec(width)?.[1]))
const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0)

it('leaves room for numbers beside the words on a phone, and does not cut words where there is room', () => {
  expect(total(leastPx([towns, classes, count], 360))).toBeLessThanOrEqual(320)
  // the closing words of the sum row stand in one level or two
  const [only, beside] = leastPx([towns, count], 360)
  expect(only).toBeGreaterThan(180)
  expect(only + beside).toBeLessThanOrEqual(320)
  expect(leastPx([towns, classes, count], 1000)[1]).toBeGreaterThan(leastPx([towns, classes, count], 360)[1])
  expect(leastPx([towns, classes, count], 0)).toEqual(leastPx([towns, classes, count], 1000))
})

it('lets the longest words give way where figures would be pushed out of sight', () => {
  const names = [
    '0101 Paddy field',
    '0102 Irrigated land',
    '0103 Dry cropland',
    '0305 Shrubland',
    '05H1 Land for commercial service facilities',
  ]
  const [before, after] = ['Class before', 'Class after'].map((header) => column('text', header, names))
  const area = column(
    'area',
    'Area',
    names.map(() => '227 149.9044'),
  )
  const every = [before, after, area]
  const of = names.map((_, row) => row)
  expect(total(leastPx(every, 1200, of)), 'all words, where there is room').toBeGreaterThan(700)
  expect(total(leastPx(every, 600, of)), 'the figures are in sight').toBeLessThanOrEqual(600)
  expect(leastPx(every, 600, of)[0], 'most words are whole').toBeGreaterThan(19 * 7.5)
})

it('has the first area in sight beside four levels, and leaves whole what a line says of itself', () => {
  const levels = ['Layer', 'Holder', 'Ownership', 'Land class'].map((header) =>
    column('text', header, ['Farmland Agricultural Development Co., Ltd.', 'Village collective economic organisation']),
  )
  const area = column('area', 'Area', ['227 149.9044', '12.0000'])
  for (const widthPx of [500, 630, 880]) {
    const widths = leastPx([...levels, area, count], widthPx)
    expect(total(widths.slice(0, 5)), `${widthPx}`).toBeLessThanOrEqual(widthPx)
    for (const width of widths) expect(width).toBeGreaterThanOrEqual(64)
  }
  expect(leastPx([...levels, area], 380)[1], 'a phone has no room for four').toBeGreaterThan(140)
  const words = 'Registered 62 667.62 m², drawn 55 953.23 m²: 6 714.39 m² apart'
  const finding = [levels[0], column('text', 'Explanation', [words, words]), area]
  expect(leastPx(finding, 500)[1]).toBeGreaterThan(400)
})

it('keeps on a phone the first area at the edge where the words before it push it out of sight, and nothing elsewhere', () => {
  const words = ['Village collective economic organisation']
  const levels = ['Holder', 'Ownership', 'Land class', 'Layer'].map((header) => column('text', header, words))
  const area = column('area', 'Area', ['227 149.9044'])
  const pinned = (depth: number, widthPx: number, figures = [count, area]) => {
    const every = [...levels.slice(0, depth), ...figures]
    const ids = levels.slice(0, depth).map(({ id }) => id)
    return pinnedColumn(every, [0], columnWidths(every, [0], ids, widthPx), widthPx)?.id ?? null
  }
  for (const widthPx of [360, 390]) for (const depth of [2, 3, 4]) expect(pinned(depth, widthPx), `${depth}`).toBe('Area')
  expect(pinned(4, 390, [count]), 'the first number where there is no area').toBe(count.id)
  expect(pinned(1, 390, [area])).toBeNull()
  expect(pinned(4, 1000)).toBeNull()
  expect(pinned(4, 390, [])).toBeNull()
  // its heading takes two lines rather than the room of the words
  const named = [...levels, { ...area, header: 'Ellipsoidal area', unit: 'ha' }]
  expect(pinnedColumn(named, [0], ['148px', '148px', '148px', '148px', 'minmax(160px, 1fr)'], 360)?.widthPx).toBe(116)
})
