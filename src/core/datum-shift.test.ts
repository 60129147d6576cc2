import './projections.ts'
import { describe, expect, test } from 'vitest'
import { crsOf, pointFromLngLat, pointToLngLat } from './crs.ts'
import { readShift, withShift } from './datum-shift.ts'

describe('readShift', () => {
  test.each([
    ['1, -2.5, 3', [1, -2.5, 3]],
    ['15.8，−154.4，−82.3，0，0，1.5，−2', [15.8, -154.4, -82.3, 0, 0, 1.5, -2]],
    ['1;2;3;0.1;0.2;0.3;4', [1, 2, 3, 0.1, 0.2, 0.3, 4]],
    ['1 2', null],
    ['1 2 3 4', null],
    ['1 2 x', null],
    ['5000 0 0', null],
    ['0 0 0', null],
  ])('%s', (text, wanted) => expect(readShift(text)).toEqual(wanted))
})

test('parameters move a place and go both ways', () => {
  const crs = withShift('EPSG:2364', [100, -50, 20])
  expect(crsOf(crs)).toMatchObject({ kind: 'projected', needsParameters: false })
  const [lng, lat] = pointToLngLat(crs, 40371933.6216, 4162979.6916)
  const [rawLng, rawLat] = pointToLngLat('EPSG:2364', 40371933.6216, 4162979.6916)
  // 100 m along X and −50 m along Y turn a place at 118.55° E westwards: −sin λ·ΔX + cos λ·ΔY = −63.9 m
  const eastM = (lng - rawLng) * 111320 * Math.cos((lat * Math.PI) / 180)
  expect(eastM).toBeCloseTo(-Math.sin((118.55 * Math.PI) / 180) * 100 + Math.cos((118.55 * Math.PI) / 180) * -50, 0)
  expect(Math.abs(lat - rawLat)).toBeGreaterThan(1e-5)
  const back = pointFromLngLat(crs, lng, lat)
  // the linear formulas of seven parameters do not quite undo themselves
  expect(back[0]).toBeCloseTo(40371933.6216, 2)
  expect(back[1]).toBeCloseTo(4162979.6916, 2)
})
