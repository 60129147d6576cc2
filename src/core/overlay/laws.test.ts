import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../scripts/bench/zones.ts'
import { messyRows, withMiddles } from '../../../tests/messy-rows.ts'
import { starRing, tableOfParts } from '../../../tests/polygon-tables.ts'
import { sumOf } from '../adjust.ts'
import { GRID_PER_M, rowPaths } from '../clip.ts'
import { pickRows } from '../geometry.ts'
import { netArea, soundAreasM2 } from '../net-area.ts'
import { rowPerimeterM } from '../plane.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { addStretches, emptyStretches } from './border-beside.ts'
import { type OverlayKind, overlay, type Pieces } from './layer-overlay.ts'
import { pairAreas } from './pair-areas.ts'
import { planarLayer } from './planar-layer.ts'
import { edgeTrees, prepareZones } from './prepared-zones.ts'
import { selfOverlaps } from './self-overlaps.ts'
import { emptySubject, loadRow } from './subject-edges.ts'
import { zoneOverlapM2 } from './zone-overlap.ts'

async function messyLayers(seed: number): Promise<[SoundTable, SoundTable]> {
  const rows = messyRows(seed, 6)
  const others = [...messyRows(seed + 1, 3), ...withMiddles(rows.slice(3))]
  return [await makeSound(tableOfParts(rows), quietTask()), await makeSound(tableOfParts(others), quietTask())]
}

const GRID_M = 1e-4
const perimeterOf = ({ geometry, lngLat }: SoundTable) =>
  sumOf(Array.from({ length: geometry.rows.length - 1 }, (_, row) => rowPerimeterM(geometry, lngLat, row)))
const total = (pieces: Pieces) => sumOf(pieces.areaM2)
const make = (a: SoundTable, b: SoundTable, kind: OverlayKind) =>
  overlay({ sound: a, rows: null }, { sound: b, rows: null }, kind, quietTask())

async function pairsOf(a: SoundTable, b: SoundTable): Promise<Map<string, number>> {
  const { subject, zone, areaM2 } = await pairAreas(planarLayer(a), prepareZones(planarLayer(b, a.plane)), null, quietTask())
  return new Map(Array.from(areaM2, (area, i) => [`${subject[i]} ${zone[i]}`, area]))
}

const seeds = fc.integer({ min: 1, max: 1e6 })

describe('overlay of messy layers', () => {
  it('keeps area(A ∩ B) + area(A − B) = area(A), and overlay(A, B) = overlay(B, A)', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const [a, b] = await messyLayers(seed)
        const toleranceM2 = 2 * GRID_M * (perimeterOf(a) + perimeterOf(b)) + 0.01
        const [covered, rest] = [await make(a, b, 'clip'), await make(a, b, 'erase')]
        expect(Math.abs(total(covered) + total(rest) - sumOf(soundAreasM2(a)))).toBeLessThan(toleranceM2)
        const [there, back] = [await make(a, b, 'intersection'), await make(b, a, 'intersection')]
        expect(Math.abs(total(there) - total(back))).toBeLessThan(toleranceM2)
        expect(total(covered)).toBeLessThan(total(there) + toleranceM2)
        const [exact, mirrored] = [await pairsOf(a, b), await pairsOf(b, a)]
        for (const [pair, area] of exact) {
          const other = mirrored.get(pair.split(' ').reverse().join(' ')) ?? 0
          expect(Math.abs(area - other), pair).toBeLessThan(1e-6 + (area < 2e-4 ? 2e-4 : 0))
        }
        // pieces are the pairs, cut on the grid
        expect(Math.abs(total(there) - sumOf([...exact.values()]))).toBeLessThan(toleranceM2)
      }),
      { numRuns: 25, examples: [[590915], [379909]] },
    )
  })

  it('covers no more than the sum of its rows, and no less than the largest, whatever their order', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const rows = messyRows(seed, 8)
        const table = tableOfParts([...rows, ...withMiddles(rows.slice(4))])
        const net = async (each: Table) => {
          const sound = await makeSound(each, quietTask())
          const areasM2 = soundAreasM2(sound)
          const pairs = await selfOverlaps(planarLayer(sound), null, quietTask())
          const { areaM2, overlapM2 } = await netArea(sound, areasM2, pairs, areasM2.map((_, row) => row), quietTask()) // biome-ignore format: one row
          const united = Clipper.union(areasM2.reduce<Paths64>((all, _, row) => all.concat(rowPaths(sound.geometry, sound.xy, row, [0, 0])), []), FillRule.NonZero) // biome-ignore format: one row
          const toleranceM2 = 2 * GRID_M * perimeterOf(sound) + 0.01
          expect(Math.abs(areaM2 - overlapM2 - Clipper.areaPaths(united) / GRID_PER_M ** 2)).toBeLessThan(toleranceM2)
          return { netM2: areaM2 - overlapM2, areasM2, toleranceM2 }
        }
        const { netM2, areasM2, toleranceM2 } = await net(table)
        expect(netM2).toBeLessThanOrEqual(sumOf(areasM2) + 1e-9)
        expect(netM2).toBeGreaterThan(Math.max(...areasM2) - toleranceM2)
        const order = Array.from(areasM2, (_, row) => (row * 5) % 12)
        const turned = await net({ ...table, geometry: pickRows(table.geometry!, order) })
        expect(Math.abs(turned.netM2 - netM2)).toBeLessThan(toleranceM2)
      }),
      { numRuns: 25, examples: [[425247]] },
    )
  })
})

describe('pieces', () => {
  // the same seeds each time: vertices get their own digits back, which can make a piece thinner than it was on the grid
  it('are no slivers of the grid unless a row itself is one', async () => {
    let cut = 0
    for (let seed = 1; seed <= 12; seed++) {
      const [a, b] = await messyLayers(seed)
      const whole = new Set([...soundAreasM2(a), ...soundAreasM2(b)])
      for (const kind of ['intersection', 'clip', 'erase'] as const) {
        const { geometry, areaM2 } = await make(a, b, kind)
        for (const [i, area] of areaM2.entries()) {
          if (whole.has(area)) continue
          cut++
          expect((2 * area) / rowPerimeterM(geometry, geometry.xy, i), `${seed} ${kind} ${i}`).toBeGreaterThan(GRID_M / 2)
        }
      }
    }
    expect(cut).toBeGreaterThan(200)
  })
})

describe('zones of any size', () => {
  /** Nodes of the tree that one parcel on the border of a zone looks at. */
  async function visits(vertices: number): Promise<number> {
    const zone = await makeSound(tableOfParts([[[starRing(randomOf(3), 0, 0, 20_000, vertices, 0.3 / vertices)]]]), quietTask())
    const layer = planarLayer(zone)
    const parcel = await makeSound(tableOfParts([[[starRing(randomOf(4), 20_000, 0, 40, 20)]]]), quietTask())
    const subject = planarLayer(parcel, zone.plane)
    const edges = emptySubject()
    const stretches = emptyStretches()
    loadRow(edges, subject, 0)
    const trees = edgeTrees(layer)
    let count = 0
    const next = new Proxy(trees.next, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) count++
        return Reflect.get(target, key)
      },
    })
    const [x0, y0, x1, y1] = subject.boxes
    addStretches(stretches, { ...trees, next }, 0, x0, y0, x1, y1)
    const area = zoneOverlapM2(edges, layer.xy, stretches, 0, stretches.count)
    expect(area).toBeGreaterThan(100)
    expect(area).toBeLessThan(edges.areaM2)
    return count
  }

  it('cost a parcel the border beside it, not their length: from 4 000 to 512 000 vertices three more levels', async () => {
    const [small, large] = [await visits(4_000), await visits(512_000)]
    // up to eight nodes a level, and the leaves of the many edges that now lie beside the parcel
    expect(small).toBeLessThan(60)
    expect(large).toBeLessThan(small + 3 * 8 + 100)
  })
})
