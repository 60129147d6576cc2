import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from './geometry.ts'
import { findDefects } from './validity.ts'

describe('findDefects', () => {
  it('names places by vertex', () => {
    const geometry = geometryFromGeoJson('polygon', [
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [100, 0],
            [100, 0],
            [100, 50],
            [180, 50],
            [100, 50],
            [100, 100],
            [0, 100],
            [0, 0],
          ],
        ],
      },
    ])
    const defects = findDefects(geometry, geometry.xy, 0)
    expect(defects).toContainEqual({ kind: 'duplicate', vertex: 1 })
    expect(defects).toContainEqual({ kind: 'spike', vertex: 4 })
  })

  it('stops after the limit', () => {
    const ring = Array.from({ length: 60 }, (_, i): [number, number] => [(i * 37) % 100, (i * 61) % 97])
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [[...ring, ring[0]]] }])
    expect(findDefects(geometry, geometry.xy, 0, 5).filter(({ kind }) => kind === 'crossing').length).toBeLessThanOrEqual(5)
  })
})
