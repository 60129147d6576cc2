import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { BLANK_CHECK, typedFix } from './check.fixture.ts'
import { blankPoint, type Check, type CheckedPoint, changedPoint, withAddedPoint } from './check.ts'
import { summariseCheck } from './summarise-check.ts'

const earth = new Geodesic.Geodesic(6378137, 1 / 298.257222101)
const go = (from: { lng: number; lat: number }, azimuth: number, metres: number) => {
  const { lat2, lon2 } = earth.Direct(from.lat, from.lng, azimuth, metres)
  return { lng: lon2!, lat: lat2! }
}
const J1 = { lng: 118.5, lat: 37.6 }
const J2 = go(J1, 90, 100)
const J3 = go(J2, 180, 50)
const J4 = go(J1, 180, 50)
const measured = (at: { lng: number; lat: number }, accuracyM: number | null = 0.03) => typedFix(at, accuracyM)
const checkOf = (patches: readonly Partial<CheckedPoint>[], registeredAreaM2: number | null = 5000): Check => ({
  ...BLANK_CHECK,
  parcel: { ...BLANK_CHECK.parcel, registeredAreaM2 },
  points: [J1, J2, J3, J4].map((registered, i) =>
    blankPoint({ id: `p${i}`, label: `J${i + 1}`, ring: 0, registered, ...patches[i] }),
  ),
})

describe('figures of a check', () => {
  it('are the root mean square, the share within the limit and the gross errors of judged points', () => {
    const summary = summariseCheck(
      checkOf([
        { status: 'intact', measured: measured(go(J1, 30, 0.06)) },
        { status: 'moved', measured: measured(go(J2, 100, 0.42)) },
        // a phone: measured, and no judge
        { status: 'intact', measured: measured(go(J3, 0, 4), 6) },
        { status: 'lost' },
      ]),
    )
    expect(summary).toMatchObject({ registered: 4, done: 4, judged: 2, withinLimit: 1, isFormal: false, gross: ['J2'] })
    expect(summary.rmseM).toBeCloseTo(Math.sqrt((0.06 ** 2 + 0.42 ** 2) / 2), 4)
    expect(summary.results.map(({ verdict }) => verdict?.kind ?? null)).toEqual(['pass', 'fail', 'refused', null])
    expect(summary.results[1].offset?.azimuthDeg).toBeCloseTo(100, 2)
  })

  it('count a point at its very limit as its verdict has it, in whatever direction it moved', () => {
    for (let azimuth = 0; azimuth < 360; azimuth += 15) {
      const { results, withinLimit, gross } = summariseCheck(
        checkOf([{ status: 'moved', measured: measured(go(J1, azimuth, 0.2)) }]),
      )
      expect([results[0].verdict?.kind, withinLimit, gross]).toEqual(['pass', 1, []])
    }
  })

  it('propose agreement only when each point is in its place', () => {
    const intact = { status: 'intact' } as const
    expect(summariseCheck(checkOf([intact, intact, intact])).proposal).toBeNull()
    expect(summariseCheck(checkOf([intact, intact, intact, intact])).proposal).toBe('agrees')
    const within = { status: 'moved', measured: measured(go(J4, 0, 0.1)) } as const
    expect(summariseCheck(checkOf([intact, intact, intact, within])).proposal).toBe('agrees')
    const beyond = { status: 'intact', measured: measured(go(J4, 0, 0.3)) } as const
    expect(summariseCheck(checkOf([intact, intact, intact, beyond])).proposal).toBe('disagrees')
    expect(summariseCheck(checkOf([intact, { status: 'unreachable' }, intact, intact])).proposal).toBeNull()
    expect(summariseCheck(withAddedPoint(checkOf([intact, intact, intact, intact]), 'x', 'd', '')).proposal).toBe('disagrees')
  })

  it('hold the area of what was measured against the registered one with the propagated error', () => {
    // J2 and J3 one metre further east: 50 m² more
    const summary = summariseCheck(
      checkOf([
        { status: 'intact', measured: measured(J1) },
        { status: 'moved', measured: measured(go(J1, 90, 101)) },
        { status: 'moved', measured: measured(go(J4, 90, 101)) },
        { status: 'intact', measured: measured(J4) },
      ]),
    )
    const area = summary.area!
    expect(area.drawnM2).toBeCloseTo(5000, 1)
    expect(area.measuredM2 - area.drawnM2).toBeCloseTo(50, 1)
    // m·√(⅛ Σ d²): a 100 × 50 rectangle has four diagonals of 111.8 m; 0.03 m at 95 % is 0.015 m
    const diagonal = Math.hypot(101, 50)
    expect(area.sigmaM2).toBeCloseTo(0.015 * Math.sqrt((4 * diagonal ** 2) / 8), 2)
    expect(area.toleranceM2).toBeCloseTo(2 * 0.1 * Math.sqrt((4 * (100 ** 2 + 50 ** 2)) / 8), 2)
    expect(area.differenceM2).toBeCloseTo(50, 1)
    expect(area.isWithin).toBe(false)
    // nor is as much too little
    const less = summariseCheck(
      checkOf([
        { measured: measured(J1) },
        { measured: measured(go(J1, 90, 99)) },
        { measured: measured(go(J4, 90, 99)) },
        { measured: measured(J4) },
      ]),
    ).area!
    expect(less.differenceM2).toBeCloseTo(-50, 1)
    expect(less.isWithin).toBe(false)
    expect(summariseCheck(checkOf([{ measured: measured(J1) }])).area).toMatchObject({ measuredPoints: 1, isWithin: true })
    expect(summariseCheck(checkOf([])).area).toBeNull()
  })

  it('judge no area by a point that may not be judged itself: a phone at one corner decides nothing', () => {
    const rover = { measured: measured(J1) }
    const areaWith = (other: CheckedPoint['measured'], pointClass: Check['pointClass'] = 3) =>
      summariseCheck({ ...checkOf([rover, { measured: other }]), pointClass }).area!
    const phone = areaWith(measured(go(J2, 90, 4), 6))
    expect(phone).toMatchObject({ isWithin: null, measuredPoints: 2 })
    // told with its error all the same: half of 6 m at one corner, 1.5 cm at another, 10 cm at two
    expect(phone.sigmaM2).toBeCloseTo(Math.sqrt(((100 ** 2 + 50 ** 2) * (3 ** 2 + 0.015 ** 2 + 2 * 0.1 ** 2)) / 8), 0)
    expect(areaWith(measured(J2, null)).isWithin).toBeNull()
    expect(areaWith(measured(J2, 0.2 / 3)).isWithin).toBe(true)
    expect(areaWith(measured(J2, 0.2 / 3), 1).isWithin).toBeNull()
    // nor does it stand in the way where its point is gone
    const gone = summariseCheck(checkOf([rover, { status: 'lost', measured: measured(J2, 6) }])).area!
    expect(gone).toMatchObject({ isWithin: true, measuredPoints: 1 })
  })

  it('takes a hole away', () => {
    const outer = checkOf([{ measured: measured(J1) }], null)
    const ring = [
      go(go(J1, 180, 10), 90, 10),
      go(go(J1, 180, 20), 90, 10),
      go(go(J1, 180, 20), 90, 20),
      go(go(J1, 180, 10), 90, 20),
    ]
    const hole = ring.map((registered, i) => blankPoint({ id: `h${i}`, label: `J${i + 5}`, ring: 1, isHole: true, registered }))
    expect(summariseCheck({ ...outer, points: [...outer.points, ...hole] }).area?.drawnM2).toBeCloseTo(4900, 0)
  })

  it('counts each change by the device that made it', () => {
    const first = changedPoint(checkOf([]), 'p1', { status: 'lost' }, 'phone', '2026-02-02')
    const second = changedPoint(first, 'p1', { note: '…' }, 'desk', '2020-01-01')
    expect(second.changes).toEqual({ phone: 1, desk: 1 })
    expect(second.points[1]).toMatchObject({ status: 'lost', note: '…' })
  })
})
