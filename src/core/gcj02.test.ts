import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toGcj02, undoShift } from './gcj02.ts'

test('undoing the shift leads back to a millimetre', () => {
  for (const [lng, lat] of [
    [118.55, 37.59],
    [116.4, 39.9],
    [104, 30.6],
  ]) {
    const pair = Float64Array.from(toGcj02(lng, lat))
    undoShift('gcj02', pair)
    expect(pair[0]).toBeCloseTo(lng, 8)
    expect(pair[1]).toBeCloseTo(lat, 8)
  }
  expect(toGcj02(-71, 42)).toEqual([-71, 42])
})

test('places of Baidu are what the widely used library coordtransform makes of them', () => {
  // its published examples: bd09togcj02 and wgs84togcj02 of 116.404, 39.915
  const pair = Float64Array.of(116.404, 39.915)
  undoShift('bd09', pair)
  const [lng, lat] = toGcj02(pair[0], pair[1])
  expect(lng).toBeCloseTo(116.39762729119315, 8)
  expect(lat).toBeCloseTo(39.90865673957631, 8)
  const [east, north] = toGcj02(116.404, 39.915)
  expect(east).toBeCloseTo(116.41024449916938, 8)
  expect(north).toBeCloseTo(39.91640428150164, 8)
})

const path = '../shared/data/geometry/projection_reference.csv'
if (!existsSync(path)) console.warn('skipped: ../shared/data is absent, the shift is not compared with reference points')
describe.skipIf(!existsSync(path))('reference points', () => {
  test('are where another program puts them', () => {
    const [head, ...rows] = readFileSync(path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
    const at = (name: RegExp) => head.findIndex((each) => name.test(each))
    const [lng, lat, x, y] = [at(/^lon/i), at(/^lat/i), at(/gcj.*(lon|_x|lng)/i), at(/gcj.*(lat|_y)/i)]
    expect(Math.min(lng, lat, x, y)).toBeGreaterThanOrEqual(0)
    for (const row of rows) {
      const [east, north] = toGcj02(Number(row[lng]), Number(row[lat]))
      expect(east).toBeCloseTo(Number(row[x]), 7)
      expect(north).toBeCloseTo(Number(row[y]), 7)
    }
  })
})
