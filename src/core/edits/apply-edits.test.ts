import { expect, it } from 'vitest'
import { geometryFromGeoJson, rowToGeoJson } from '../geometry.ts'
import type { Table } from '../table.ts'
import { applyEdits, applyEditsInSteps, shapeOfRow } from './apply-edits.ts'
import { NO_EDITS, type RowShape } from './edits.ts'

const box = (x: number, size: number) => [
  [x, 0],
  [x + size, 0],
  [x + size, size],
  [x, size],
  [x, 0],
]

it('lays rows out anew around shapes of other lengths, first, last and side by side, and keeps what lies between', () => {
  const flat = geometryFromGeoJson(
    'polygon',
    [0, 1, 2, 3, 4, 5, 6].map((x) => ({
      type: 'MultiPolygon',
      coordinates: x % 2 === 0 ? [[box(10 * x, 4), box(10 * x + 1, 1)], [box(10 * x + 6, 2)]] : [[box(10 * x, 3)]],
    })),
  )
  const z = Float64Array.from({ length: flat.xy.length / 2 }, (_, i) => i)
  const geometry = { ...flat, z }
  const table: Table = { name: 't', crs: 'EPSG:4490', length: 7, columns: [], geometry }
  const triangle = (x: number): RowShape => [[[x, 0, x + 1, 0, x, 1, x, 0]]]
  // given in any order
  const after = new Map([[6, triangle(600)], [3, triangle(300)], [0, triangle(0)], [4, triangle(400)]]) // biome-ignore format: one map
  const shapes = Object.fromEntries([...after].map(([row, shape]) => [row, { before: shapeOfRow(geometry, row), after: shape }]))
  const made = applyEdits(table, { ...NO_EDITS, shapes } as never).geometry
  if (!made) throw new Error('no shapes')
  for (let row = 0; row < 7; row++) {
    const shape = after.get(row)
    if (shape) expect(shapeOfRow(made, row)).toEqual(shape)
    else expect(rowToGeoJson(made, row)).toEqual(rowToGeoJson(geometry, row))
    const heights = (of: typeof made) => [
      ...(of.z ?? []).slice(of.rings[of.parts[of.rows[row]]], of.rings[of.parts[of.rows[row + 1]]]),
    ]
    expect(heights(made)).toEqual(shape ? Array(4).fill(Number.NaN) : heights(geometry))
  }
})

it('lays merged, cut and changed rows out in one pass, in steps of some thousand rows', () => {
  const count = 150_000
  const geometry = geometryFromGeoJson(
    'polygon',
    Array.from({ length: count }, (_, x) => ({ type: 'Polygon', coordinates: [box(10 * x, 3)] })),
  )
  const z = Float64Array.from({ length: geometry.xy.length / 2 }, (_, i) => i)
  const number = { name: 'n', type: 'number', values: Float64Array.from({ length: count }, (_, i) => i) } as const
  const table: Table = { name: 't', crs: 'EPSG:4490', length: count, columns: [number], geometry: { ...geometry, z } }
  const triangle: RowShape = [[[0, 0, 1, 0, 0, 1, 0, 0]]]
  const edits = {
    cells: { 100000: { n: { before: 100_000, after: -1 } } },
    shapes: { 7: { before: shapeOfRow(geometry, 7), after: triangle } },
    added: [{ row: count, from: 9, shape: triangle }],
    gone: [{ row: 8, into: 7 }],
  }
  const work = applyEditsInSteps(table, edits)
  let steps = 0
  let made: Table | undefined
  for (let step = work.next(); made === undefined; step = work.next()) {
    steps++
    if (step.done) made = step.value
  }
  expect(steps).toBeGreaterThan(70)
  expect(made.length).toBe(count)
  expect((made.columns[0] as typeof number).values[99_999]).toBe(-1)
  expect((made.columns[0] as typeof number).values[count - 1]).toBe(9)
  const shapes = made.geometry
  if (!shapes) throw new Error('no shapes')
  for (const row of [7, count - 1]) expect(shapeOfRow(shapes, row)).toEqual(triangle)
  for (const row of [0, 6, 8, 70_000, count - 2])
    expect(shapeOfRow(shapes, row)).toEqual(shapeOfRow(geometry, row < 7 ? row : row + 1))
  // heights of what stays go with it, of what was drawn there are none
  expect([...(shapes.z ?? [])].slice(35, 44)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 45, 46, 47, 48, 49])
})

it('looks for a word among as many as there are rows in steps, and takes the one that is there', () => {
  const count = 100_000
  const words = Array.from({ length: count }, (_, i) => `word ${i}`)
  let reads = 0
  const dictionary = new Proxy(words, {
    get: (target, key) => {
      reads++
      return Reflect.get(target, key)
    },
  })
  const codes = Uint32Array.from({ length: count }, (_, i) => i)
  const table: Table = {
    name: 't',
    crs: 'EPSG:4490',
    length: count,
    columns: [{ name: 'w', type: 'text', codes, dictionary }],
    geometry: null,
  }
  const cells = {
    1: { w: { before: 'word 1', after: 'word 99999' } },
    2: { w: { before: 'word 2', after: 'new' } },
    3: { w: { before: 'word 3', after: 'new' } },
  }
  const work = applyEditsInSteps(table, { ...NO_EDITS, cells })
  let most = 0
  let made: Table | undefined
  while (made === undefined) {
    reads = 0
    const step = work.next()
    most = Math.max(most, reads)
    if (step.done) made = step.value
  }
  expect(most).toBeLessThan(50_000)
  const [column] = made.columns
  if (column.type !== 'text') throw new Error(column.type)
  expect([...column.codes.subarray(0, 5)]).toEqual([0, 99_999, count, count, 4])
  expect(column.dictionary.length).toBe(count + 1)
  expect(column.dictionary[count]).toBe('new')
})
