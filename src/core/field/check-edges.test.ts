import { describe, expect, it } from 'vitest'
import { pointFromLngLat, pointToLngLat } from '../crs.ts'
import { BLANK_CHECK, typedFix } from './check.fixture.ts'
import { blankPoint, type Check, type CheckedPoint } from './check.ts'
import { checkLines, summariseEdges } from './check-lines.ts'
import { sheetWords } from './sheet-words.ts'

/** 40 m by 30 m in the plane of zone 40, X north and Y east. */
const [X0, Y0] = [4162644.88, 40371328.55]
const CORNERS = [
  [0, 0],
  [0, 40],
  [-30, 40],
  [-30, 0],
] as const
const placeOf = (dx: number, dy: number) => {
  const [lng, lat] = pointToLngLat('EPSG:4528', Y0 + dy, X0 + dx)
  return { lng, lat }
}
const found = (dx: number, dy: number, accuracyM: number | null) => typedFix(placeOf(dx, dy), accuracyM)
const checkOf = (patches: readonly Partial<CheckedPoint>[]): Check => ({
  ...BLANK_CHECK,
  points: CORNERS.map(([dx, dy], i) =>
    blankPoint({ id: `p${i}`, label: `J${i + 1}`, ring: 0, registered: placeOf(dx, dy), ...patches[i] }),
  ),
})

describe('edges between points that were both measured', () => {
  // J1 and J2 moved together, J3 by itself
  const check = checkOf([
    { measured: found(0.1, 0.5, 0.02) },
    { measured: found(0.1, 40.5, 0.02) },
    { measured: found(-30.3, 40.5, 0.02) },
  ])
  it('are lengths in the plane of the register, held against its own with the limit of the class', () => {
    const lines = checkLines(check, 'zh')
    expect(pointFromLngLat('EPSG:4528', check.points[0].registered!.lng, check.points[0].registered!.lat)[0]).toBeCloseTo(Y0, 6)
    expect(lines.map(({ measuredEdgeM }) => measuredEdgeM?.toFixed(3) ?? null)).toEqual(['40.000', '30.400', null, null])
    // a parcel that lies elsewhere as a whole has its edges right
    expect(lines.map(({ edgeVerdict }) => edgeVerdict?.kind ?? null)).toEqual(['pass', 'fail', null, null])
    expect(summariseEdges(lines)).toEqual({ judged: 2, within: 1, beyond: ['J2–J3'] })
  })
  it('are not judged where both ends together are worse than a third of the limit, nor from a point that is gone', () => {
    const kindsOf = (patches: readonly Partial<CheckedPoint>[]) =>
      checkLines(checkOf(patches), 'zh').map(({ edgeVerdict }) => edgeVerdict?.kind ?? null)
    // 0.05 m each would do for a point; two of them are 0.071 m
    expect(kindsOf([{ measured: found(0, 0, 0.05) }, { measured: found(0, 40, 0.05) }])[0]).toBe('refused')
    expect(kindsOf([{ measured: found(0, 0, 0.04) }, { measured: found(0, 40, 0.04) }])[0]).toBe('pass')
    expect(kindsOf([{ measured: found(0, 0, 0.02) }, { measured: found(0, 40, null) }])[0]).toBe('refused')
    expect(kindsOf([{ status: 'lost', measured: found(0, 0, 0.02) }, { measured: found(0, 40, 0.02) }])[0]).toBeNull()
  })
  it('stand on the sheet, which is silent of them where none can be judged', () => {
    const said = (one: Check, locale: 'zh' | 'en') => sheetWords(one, locale, String).paragraphs.map(([, words]) => words)
    expect(said(check, 'zh')).toContain('参与判定界址间距 2 条，在允许误差 ±0.20 m 内 1 条；超限：J2–J3')
    expect(said(checkOf([]), 'zh').some((words) => words.includes('间距'))).toBe(false)
    expect(said(check, 'en').some((words) => words.includes('J2–J3'))).toBe(true)
  })
})
