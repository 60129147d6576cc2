import { expect, test } from 'vitest'
import type { Geometry, Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'
import { noteUnsound } from './unsound-rows.ts'

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

test('what is too large to be looked at in a second is named, a row of many corners and a whole layer each in its words', async () => {
  const codes = async (corners: readonly number[]) => {
    const ends = [0]
    for (const count of corners) ends.push(ends[ends.length - 1] + count)
    const each = Uint32Array.from(ends.keys())
    const xy = new Float64Array(2 * ends[ends.length - 1]).fill(37)
    const geometry: Geometry = { kind: 'polygon', xy, rings: Uint32Array.from(ends), parts: each, rows: each }
    const said: [string, unknown][] = []
    const table: Table = { name: 'a', crs: 'EPSG:4490', length: corners.length, columns: [], geometry }
    await noteUnsound(table, { note: (code, detail) => void said.push([code, detail?.rows]) }, quietTask())
    return said
  }
  expect(await codes([5, 200_001, 5])).toEqual([['geometry.unchecked', 1]])
  expect(await codes([1_500_000, 1_500_001])).toEqual([['geometry.uncheckedLayer', 2]])
})
