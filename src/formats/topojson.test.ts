import { expect, test } from 'vitest'
import { cellAt } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'

const decode = (text: string, name = 'a.topojson') =>
  decodeFiles([{ name, bytes: new TextEncoder().encode(text) }], {}, quietTask())

/** Two squares side by side; arc 0 is the border they share, from (1, 0) up to (1, 1). Quantised: a step is 0.1°, from 118/37. */
const SQUARES = {
  transform: { scale: [0.1, 0.1], translate: [118, 37] },
  objects: {
    宗地: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 1]], id: 7, properties: { code: '0101', BSM: 'long', __proto__x: 1 } },
        { type: 'Polygon', arcs: [[-1, 2]], properties: { code: '0102', nested: { a: [1] } } },
        { type: null, properties: { code: null } },
        { type: 'Polygon', arcs: [[9]], properties: {} },
      ],
    },
    points: {
      type: 'MultiPoint',
      coordinates: [
        [0, 0],
        [5, 5],
      ],
      properties: { n: 1 },
    },
  },
  arcs: [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 1],
      [-1, 0],
      [0, -1],
      [1, 0],
    ],
    [
      [1, 0],
      [1, 0],
      [0, 1],
      [-1, 0],
    ],
  ],
}
const TEXT = JSON.stringify({ type: 'Topology', ...SQUARES }).replace('"long"', '9007199254740993104')

test.each([
  ['the type first', TEXT, 'a.topojson'],
  [
    'the type last',
    `${JSON.stringify(SQUARES).replace('"long"', '9007199254740993104').slice(0, -1)},"type":"Topology"}`,
    'a.json',
  ],
])('each object is a layer, arcs are joined and shared, %s', async (_, text, name) => {
  const { layers, failures } = await decode(text, name)
  expect(failures).toEqual([])
  expect(layers.map(({ table, receipt }) => [table.name, table.geometry?.kind, table.length, receipt.withoutGeometry])).toEqual([
    ['宗地', 'polygon', 4, 2],
    ['points', 'point', 1, 0],
  ])
  const [{ table, receipt }] = layers
  expect(receipt).toMatchObject({ format: 'topojson', crs: 'EPSG:4326', crsEvidence: 'specification' })
  const rings = [0, 1].map((ring) => [...table.geometry!.xy.subarray(ring * 10, ring * 10 + 10)].map((v) => Number(v.toFixed(6))))
  expect(rings).toEqual([
    [118.1, 37, 118.1, 37.1, 118, 37.1, 118, 37, 118.1, 37],
    // the second was clockwise; it begins where its first arc does
    [118.1, 37.1, 118.1, 37, 118.2, 37, 118.2, 37.1, 118.1, 37.1],
  ])
  const cells = Object.fromEntries(table.columns.map((column) => [column.name, [0, 1, 2].map((row) => cellAt(column, row))]))
  expect(cells).toMatchObject({ code: ['0101', '0102', null], id: [7, null, null], BSM: ['9007199254740993104', null, null] })
  expect(cells.nested).toEqual([null, '{"a":[1]}', null])
  expect(receipt.notes).toContainEqual({ code: 'geometry.damaged', level: 'warning', detail: { count: 1, row: 4 } })
})

test.each([
  ['cut off', TEXT.slice(0, 300)],
  ['without arcs', '{"type":"Topology","objects":{"a":{"type":null}}}'],
  ['without objects', '{"type":"Topology","objects":{},"arcs":[]}'],
])('a topology %s is refused', async (_, text) => {
  expect((await decode(text)).failures.map(({ code }) => code)).toEqual(['topojson.damaged'])
})

test('a square that is described clockwise has the same area', async () => {
  const { layers } = await decode(TEXT)
  const { xy } = layers[0].table.geometry!
  const twice = (start: number) => {
    let sum = 0
    for (let v = start; v < start + 4; v++) sum += xy[v * 2] * xy[v * 2 + 3] - xy[v * 2 + 2] * xy[v * 2 + 1]
    return sum
  }
  expect(twice(0)).toBeCloseTo(0.02, 9)
  expect(twice(5)).toBeCloseTo(0.02, 9)
})
