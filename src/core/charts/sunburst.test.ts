import { describe, expect, it } from 'vitest'
import { atOnce } from '../slices.ts'
import { namesOf as namesInSlices, sectorPath, sectorsOf as sectorsInSlices } from './sunburst.ts'

const namesOf = (levels: readonly (readonly string[])[]) =>
  atOnce(
    namesInSlices(
      levels.map((names) => (row: number) => names[row]),
      levels[0].length,
    ),
  )
const sectorsOf = (...given: Parameters<typeof sectorsInSlices>) => atOnce(sectorsInSlices(...given))

describe('namesOf', () => {
  it('says what a line is where its first level does not apply', () => {
    const layers = ['红线', '—', '—']
    const objects = ['红线 1', '其他（未压占）', '重复部分（减）']
    expect(namesOf([layers, objects])).toEqual([['红线', '其他（未压占）', '重复部分（减）'], objects])
    expect(namesOf([layers])).toEqual([layers])
  })
})

describe('sectorsOf', () => {
  const towns = ['黄河口镇', '永安镇', '黄河口镇', '永安镇']
  const classes = ['1106', '0103', '0103', '1106']
  const sectors = sectorsOf([towns, classes], [30, 10, 50, 10])

  it('fills the turn on every level and keeps children inside their parent', () => {
    for (const depth of [0, 1]) {
      const level = sectors.filter((sector) => sector.depth === depth)
      expect(level.reduce((turn, sector) => turn + sector.end - sector.start, 0)).toBeCloseTo(1, 12)
    }
    for (const child of sectors.filter((sector) => sector.depth === 1)) {
      const parent = sectors.find((sector) => sector.depth === 0 && sector.path[0] === child.path[0])
      expect(child.start).toBeGreaterThanOrEqual(parent!.start - 1e-12)
      expect(child.end).toBeLessThanOrEqual(parent!.end + 1e-12)
    }
  })

  it('names the rows of a sector and puts the larger first', () => {
    expect(sectors[0]).toMatchObject({ path: ['黄河口镇'], value: 80, rows: [0, 2] })
    expect(sectors[1]).toMatchObject({ path: ['黄河口镇', '0103'], value: 50, rows: [2] })
  })

  it('has nothing to draw for nothing', () => {
    expect(sectorsOf([towns, classes], [0, 0, 0, Number.NaN])).toEqual([])
  })
})

describe('sectorPath', () => {
  it('draws a quarter from twelve to three o’clock', () => {
    expect(sectorPath(0, 0.25, 10, 20)).toBe('M0.00,-20.00A20,20 0 0 1 20.00,-0.00L10.00,-0.00A10,10 0 0 0 0.00,-10.00Z')
  })
  it('draws a full ring although its ends meet', () => {
    expect(sectorPath(0, 1, 10, 20).match(/A/g)).toHaveLength(4)
  })
})
