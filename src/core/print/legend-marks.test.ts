import { expect, it } from 'vitest'
import { lookOf } from '../appearance.ts'
import { type LegendLine, legendMarks } from './legend-marks.ts'
import type { Mark } from './marks.ts'

const look = lookOf({ fill: '#ff00ff' }, 'polygon', 'light')
const head = (text: string): LegendLine => ({ text, level: 0, look: null, shape: 'box' })
const classes = (count: number): LegendLine[] =>
  Array.from({ length: count }, (_, i) => ({ text: `${1000 + i} 地类`, level: 1, look, shape: 'box' }))
const measure = (text: string, sizeMm: number) => text.length * sizeMm
const textsOf = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
const yOf = (marks: readonly Mark[], text: string) => textsOf(marks).find((mark) => mark.text === text)?.y ?? Number.NaN
const legend = (lines: readonly LegendLine[], widthMm: number, heightMm: number) =>
  legendMarks(lines, '图例', { x: 10, y: 10, widthMm, heightMm }, 'right', 1, measure)

it('on a sheet that stands is no higher than four tenths of its width, in columns of the same length', () => {
  const marks = legend([head('宗地'), ...classes(43)], 190, 270)
  const ys = textsOf(marks).map(({ y }) => y)
  expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(0.4 * 190)
  const columns = new Map<number, number>()
  for (const { x, text } of textsOf(marks)) if (/^1\d/.test(text)) columns.set(x, (columns.get(x) ?? 0) + 1)
  const lengths = [...columns.values()]
  expect(lengths.length).toBeGreaterThan(1)
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(4)
  expect(lengths.reduce((sum, each) => sum + each)).toBe(43)
})

it('leaves no head alone at the foot of a column', () => {
  for (let before = 1; before < 30; before++) {
    const marks = legend([head('甲'), ...classes(before), head('乙'), { ...classes(1)[0], text: '乙一' }], 190, 130)
    if (textsOf(marks).some(({ text }) => text.startsWith('…'))) continue
    expect(yOf(marks, '乙一')).toBeGreaterThan(yOf(marks, '乙'))
  }
})

it('draws classes by two numbers as a square without gaps, each row with its words', () => {
  const row = (text: string): LegendLine => ({ text, level: 1, look: null, shape: 'box', cells: [look, look, look] })
  const marks = legend([head('人口'), row('高'), row('中'), row('低')], 190, 130)
  const boxes = marks.flatMap((mark) => (mark.kind === 'shapes' && mark.paint.fill === '#ff00ff' ? [mark.paths.xy] : []))
  expect(boxes).toHaveLength(9)
  const [xs, ys] = [0, 1].map((axis) => boxes.map((xy) => Array.from(xy).filter((_, i) => i % 2 === axis)))
  const span = (all: number[][]) => Math.max(...all.flat()) - Math.min(...all.flat())
  const side = (all: number[][]) => Math.max(...all[0]) - Math.min(...all[0])
  expect(span(xs)).toBeCloseTo(3 * side(xs), 4)
  expect(span(ys)).toBeCloseTo(3 * side(ys), 4)
  expect(textsOf(marks).find(({ text }) => text === '高')?.isBold).toBe(false)
})
