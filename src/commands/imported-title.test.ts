import { expect, test } from 'vitest'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import { importedTitle } from './imported-title.ts'

async function layersOf(name: string, ...geometries: readonly string[]) {
  const features = geometries.map((each) => `{"type":"Feature","properties":{},"geometry":${each}}`)
  const bytes = new TextEncoder().encode(`{"type":"FeatureCollection","features":[${features.join()}]}`)
  return (await decodeFiles([{ name, bytes }], {}, quietTask())).layers
}
const POINT = '{"type":"Point","coordinates":[118.5,37.5]}'
const LINE = '{"type":"LineString","coordinates":[[118.5,37.5],[118.6,37.5]]}'
const POLYGON = '{"type":"Polygon","coordinates":[[[118.5,37.5],[118.6,37.5],[118.6,37.6],[118.5,37.5]]]}'

test('layers that a file was split into say their kind in the language of the user', async () => {
  const layers = await layersOf('外业.geojson', POINT, LINE, POLYGON, POINT)
  const titles = (locale: 'zh' | 'en') => layers.map((layer) => importedTitle(layer, locale)).sort()
  expect(titles('zh')).toEqual(['外业（点）', '外业（线）', '外业（面）'].sort())
  expect(titles('en')).toEqual(['外业 (lines)', '外业 (points)', '外业 (polygons)'])
})
test('a name that ends so of itself stays', async () => {
  const [layer] = await layersOf('control_point.geojson', POINT)
  expect(importedTitle(layer, 'zh')).toBe('control_point')
})
