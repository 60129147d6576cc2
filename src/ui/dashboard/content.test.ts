import { describe, expect, it } from 'vitest'
import { PAPER_LOOK } from '../../core/charts/chart.ts'
import { chartMarks } from '../../core/charts/chart-marks.ts'
import { type Card, COUNT, type Groups, type Histogram, type KeyFigures } from '../../core/dashboard/card.ts'
import { AREA_FIELD, type CodeList } from '../../core/table.ts'
import { toM2 } from '../../core/units.ts'
import { type CardContent, cardContent } from './content.ts'
import { copyOfCard, csvOfCard, pageOfCard } from './take-card.ts'
import type { WordsContext } from './words.ts'

const list: CodeList = {
  id: 'classes',
  title: { zh: '地类', en: 'Classes' },
  entries: [
    { code: '00', label: { zh: '湿地', en: 'Wetland' } },
    { code: '0101', label: { zh: '水田', en: 'Paddy' }, parent: '01', color: '#f5e27a' },
    { code: '1106', label: { zh: '内陆滩涂', en: 'Inland flat' }, parent: '00' },
    { code: '1105', label: { zh: '沿海滩涂', en: 'Coastal flat' }, parent: '00' },
  ],
}
const context: WordsContext = {
  layer: {
    fields: [{ name: 'DLBM', label: { zh: '地类', en: 'Land class' }, codes: 'classes' }],
    symbology: {
      kind: 'categories',
      field: 'DLBM',
      classes: [{ value: '1106', style: { fill: '#9fc3d8' } }],
      other: null,
    },
  },
  codeLists: { classes: list },
  locale: 'zh',
  areaUnit: 'mu',
}
/** 1/3 亩 each: as 0.33 they would add up to 0.99 */
const third = toM2(1 / 3, 'mu')
const groups = (paths: readonly (readonly (string | null)[])[], values: readonly number[]): Groups => ({
  kind: 'groups',
  groups: paths.map((path, i) => ({ path, words: path.map((word) => [word ?? '']), count: i + 1, value: values[i] })),
  rest: null,
  count: paths.length,
  value: values.reduce((a, b) => a + b, 0),
})
const bars: Card = { id: 'b', kind: 'bars', level: { field: 'DLBM' }, measure: AREA_FIELD }
const made = (card: Card, answer: Parameters<typeof cardContent>[2], locale: 'zh' | 'en' = 'zh') => {
  const content = cardContent({ ...context, locale }, card, answer)
  if ('problem' in content) throw new Error(content.problem)
  return content
}
const measure = (text: string, size: number) => text.length * size * 0.6
const frame = { width: 280, size: 12, look: PAPER_LOOK, measure }

describe('bars', () => {
  const content = made(bars, groups([['0101'], ['1106'], [null]], [third, third, third]))
  it('have figures that add up as printed, and shares to a hundred', () => {
    expect(content.rows.map(({ cells }) => cells[2].words)).toEqual(['0.34', '0.33', '0.33'])
    expect(content.total?.[2].words).toBe('1.00')
    expect(content.rows.map(({ cells }) => cells[3].words)).toEqual(['33.4%', '33.3%', '33.3%'])
  })
  it('are named and coloured as the layer is: its class, else the code list; blank by its word', () => {
    expect(content.parts.map(({ name, color }) => [name, color])).toEqual([
      ['0101 水田', '#f5e27a'],
      ['1106 内陆滩涂', '#9fc3d8'],
      ['空值', ''],
    ])
    expect(made(bars, groups([['0101']], [1]), 'en').title).toBe('Ellipsoidal area (mu) by Land class')
  })
  it('beyond ten are one bar, which filters nothing', () => {
    const many = made(
      { ...bars, measure: COUNT },
      groups(
        Array.from({ length: 30 }, (_, i) => [`c${i}`]),
        Array.from({ length: 30 }, (_, i) => 30 - i),
      ),
    )
    expect(many.parts).toHaveLength(10)
    // 231 of 465
    expect(many.parts[9]).toMatchObject({ name: '其余 21 类', words: '231 · 49.7%', pick: null })
    const shares = many.parts.map(({ words }) => Number(/([\d.]+)%$/.exec(words)?.[1]))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9)
    expect(many.rows).toHaveLength(30)
    expect(many.chart?.(frame).parts).toHaveLength(10)
  })
  it('of nothing are nothing', () => {
    expect(made(bars, groups([], [])).chart).toBeNull()
  })
})

it('rings filter to a code, or to all codes below one', () => {
  const card: Card = { id: 'r', kind: 'rings', levels: [{ field: 'DLBM', isParent: true }, { field: 'DLBM' }], measure: COUNT }
  const answer = groups(
    [
      ['00', '1106'],
      ['00', '1105'],
      ['01', '0101'],
    ],
    [5, 3, 2],
  )
  const wetlands = ['1106', '1105']
  const whole = {
    ...answer,
    groups: answer.groups.map((group) => (group.path[0] === '00' ? { ...group, words: [wetlands, group.words[1]] } : group)),
  }
  const content = made(card, whole)
  expect(content.parts.map(({ name }) => name)).toEqual([
    '00 湿地',
    '00 湿地 · 1106 内陆滩涂',
    '00 湿地 · 1105 沿海滩涂',
    '01',
    '01 · 0101 水田',
  ])
  expect(content.parts[0].pick).toEqual({ kind: 'values', wanted: [{ field: 'DLBM', words: wetlands }] })
  expect(content.parts[1].pick).toEqual({ kind: 'values', wanted: [{ field: 'DLBM', words: ['1106'] }] })
  expect(content.legend.map(({ name, words }) => `${name} ${words}`)).toEqual(['00 湿地 8 · 80.0%', '01 2 · 20.0%'])
})

describe('columns of dates', () => {
  const card: Card = { id: 'd', kind: 'histogram', field: 'RQ', step: 'quarter' }
  const figures = { count: 3, blank: 1, sum: 0, mean: 0, min: Date.UTC(2023, 9, 7), max: Date.UTC(2024, 4, 2) }
  const edges = [Date.UTC(2023, 9), Date.UTC(2024, 0), Date.UTC(2024, 3), Date.UTC(2024, 6)]
  const answer: Histogram = {
    kind: 'histogram',
    edges,
    isOpenBelow: false,
    isOpenAbove: false,
    counts: [1, 0, 2],
    figures,
    dates: { step: 'quarter', every: 1 },
  }
  const names = (of: Histogram, locale: 'zh' | 'en' = 'zh') => made(card, of, locale).parts.map(({ name }) => name)

  it('are named by their period, with the first and the last day', () => {
    expect(names(answer)).toEqual(['2023年4季度', '2024年1季度', '2024年2季度'])
    expect(names(answer, 'en')).toEqual(['Q4 2023', 'Q1 2024', 'Q2 2024'])
    expect(made(card, answer).notes).toEqual(['最早 2023-10-07，最晚 2024-05-02', '空值 1'])
    expect(names({ ...answer, dates: { step: 'month', every: 1 } }, 'en')[0]).toBe('2023-10')
  })
  it('say where they are coarser than was asked for', () => {
    const decades = { ...answer, edges: [Date.UTC(1990, 0), Date.UTC(2000, 0), Date.UTC(2010, 0), Date.UTC(2020, 0)] }
    const content = made(card, { ...decades, dates: { step: 'year', every: 10 } })
    expect(content.parts[0].name).toBe('1990–1999年')
    expect(content.notes[1]).toBe('时间跨度大，已按更粗的时段分组')
  })
  it('have limits on their axis, not milliseconds', () => {
    const chart = made(card, answer).chart?.(frame)
    const words = chart ? chartMarks(chart).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])) : []
    expect(words).toEqual(expect.arrayContaining(['2023Q4', '2024Q1', '2024Q2', '2024Q3']))
  })
})

it('key figures say what they leave out', () => {
  const answer: KeyFigures = {
    kind: 'figures',
    count: 10,
    allCount: 40,
    empty: 1,
    areaM2: toM2(5, 'mu'),
    allAreaM2: toM2(20, 'mu'),
    repaired: 2,
    registered: { areaM2: toM2(4, 'mu'), missing: 3 },
    field: null,
  }
  const content = made({ id: 'f', kind: 'figures', field: null }, answer)
  expect(content.rows.map(({ cells }) => cells.map(({ words }) => words).join('|'))).toEqual([
    '要素|10||占图层 25.0%',
    '椭球面积|5.00|亩|占图层 25.0%',
    '登记面积|4.00|亩|',
  ])
  expect(content.notes).toEqual(['其中无图形 1', '2 个无效图形按修复后的面积计', '3 个没有登记面积'])
})

it('a histogram names its bins in the unit that is shown, open ends too', () => {
  const card: Card = { id: 'h', kind: 'histogram', field: AREA_FIELD }
  const content = made(card, {
    kind: 'histogram',
    edges: [0, 1, 2].map((edge) => toM2(edge, 'mu')),
    isOpenBelow: false,
    isOpenAbove: true,
    counts: [3, 1],
    figures: { count: 4, blank: 2, sum: 0, mean: 0, min: 0, max: 0 },
  })
  expect(content.rows.map(({ cells }) => cells.map(({ words }) => words))).toEqual([
    ['0 – 1', '3', '75.0%'],
    ['≥ 1', '1', '25.0%'],
  ])
  expect(content.rows[1].pick).toEqual({ kind: 'range', field: AREA_FIELD, range: { min: toM2(1, 'mu'), max: null } })
  expect(content.notes).toEqual(['空值 2'])
})

describe('what is taken home', () => {
  const content: CardContent = {
    ...made(bars, groups([['=HYPERLINK("x")'], ['a,"b"']], [third, third])),
    notes: ['@note'],
  }
  it('is defused where a spreadsheet would run it, and says where it comes from', () => {
    const { text, html } = copyOfCard(content)
    expect(text.split('\r\n')[1]).toMatch(/^'=HYPERLINK/)
    expect(html).toContain('&quot;')
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvOfCard(content, ['图层；整个图层', '=1+1']))
    const lines = csv.split('\r\n')
    expect(lines[0]).toBe('\ufeff地类,个数,椭球面积 (亩),占比 (%)')
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)",/)
    expect(lines[2]).toMatch(/^"a,""b""",/)
    expect(lines.slice(-5)).toEqual(['', "'@note", '图层；整个图层', "'=1+1", ''])
  })
  it('as a picture holds every part of the chart inside the page', () => {
    const chart = content.chart?.(frame)
    expect(chartMarks(chart!).length).toBe(chart!.marks.length + chart!.parts.length)
    const page = pageOfCard(content, ['来源'], measure)
    const words = page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
    expect(words.map(({ text }) => text)).toContain('来源')
    for (const { y } of words) expect(y).toBeLessThan(page.heightMm)
    for (const mark of page.marks)
      if (mark.kind === 'shapes')
        for (let i = 0; i < mark.paths.xy.length; i += 2) expect(mark.paths.xy[i]).toBeLessThanOrEqual(page.widthMm)
  })
})

it('says what is wrong with a card whose field has gone', () => {
  const content = cardContent(context, bars, { kind: 'none', field: 'DLBM', reason: 'missing' })
  expect(content).toEqual({ problem: '字段“地类”不在此图层中，请重新设置' })
})
