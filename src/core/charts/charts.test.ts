import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planarArea } from '../geometry.ts'
import type { Mark } from '../print/marks.ts'
import { atOnce } from '../slices.ts'
import { barChart } from './bar-chart.ts'
import { type Chart, type ChartFrame, fitText, PAPER_LOOK } from './chart.ts'
import { histogramChart } from './histogram-chart.ts'
import { readingSize, ringChart } from './ring-chart.ts'
import { scatterChart } from './scatter-chart.ts'
import { sectorsOf } from './sunburst.ts'
import { decimalsOfStep, niceStep, stepsAround, ticksBetween } from './ticks.ts'

/** Every letter as wide as its em: wider than any typeface sets them. */
const measure = (text: string, size: number) => [...text].length * size
const frame = (width: number): ChartFrame => ({ width, size: 12, look: PAPER_LOOK, measure })

function widthOf(xy: readonly number[]): number {
  const xs = xy.filter((_, i) => i % 2 === 0)
  return Math.max(...xs) - Math.min(...xs)
}
const heightOf = (xy: readonly number[]) => widthOf(xy.slice(1))
const areaOf = (xy: readonly number[]) => Math.abs(planarArea(Float64Array.from([...xy, xy[0], xy[1]]), 0, xy.length / 2 + 1))
/** Words that reach over the chart's edges. */
function outside({ width, height, marks }: Chart): Mark[] {
  return marks.filter((mark) => {
    if (mark.kind !== 'text') return false
    const w = measure(mark.text, mark.sizeMm)
    const left = mark.align === 'end' ? mark.x - w : mark.align === 'middle' ? mark.x - w / 2 : mark.x
    return left < -1e-6 || left + w > width + 1e-6 || mark.y > height || mark.y < 0
  })
}

describe('bars', () => {
  const bar = (name: string, value: number) => ({ name, value, words: String(value), color: '#123456' })
  it('are as long as their values, from one line', () => {
    const { parts } = barChart([bar('a', 80), bar('b', 20), bar('c', 0), bar('d', -5)], frame(300))
    expect(parts.map(({ xy }) => widthOf(xy))).toEqual([300, 75, 0, 0])
    expect(parts.every(({ xy }) => xy[0] === 0)).toBe(true)
  })
  it('have names that end where their figures begin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ maxLength: 60 }), value: fc.nat(99_999) }), { maxLength: 9 }),
        (list) => {
          const chart = barChart(
            list.map(({ name, value }) => bar(name, value)),
            frame(240),
          )
          expect(outside(chart)).toEqual([])
          const texts = chart.marks.filter((mark) => mark.kind === 'text')
          for (let i = 0; i < texts.length; i += 2)
            expect(measure(texts[i].text, 12) + measure(texts[i + 1].text, 12)).toBeLessThanOrEqual(240)
        },
      ),
    )
  })
})

it('sectors are as large as their shares', () => {
  const sectors = atOnce(
    sectorsOf(
      [
        ['a', 'a', 'b'],
        ['x', 'y', 'x'],
      ],
      [50, 25, 25],
    ),
  )
  const { parts } = ringChart(
    sectors,
    sectors.map(() => '#000000'),
    2,
    frame(200),
  )
  for (const depth of [0, 1]) {
    const ring = parts.filter(({ of }) => sectors[of].depth === depth)
    const whole = ring.reduce((sum, { xy }) => sum + areaOf(xy), 0)
    for (const { of, xy } of ring) expect(areaOf(xy) / whole).toBeCloseTo(sectors[of].value / 100, 3)
    expect(widthOf(ring.flatMap(({ xy }) => [...xy]))).toBeLessThanOrEqual(200)
  }
})

describe('a histogram', () => {
  it('has columns as tall as their counts, side by side over the whole width', () => {
    const limits = ['0', '10', '20', '30', '40']
    const { parts, plot } = histogramChart(
      { counts: [10, 0, 5, 1000], limits, most: '1000', unit: '亩', color: '#000000' },
      frame(200),
    )
    const heights = parts.map(({ xy }) => heightOf(xy))
    expect(heights[3]).toBeCloseTo(plot!.height, 9)
    expect(heights[1]).toBe(0)
    expect(heights[0]).toBeGreaterThanOrEqual(heights[2])
    expect(heights[2]).toBeGreaterThan(1)
    expect(parts.map(({ hit }) => hit!.x)).toEqual([0, 50, 100, 150])
  })
  it('has limits beside each other, none on another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e7), { minLength: 2, maxLength: 40 }), (values) => {
        const limits = values.map(String)
        const chart = histogramChart({ counts: values.slice(1), limits, most: '7', unit: '', color: '#000000' }, frame(260))
        expect(outside(chart)).toEqual([])
        const below = chart.marks.filter((mark) => mark.kind === 'text' && mark.align === 'middle') as Extract<
          Mark,
          { kind: 'text' }
        >[]
        for (let i = 1; i < below.length; i++) {
          const half = (mark: Extract<Mark, { kind: 'text' }>) => measure(mark.text, mark.sizeMm) / 2
          expect(below[i - 1].x + half(below[i - 1])).toBeLessThanOrEqual(below[i].x - half(below[i]))
        }
        expect(below.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a scatter', () => {
  const data = {
    x: [0, 100] as const,
    y: [-10, 10] as const,
    points: [0, -10, 100, 10, 50, 0],
    cells: { columns: 2, rows: 2, counts: [1, 0, 0, 100] },
    ticksX: [0, 50, 100].map((at) => ({ at, words: String(at) })),
    ticksY: [-10, 0, 10].map((at) => ({ at, words: String(at) })),
    nameX: 'x',
    nameY: 'y',
  }
  it('puts its places between the ends of its axes', () => {
    const chart = scatterChart(data, frame(280))
    const { x, y, width, height } = chart.plot!
    const dots = chart.marks.find((mark) => mark.kind === 'dots') as Extract<Mark, { kind: 'dots' }>
    const expected = [x, y + height, x + width, y, x + width / 2, y + height / 2]
    Array.from(dots.xy, (value, i) => expect(value).toBeCloseTo(expected[i], 9))
    expect(outside(chart)).toEqual([])
  })
  it('of many rows has cells, the fuller the darker, from the lower left', () => {
    const chart = scatterChart({ ...data, points: null }, frame(280))
    const full = chart.marks.flatMap((mark) =>
      mark.kind === 'shapes' && mark.paint.fill && mark.paths.xy.length > 0 ? [mark] : [],
    )
    expect(full).toHaveLength(2)
    const { x, y, width, height } = chart.plot!
    expect(full[0].paths.xy[0]).toBeCloseTo(x, 9)
    expect(full[0].paths.xy[1]).toBeCloseTo(y + height / 2, 9)
    expect(full[1].paths.xy[0]).toBeCloseTo(x + width / 2, 9)
    expect(full[1].paths.xy[1]).toBeCloseTo(y, 9)
    expect(full[0].paint.fillOpacity!).toBeLessThan(full[1].paint.fillOpacity!)
  })
})

describe('steps', () => {
  it('are round and hold what they are for', () => {
    expect(niceStep(0, 100, 16)).toBe(10)
    expect(niceStep(0, 0, 16)).toBe(1)
    expect(niceStep(0, 5e-324, 16)).toBe(1)
    expect(niceStep(1e9, 1e9 + 1e-6, 16)).toBe(1e6)
    expect(stepsAround(0.13, 0.41, 0.1)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5])
    expect(stepsAround(5, 5, 1)).toEqual([5, 6])
    expect(ticksBetween(3, 17, 5)).toEqual([5, 10, 15])
    expect([0.25, 1, 0.001, 50].map(decimalsOfStep)).toEqual([1, 0, 3, 0])
  })
  it('for any span', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 0.1, max: 1e9, noNaN: true }),
        (low, span) => {
          const steps = stepsAround(low, low + span, niceStep(low, low + span, 16))
          expect(steps[0]).toBeLessThanOrEqual(low + span * 1e-6)
          expect(steps[steps.length - 1]).toBeGreaterThanOrEqual(low + span - span * 1e-6)
          expect(steps.length).toBeLessThanOrEqual(19)
          for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1])
        },
      ),
    )
  })
})

it('words are cut where they would be too long, letters whole', () => {
  expect(fitText('内陆滩涂', 48, 12, measure)).toBe('内陆滩涂')
  expect(fitText('内陆滩涂与沼泽', 48, 12, measure)).toBe('内陆滩…')
  expect(fitText('𠀀𠀁𠀂', 24, 12, measure)).toBe('𠀀…')
})

describe('readingSize', () => {
  const total = '227\u00a0149.9044'
  it('lets a figure into the middle of a ring in one line', () => {
    const size = readingSize(total, 67, 12, measure)
    expect(measure(total, size)).toBeCloseTo(67, 9)
    const held = readingSize(`${total} · 17.9%`, 67, 12, measure)
    expect(held).toBe(size)
  })
  it('leaves what fits as it is', () => expect(readingSize('945', 67, 12, measure)).toBe(12))
})
