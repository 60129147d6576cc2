import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestBoundary } from '../field/nearest-boundary.ts'
import { quietTask } from '../task.ts'
import { positionAt } from './position.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'

const STEP = 0.0007
const fabric = makeFabric({ columns: 20, lines: 20, seed: 7 })

describe('the parcel at a position', () => {
  it('is what a walk over all parcels finds, inside the fabric and beside it', async () => {
    const resident = await makeResident(fabric, quietTask())
    const geometry = fabric.geometry!
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 23, noNaN: true }),
        fc.double({ min: -3, max: 23, noNaN: true }),
        fc.constantFrom(null, 6, 40),
        (u, v, accuracyM) => {
          const at = [118.5 + u * STEP, 37.5 + v * STEP] as const
          const all = Array.from({ length: fabric.length }, (_, row) => ({
            row,
            ...nearestBoundary(geometry, geometry.xy, row, ...at)!,
          }))
          const inside = all.filter(({ isInside }) => isInside)
          const nearest = all.reduce((best, one) => (one.line.distanceM < best.line.distanceM ? one : best))
          const wanted = inside[0] ?? nearest
          const found = positionAt(resident, [], ...at, accuracyM)
          if (inside.length > 0) expect(found.row).toBe(wanted.row)
          expect(found.boundary?.line.distanceM).toBeCloseTo(wanted.line.distanceM, 4)
          const others = all.filter(({ row, line }) => row !== found.row && line.distanceM < (accuracyM ?? 0) * 0.99)
          const told = found.others.map(({ row }) => row)
          for (const { row } of others.sort((a, b) => a.line.distanceM - b.line.distanceM).slice(0, 3))
            expect(told).toContain(row)
        },
      ),
      { numRuns: 40 },
    )
  })
  it('passes over what a filter leaves out, and finds nothing far away', async () => {
    const resident = await makeResident(fabric, quietTask())
    const at = [118.5 + 5.5 * STEP, 37.5 + 5.5 * STEP] as const
    const { row } = positionAt(resident, [], ...at, null)
    const column = fabric.columns.find(({ name }) => name === 'BDCDYH')
    const code = column?.type === 'text' && column.dictionary[column.codes[row!]]
    const others = positionAt(resident, [{ field: 'DLBM', values: ['0101'] }], ...at, null)
    expect(code).toBeTruthy()
    const landClass = fabric.columns.find(({ name }) => name === 'DLBM')
    expect(landClass?.type === 'text' && landClass.dictionary[landClass.codes[others.row!]]).toBe('0101')
    expect(positionAt(resident, [], 121, 37, null)).toEqual({ row: null, boundary: null, others: [] })
  })
})
