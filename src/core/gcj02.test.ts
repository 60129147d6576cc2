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
