import { describe, expect, it } from 'vitest'
import { MEASURES } from './catalog.ts'
import { MEASURE_NAMES, type MeasureRow, timePart } from './measure.ts'
import { growthExponent, report } from './report.ts'
import { targetsOf } from './targets.ts'

const row = (measure: MeasureRow['measure'], n: number, more: Partial<MeasureRow> = {}): MeasureRow => ({
  measure,
  n,
  oursMs: 100,
  oursMiB: 500,
  peers: {},
  ratios: {},
  cpuRatios: {},
  agreement: null,
  oursCpuMs: 80,
  oursColdMs: 200,
  detail: {},
  notRun: {},
  at: '2026-01-01T00:00:00.000Z',
  load: 1,
  ...more,
})
const found = (rows: MeasureRow[], what: RegExp) => targetsOf(rows).find((target) => what.test(target.what))

describe('bench report', () => {
  it('has every measure once by its fixed name', () => {
    expect(MEASURES.map(({ name }) => name)).toEqual([...MEASURE_NAMES])
  })

  it('finds the slope of log time over log n', () => {
    expect(growthExponent([[10, 1], [100, 10], [1000, 100]])).toBeCloseTo(1, 12) // biome-ignore format: one row
    expect(growthExponent([[10, 3], [1000, 30_000]])).toBeCloseTo(2, 12) // biome-ignore format: one row
    expect(growthExponent([[10, 3]])).toBeNull()
  })

  it('judges targets by CPU time where it is known, and says what was not measured', () => {
    const peer = 'flatbush + geos-wasm prepared'
    const areas = (cpu: number) =>
      row('overlap-areas', 100_000, {
        peers: { [peer]: { ms: 1, mib: 1, extrapolated: true } },
        ratios: { [peer]: 19 },
        cpuRatios: { [peer]: cpu },
      })
    expect(found([areas(25)], /prepared/)).toMatchObject({
      isMet: true,
      found: '19 × by the clock, 25 × in CPU time, extrapolated',
    })
    expect(found([areas(15)], /prepared/)?.isMet).toBe(false)
    expect(found([], /prepared/)).toMatchObject({ isMet: false, found: null })
    const million = (oursCpuMs: number, oursMiB: number) => row('overlap-areas', 1_000_000, { oursMs: 1500, oursCpuMs, oursMiB })
    expect(found([areas(25), million(800, 2100)], /12 ×/)?.isMet).toBe(true)
    expect(found([areas(25), million(1000, 2100)], /12 ×/)?.isMet).toBe(false)
    expect(found([areas(25), million(800, 2100)], /2 GiB/)?.isMet).toBe(false)
    const defects = (worst: number) =>
      row('topology', 100_000, { agreement: { with: 'planted defects', worst, compared: 545, unit: 'missed' } })
    expect(found([defects(0)], /defect/)).toMatchObject({ isMet: true, found: '545 of 545' })
    expect(found([defects(1)], /defect/)?.isMet).toBe(false)
    expect(found([row('first-view', 1000, { detail: { longestTaskMs: 51 } })], /thread/)?.isMet).toBe(false)
    expect(found([row('first-view', 1000, { detail: { longestTaskMs: 0 } })], /thread/)?.isMet).toBe(true)
    // where both are known, what other programs do not lengthen decides
    const traced = found([row('first-view', 1000, { detail: { longestTaskMs: 400, longestCpuMs: 49 } })], /thread/)
    expect(traced).toMatchObject({ found: '49 ms of CPU time while reading and drawing, 1000 parcels', isMet: true })
  })

  it('prints what was left out and why', () => {
    const text = report([row('zonal', 1000, { notRun: { exactextract: 'exactextract is not installed' } })], ['area: no time'])
    expect(text).toContain('Not run at 1000 polygons: exactextract: exactextract is not installed.')
    expect(text).toContain('- area: no time')
    expect(text).toContain('| 1000 | 100 | 80.0 | 200 | 500 | – |')
  })
})

describe('timePart', () => {
  const busy = () => {
    const end = performance.now() + 2
    while (performance.now() < end);
  }
  it('extrapolates from a part and says so, or does the whole', async () => {
    const part = await timePart(1000, 60, { load: (item) => item, work: busy })
    expect(part.extrapolated).toBe(true)
    expect(part.ms).toBeGreaterThan(1900)
    expect(part.detail?.done).toBeLessThan(1000)
    const seen = new Set<number>()
    const whole = await timePart(20, 10_000, { load: (item) => item, work: (item) => seen.add(item) })
    expect([whole.extrapolated, seen.size]).toEqual([false, 20])
  })
})
