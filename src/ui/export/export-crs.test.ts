import { expect, test } from 'vitest'
import { exportSystems } from './export-crs.ts'

const WORKING = ['EPSG:4528', 'EPSG:4527', 'EPSG:4549', 'EPSG:4548', 'EPSG:4490']
test('systems begin with the layer’s own and follow what the format can hold', () => {
  expect(exportSystems('EPSG:4549', undefined, WORKING, 118.6)[0]).toBe('EPSG:4549')
  expect(exportSystems('EPSG:4549', { prefersLngLat: true }, WORKING, 118.6).slice(0, 2)).toEqual(['EPSG:4490', 'EPSG:4549'])
  expect(exportSystems('EPSG:4549', { crs: 'lngLat' }, WORKING, 118.6)).toEqual(['EPSG:4326'])
  expect(exportSystems('EPSG:4490', { crs: 'gaussKruger' }, WORKING, 118.6).slice(0, 2)).toEqual(['EPSG:4528', 'EPSG:4527'])
  expect(exportSystems('EPSG:4490', { crs: 'gaussKruger' }, WORKING, 118.3)[0]).toBe('EPSG:4527')
})
test('a datum without parameters leaves as it came', () => {
  expect(exportSystems('EPSG:2384', undefined, WORKING, 118.6)).toEqual(['EPSG:2384'])
  expect(exportSystems('EPSG:2384', { crs: 'gaussKruger' }, WORKING, 118.6)).toEqual([])
})
