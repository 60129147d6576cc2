import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFontBook } from './font-book.ts'
import { groundPoint, type MapFrame } from './map-frame.ts'
import { gridFrames, indexMarks } from './page-series.ts'

const { measure } = openFontBook([])
const LIKE: MapFrame = {
  crs: 'EPSG:4528',
  centre: [40_380_000, 4_160_000],
  denominator: 10_000,
  widthMm: 260,
  heightMm: 160,
  turnDeg: 12,
}
const boxOf = (frame: MapFrame) => {
  const [west, north] = groundPoint(frame, 0, 0)
  const [east, south] = groundPoint(frame, frame.widthMm, frame.heightMm)
  return { west, south, east, north }
}

describe('a grid of sheets', () => {
  it('covers the whole of a box without a gap, with as few sheets as that takes, whatever its size and scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 2000, max: 100_000 }),
        (width, height, denominator) => {
          const box = [40_370_000, 4_150_000, 40_370_000 + width, 4_150_000 + height] as const
          const frames = gridFrames({ ...LIKE, denominator }, box).map(({ frame }) => boxOf(frame))
          const xs = [...new Set(frames.map(({ west }) => Math.round(west)))].length
          expect(frames.length % xs).toBe(0)
          const covers = (x: number, y: number) =>
            frames.some(
              ({ west, south, east, north }) => x >= west - 1e-6 && x <= east + 1e-6 && y >= south - 1e-6 && y <= north + 1e-6,
            )
          for (const a of [0, 0.25, 0.5, 0.77, 1])
            for (const b of [0, 0.31, 0.5, 1]) expect(covers(box[0] + a * width, box[1] + b * height)).toBe(true)
          // one column or row less would not do, even without an overlap
          const side = (mm: number) => (mm * denominator) / 1000
          if (xs > 1) expect(side(260) * (xs - 1) * 0.96 + side(260) * 0.04).toBeLessThan(width + 1e-6)
        },
      ),
    )
  })

  it('is named from the north-west by row and column, upright whatever the sheet was turned', () => {
    const frames = gridFrames(LIKE, [40_370_000, 4_150_000, 40_375_000, 4_153_000])
    expect(frames.map(({ name }) => name)).toEqual(['A1', 'A2', 'B1', 'B2'])
    expect(frames[0].frame.centre[0]).toBeLessThan(frames[1].frame.centre[0])
    expect(frames[0].frame.centre[1]).toBeGreaterThan(frames.at(-1)?.frame.centre[1] ?? 0)
    expect(new Set(frames.map(({ frame }) => frame.turnDeg))).toEqual(new Set([0]))
    expect(gridFrames({ ...LIKE, denominator: 100 }, [0, 0, 1, 415]).at(-1)?.name).toBe('AA1')
  })

  it('shows each sheet on the index where it lies, numbered as it is printed', () => {
    const pages = gridFrames(LIKE, [40_370_000, 4_150_000, 40_375_000, 4_153_000])
    const index = { ...LIKE, turnDeg: 0, denominator: 100_000, centre: [40_372_500, 4_151_500] as const }
    const marks = indexMarks(index, pages, 2, 1, measure)
    expect(marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))).toEqual(pages.map((_, i) => String(i + 2)))
    const first = marks[0]
    if (first.kind !== 'shapes') throw new Error('no outline')
    // 260 mm at 1:10 000 are 26 mm at 1:100 000
    expect(Number(first.paths.xy[2]) - Number(first.paths.xy[0])).toBeCloseTo(26, 6)
    expect(Number(first.paths.xy[5]) - Number(first.paths.xy[1])).toBeCloseTo(16, 6)
  })
})
