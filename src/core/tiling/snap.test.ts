import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLngLat } from '../crs.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { geodesicM, ringAreaM2, rowAreaM2 } from '../plane.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeResident } from './resident.ts'
import { snapTo } from './snap.ts'
import { makeFabric } from './test-fabric.ts'

const STEP = 0.0007

describe('snapTo', () => {
  it('finds the vertex that a walk over all of them finds, with its very coordinates', async () => {
    const table = makeFabric({ columns: 12, lines: 12, seed: 5 })
    const resident = await makeResident(table, quietTask())
    const { lngLat } = resident
    fc.assert(
      fc.property(fc.double({ min: 0, max: 12, noNaN: true }), fc.double({ min: 0, max: 12, noNaN: true }), (u, v) => {
        const at = [118.5 + u * STEP, 37.5 + v * STEP] as const
        let nearest = Number.POSITIVE_INFINITY
        for (let i = 0; i < lngLat.length; i += 2) nearest = Math.min(nearest, geodesicM(...at, lngLat[i], lngLat[i + 1]))
        const snap = snapTo(resident, [], at, 8)
        if (nearest < 7.9) {
          expect(snap?.kind).toBe('vertex')
          expect(geodesicM(...at, ...(snap?.at ?? at))).toBeCloseTo(nearest, 2)
        } else if (nearest > 8.1) expect(snap?.kind).not.toBe('vertex')
        const isStored = (place: readonly [number, number]) => {
          for (let i = 0; i < lngLat.length; i += 2) if (lngLat[i] === place[0] && lngLat[i + 1] === place[1]) return true
          return false
        }
        if (snap?.kind === 'vertex') expect(isStored(snap.at)).toBe(true)
        if (snap?.edge) expect(snap.edge.every(isStored)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('traces a parcel of a projected table to exactly its area', async () => {
    const fabric = makeFabric({ columns: 3, lines: 3, seed: 9 })
    const projected: Table = {
      ...fabric,
      crs: 'EPSG:4528',
      geometry: fabric.geometry && { ...fabric.geometry, xy: fromLngLat('EPSG:4528', fabric.geometry.xy) },
    }
    const resident = await makeResident(projected, quietTask())
    const { geometry, lngLat } = resident
    if (!geometry) throw new Error('geometry expected')
    const row = 4
    const start = geometry.rings[geometry.parts[geometry.rows[row]]]
    const end = geometry.rings[geometry.parts[geometry.rows[row]] + 1]
    const traced: number[] = []
    // begun elsewhere and walked the other way, the pointer 2 m beside each point
    for (let k = 0; k < end - start - 1; k++) {
      const i = start + ((end - start - 1 + 3 - k) % (end - start - 1))
      const snap = snapTo(resident, [], [lngLat[2 * i] + 1.2e-5, lngLat[2 * i + 1] - 1.2e-5], 6)
      expect(snap?.kind).toBe('vertex')
      traced.push(...(snap?.at ?? []))
    }
    const area = Math.abs(ringAreaM2(Float64Array.from(traced), 0, traced.length / 2))
    expect(Math.abs(area - rowAreaM2(geometry, lngLat, row))).toBeLessThan(1e-6)
  })

  it('takes the nearest place of an edge where no vertex is near, and nothing beyond its reach or behind a filter', async () => {
    const table: Table = {
      name: 'road',
      crs: 'EPSG:4490',
      length: 1,
      columns: [{ name: 'kind', type: 'text', codes: Uint32Array.of(0), dictionary: ['a'] }],
      geometry: geometryFromGeoJson('line', [
        {
          type: 'LineString',
          coordinates: [
            [118.6, 37.6],
            [118.61, 37.6],
          ],
        },
      ]),
    }
    const resident = await makeResident(table, quietTask())
    const beside = [118.605, 37.6 + 5 / 111195] as const
    const snap = snapTo(resident, [], beside, 6)
    expect(snap).toMatchObject({ kind: 'edge', row: 0, at: [118.605, 37.6] })
    expect(snap?.distanceM).toBeCloseTo(5, 3)
    expect(snap?.edge).toEqual([
      [118.6, 37.6],
      [118.61, 37.6],
    ])
    expect(snapTo(resident, [], beside, 4)).toBeNull()
    expect(snapTo(resident, [{ field: 'kind', values: ['b'] }], beside, 6)).toBeNull()
    expect(snapTo(resident, [], [118.61004, 37.6], 6)).toMatchObject({ kind: 'vertex', at: [118.61, 37.6] })
  })
})
