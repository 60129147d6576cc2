import { expect, it } from 'vitest'
import { geometryFromGeoJson, rowToGeoJson } from '../geometry.ts'
import type { Table } from '../table.ts'
import { applyEdits, shapeOfRow } from './apply-edits.ts'
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
