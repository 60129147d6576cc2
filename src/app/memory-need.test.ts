import { expect, test } from 'vitest'
import { memoryNeed } from './memory-need.ts'

const MIB = 2 ** 20
const file = (name: string, mib: number) => ({ name, blob: { size: mib * MIB } })

test('asks before a million parcels on a small device, not before an everyday file', () => {
  const need = memoryNeed([file('parcels.fgb', 400)], 4)
  expect(need).toEqual({ bytes: 400 * 2.6 * MIB, budget: 4 * 2 ** 30 * 0.15 })
  expect(memoryNeed([file('parcels.fgb', 40)], 4)).toBeNull()
})

test('counts all files together, packed ones by what they hold, rasters hardly at all', () => {
  expect(memoryNeed([file('a.SHP', 150), file('a.dbf', 150)], 4)).not.toBeNull()
  expect(memoryNeed([file('a.shp', 150)], 4)).toBeNull()
  expect(memoryNeed([file('a.zip', 110)], 4)).not.toBeNull()
  expect(memoryNeed([file('dem.tif', 3000)], 4)).toBeNull()
})

test('a larger device is asked later, one that does not tell is taken for a small one', () => {
  expect(memoryNeed([file('a.fgb', 300)], 8)).toBeNull()
  expect(memoryNeed([file('a.fgb', 300)], null)).toEqual(memoryNeed([file('a.fgb', 300)], 4))
})

test('names a file that no page opens, packed ones by what they hold', () => {
  expect(memoryNeed([file('a.csv', 2), file('b.fgb', 1025)], 64)?.beyond).toEqual({ file: 'b.fgb', bytes: 1025 * MIB })
  expect(memoryNeed([file('a.zip', 400)], 64)?.beyond).toEqual({ file: 'a.zip', bytes: 1200 * MIB })
  expect(memoryNeed([file('b.fgb', 1024)], 64)).toBeNull()
  expect(memoryNeed([file('dem.tif', 3000)], 64)).toBeNull()
})

test('names a file that is held whole, which as FlatGeobuf would not be', () => {
  expect(memoryNeed([file('a.fgb', 1), file('b.gpkg', 300)], 4)).toMatchObject({ held: 'b.gpkg' })
  expect(memoryNeed([file('b.GPKG', 1500)], 64)).toMatchObject({
    beyond: { file: 'b.GPKG' },
    held: 'b.GPKG',
    bytes: 1500 * 4.5 * MIB,
  })
  expect(memoryNeed([file('a.kml', 400)], 4)?.held).toBeUndefined()
})
