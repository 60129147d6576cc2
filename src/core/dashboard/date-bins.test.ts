import { describe, expect, it } from 'vitest'
import { quietTask } from '../task.ts'
import { rangeOfBins } from './bin-range.ts'
import { dateBins } from './date-bins.ts'
import { histogram } from './histogram.ts'

const day = (words: string) => Date.parse(words)
const days = (edges: readonly number[]) => edges.map((edge) => new Date(edge).toISOString().slice(0, 10))
/** The first of each month of some years. */
const monthly = (from: number, years: number) =>
  Float64Array.from({ length: years * 12 }, (_, i) => Date.UTC(from + Math.floor(i / 12), i % 12, 1))

describe('bins of dates', () => {
  it('begin with the calendar: months, quarters, years, as they are asked for', () => {
    const values = Float64Array.of(day('2023-11-30'), day('2024-02-29'), Number.NaN, day('2024-05-01'))
    expect(days(dateBins(values, 'month').edges)).toEqual([
      ...['2023-11-01', '2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'],
    ])
    expect(days(dateBins(values, 'quarter').edges)).toEqual(['2023-10-01', '2024-01-01', '2024-04-01', '2024-07-01'])
    expect(days(dateBins(values, 'year').edges)).toEqual(['2023-01-01', '2024-01-01', '2025-01-01'])
  })

  it('are as fine as there is room for where nothing is asked', () => {
    expect(dateBins(monthly(2023, 1), undefined).dates).toEqual({ step: 'month', every: 1 })
    expect(dateBins(monthly(2019, 5), undefined).dates).toEqual({ step: 'quarter', every: 1 })
    expect(dateBins(monthly(2005, 20), undefined).dates).toEqual({ step: 'year', every: 1 })
    expect(dateBins(monthly(1900, 125), undefined).dates).toEqual({ step: 'year', every: 10 })
  })

  it('are coarser than asked where there would be hundreds', () => {
    expect(dateBins(monthly(1990, 25), 'month').dates.step).toBe('quarter')
  })

  it('have one bin of one day, and of no day at all', () => {
    expect(days(dateBins(Float64Array.of(day('2024-03-15')), undefined).edges)).toEqual(['2024-03-01', '2024-04-01'])
    expect(dateBins(Float64Array.of(Number.NaN), 'year').edges).toHaveLength(2)
  })

  it('hold dates before 1970 and moments of a day, each row once', async () => {
    const values = Float64Array.of(day('1969-12-31T23:59:59.999Z'), day('1970-01-01'), day('1970-12-31T23:00:00Z'))
    const bins = dateBins(values, 'year')
    expect((await histogram(values, bins, null, quietTask())).counts).toEqual([1, 2])
  })

  it('filter to exactly the rows that a bin counts', async () => {
    // 9999-12-31 stands for "for ever" in registers, and must not stretch the axis
    const values = Float64Array.of(...monthly(2020, 4), ...monthly(2020, 4), day('9999-12-31'), day('0001-01-01'))
    for (const step of ['month', 'quarter', 'year', undefined] as const) {
      const bins = dateBins(values, step)
      expect(bins.edges.length).toBeLessThan(60)
      const { counts } = await histogram(values, bins, null, quietTask())
      expect(counts.reduce((sum, count) => sum + count)).toBe(values.length)
      for (const [bin, count] of counts.entries()) {
        const { min, max } = rangeOfBins(bins, bin, bin)
        const within = values.filter(
          (value) => value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY),
        )
        expect(within.length).toBe(count)
      }
    }
  })
})
