import { expect, test } from 'vitest'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'

const read = async (rings: readonly (readonly (readonly number[])[])[][]) => {
  const features = rings.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } }))
  const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
  const { layers } = await decodeFiles([{ name: 'a.geojson', bytes }], {}, quietTask())
  return layers[0].receipt.notes.filter(({ code }) => code.startsWith('geometry.un'))
}
const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const bowTie = [118.5, 118.6, 118.6, 118.5, 118.5].map((x, i) => [x, [37.5, 37.6, 37.5, 37.6, 37.5][i]])

test('rings that cross and holes that lie outside are on the receipt when the file comes in', async () => {
  const good = [square(118.5, 37.5, 0.1), square(118.52, 37.52, 0.01).reverse()]
  const holeOutside = [square(118.5, 37.5, 0.1), square(118.7, 37.52, 0.01).reverse()]
  expect(await read([good])).toEqual([])
  expect(await read([good, [bowTie], holeOutside])).toEqual([
    { code: 'geometry.unsound', detail: { count: 2, row: 2 }, level: 'warning' },
  ])
})

test('neighbours that touch, a corner that is written twice and a hole at the border are no defects', async () => {
  const twice = [...square(118.5, 37.5, 0.1).slice(0, 2), [118.6, 37.5], ...square(118.5, 37.5, 0.1).slice(2)]
  const hole = [
    square(118.5, 37.5, 0.1),
    [
      [118.5, 37.55],
      [118.52, 37.56],
      [118.52, 37.54],
      [118.5, 37.55],
    ],
  ]
  expect(await read([[twice], hole, [square(118.6, 37.5, 0.1)]])).toEqual([])
})
