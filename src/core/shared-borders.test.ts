import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from './geometry.ts'
import { rowsWithSharedBorders } from './shared-borders.ts'

const box = (x: number, y: number, width: number, height = width) => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
]
const multi = (...coordinates: number[][][][]) => ({ type: 'MultiPolygon' as const, coordinates })

describe('rowsWithSharedBorders', () => {
  it('names rows of which two rings have a side in common, and no others', () => {
    const geometry = geometryFromGeoJson('polygon', [
      multi([box(0, 0, 1)], [box(1, 0, 1)]),
      // a corner in common is allowed
      multi([box(0, 0, 1)], [box(1, 1, 1)]),
      multi([box(0, 0, 3), [...box(1, 1, 1)].reverse()]),
      // an island that fills its hole
      multi([box(0, 0, 3), [...box(1, 1, 1)].reverse()], [box(1, 1, 1)]),
      multi([box(0, 0, 1)]),
      null,
      // a spike: out and back on one ring
      multi([[[0, 0], [4, 0], [4, 4], [6, 4], [4, 4], [0, 4], [0, 0]]], [box(9, 9, 1)]), // biome-ignore format: one ring
    ])
    expect(rowsWithSharedBorders(geometry)).toEqual([0, 3])
  })
})
