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

  // seconds; pair by pair it was more than a minute
  it('looks through ten thousand parts, and as many holes', { timeout: 30_000 }, () => {
    const many = 10_000
    const square = (i: number, size: number, at = 100) => {
      const [x, y] = [(i % 100) * 1000 + at, Math.floor(i / 100) * 1000 + at]
      return [x, y, x + size, y, x + size, y + size, x, y + size, x, y]
    }
    const rings = Uint32Array.from({ length: many + 2 }, (_, i) => i * 5)
    const squares = Array.from({ length: many }, (_, i) => square(i, 500))
    // the last part lies in the first
    const parts = Float64Array.from([...squares, square(0, 100, 200)].flat())
    const ends = Uint32Array.from({ length: many + 2 }, (_, i) => i)
    const separate = { kind: 'polygon', xy: parts, rings, parts: ends, rows: Uint32Array.of(0, many + 1) } as const
    expect(findDefects(separate, parts, 0).map(({ kind }) => kind)).toEqual(['partsOverlap'])
    const outer = [0, 0, 1e5, 0, 1e5, 1e5, 0, 1e5, 0, 0]
    const holes = Float64Array.from([outer, ...squares.slice(1), square(1, 100, 200)].flat())
    const withHoles = {
      kind: 'polygon',
      xy: holes,
      rings,
      parts: Uint32Array.of(0, many + 1),
      rows: Uint32Array.of(0, 1),
    } as const
    expect(findDefects(withHoles, holes, 0).map(({ kind }) => kind)).toEqual(['holeOutside'])
  })

  it('stops after the limit', () => {
    const ring = Array.from({ length: 60 }, (_, i): [number, number] => [(i * 37) % 100, (i * 61) % 97])
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [[...ring, ring[0]]] }])
    expect(findDefects(geometry, geometry.xy, 0, 5).filter(({ kind }) => kind === 'crossing').length).toBeLessThanOrEqual(5)
  })
})
