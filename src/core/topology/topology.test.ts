import { describe, expect, it } from 'vitest'
import { sumOf } from '../adjust.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { authalicPlane, planeOf, rowAreasM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeFabric, randomOf } from '../tiling/test-fabric.ts'
import { checkTopology } from './topology.ts'

const OPTIONS = { smallestM2: 0.01, vertexToleranceM: 0.01 }

/** Polygons given in metres around a point of the district, as a lon/lat table. */
function metricTable(polygons: number[][][][]): Table {
  const plane = authalicPlane({ lng0: 118.6, latTs: 37.6 })
  const toLngLat = (ring: number[][]) => [...ring, ring[0]].map(([x, y]) => [...plane.toLngLat(Float64Array.of(x, y))])
  const geometry = geometryFromGeoJson(
    'polygon',
    polygons.map((rings) => ({ type: 'Polygon', coordinates: rings.map(toLngLat) })),
  )
  return { name: 't', crs: 'EPSG:4490', length: polygons.length, columns: [], geometry }
}
async function topologyOf(polygons: number[][][][], options = OPTIONS) {
  return checkTopology(await makeSound(metricTable(polygons), quietTask()), options, quietTask())
}
const box = (x0: number, y0: number, x1: number, y1: number) => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]

describe('topology of a layer', () => {
  it('finds nothing in a gapless fabric, whatever its outline', async () => {
    const sound = await makeSound(makeFabric({ columns: 20, lines: 15 }), quietTask())
    const topology = await checkTopology(sound, OPTIONS, quietTask())
    expect(topology).toEqual({ overlaps: [], gaps: [], nearVertices: [], hangingVertices: 0 })
  })

  it('accepts a border whose sides have different vertices, and counts the hanging corner', async () => {
    const topology = await topologyOf([[box(0, 0, 100, 100)], [box(0, 100, 40, 200)], [box(40, 100, 100, 200)]])
    expect(topology.overlaps).toEqual([])
    expect(topology.gaps).toEqual([])
    expect(topology.hangingVertices).toBe(1)
  })

  it('measures an overlap and a gap and says which rows are concerned', async () => {
    const topology = await topologyOf([
      [box(0, 0, 100, 100)],
      [box(99, 0, 200, 100)],
      [box(0, 110, 200, 200)],
      [box(-50, 0, 0, 200)],
      [box(200, 0, 250, 200)],
    ])
    expect(topology.overlaps).toHaveLength(1)
    expect(topology.overlaps[0]).toMatchObject({ first: 0, second: 1 })
    expect(topology.overlaps[0].areaM2).toBeCloseTo(100, 5)
    expect(topology.gaps).toHaveLength(1)
    expect(topology.gaps[0].areaM2).toBeCloseTo(2000, 2)
    expect(topology.gaps[0].rows).toEqual([0, 1, 2, 3, 4])
    expect(topology.gaps[0].widthM).toBeCloseTo(4000 / 420, 3)
  })

  it('takes an unfilled hole for a gap, a filled one for none, and an island in a gap out of its area', async () => {
    const withHole = [box(0, 0, 100, 100), box(20, 20, 80, 80).reverse()]
    expect((await topologyOf([withHole])).gaps[0].areaM2).toBeCloseTo(3600, 2)
    expect((await topologyOf([withHole, [box(20, 20, 80, 80)]])).gaps).toEqual([])
    const withIsland = await topologyOf([withHole, [box(40, 40, 60, 60)]])
    expect(withIsland.gaps).toHaveLength(1)
    expect(withIsland.gaps[0].areaM2).toBeCloseTo(3200, 2)
    expect(withIsland.gaps[0].polygon).toHaveLength(2)
    expect(withIsland.gaps[0].rows).toEqual([0, 1])
  })

  it('finds every overlap where a whole fabric lies on another, also far from any loose edge', async () => {
    const upper = makeFabric({ columns: 8, lines: 8, seed: 3 })
    const lower = makeFabric({ columns: 5, lines: 5, seed: 4, west: 118.501, south: 37.501 })
    const doubled = concat(upper, lower)
    const sound = await makeSound(doubled, quietTask())
    const { overlaps } = await checkTopology(sound, OPTIONS, quietTask())
    const { findOverlaps } = await import('../net-area.ts')
    const all = await findOverlaps(sound, quietTask())
    const large = [...all.areaM2].filter((area) => area > OPTIONS.smallestM2)
    expect(large.length).toBeGreaterThan(60)
    expect(overlaps.map(({ first, second }) => [first, second])).toEqual(
      [...all.first].flatMap((first, i) => (all.areaM2[i] > OPTIONS.smallestM2 ? [[first, all.second[i]]] : [])),
    )
  })

  it('finds duplicates and rows that lie inside others', async () => {
    const topology = await topologyOf([
      [box(0, 0, 100, 100)],
      [box(0, 0, 100, 100)],
      [box(100, 0, 200, 100)],
      [box(150, 50, 160, 60)],
    ])
    expect(topology.overlaps.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('holds corners apart by a tenth of a millimetre and no less', async () => {
    const shifted = (by: number) => [
      [box(0, 0, 100, 100)],
      [
        [
          [100 + by, 0],
          [200, 0],
          [200, 100],
          [100, 100],
        ],
      ],
    ]
    expect((await topologyOf(shifted(0.00005))).nearVertices).toEqual([])
    const { nearVertices } = await topologyOf(shifted(0.002))
    expect(nearVertices).toHaveLength(1)
    expect(nearVertices[0].distanceM).toBeCloseTo(0.002, 5)
    expect([nearVertices[0].row, nearVertices[0].other].sort()).toEqual([0, 1])
    // beyond the tolerance it is a defect of another kind, or none
    expect((await topologyOf(shifted(0.5))).nearVertices).toEqual([])
  })

  it('finds the same whatever the order of rows', async () => {
    const polygons = [
      [box(0, 0, 100, 100)],
      [box(99, 0, 200, 100)],
      [box(0, 110, 200, 200)],
      [box(-50, 0, 0, 200)],
      [box(200, 0, 250, 200.003)],
    ]
    const order = [3, 1, 4, 0, 2]
    const [plain, mixed] = [await topologyOf(polygons), await topologyOf(order.map((i) => polygons[i]))]
    const sorted = (rows: readonly number[]) => [...rows].sort((a, b) => a - b)
    expect(mixed.overlaps.map(({ first, second }) => sorted([order[first], order[second]]))).toEqual(
      plain.overlaps.map(({ first, second }) => [first, second]),
    )
    expect(mixed.gaps.map(({ rows }) => sorted(rows.map((row) => order[row])))).toEqual(plain.gaps.map(({ rows }) => rows))
    expect(mixed.gaps[0].areaM2).toBeCloseTo(plain.gaps[0].areaM2, 3)
    expect(mixed.nearVertices.length).toBe(plain.nearVertices.length)
    expect(plain.nearVertices.length).toBeGreaterThan(0)
  })

  it('stops when it is cancelled', async () => {
    const sound = await makeSound(makeFabric({ columns: 40, lines: 40 }), quietTask())
    const task = { ...quietTask(), breathe: () => Promise.reject(new DOMException('cancelled', 'AbortError')) }
    await expect(checkTopology(sound, OPTIONS, task)).rejects.toThrow('cancelled')
  })
})

describe('100 000 parcels with 545 planted defects', () => {
  it('are all found, with nothing else', { timeout: 60_000 }, async () => {
    const clean = makeFabric({ columns: 317, lines: 316, bends: 5 })
    const { table, planted } = plant(clean, 545, 7)
    const sound = await makeSound(table, quietTask())
    const start = performance.now()
    const topology = await checkTopology(sound, OPTIONS, quietTask())
    const seconds = (performance.now() - start) / 1000
    console.warn(
      `topology: ${table.length} parcels, ${(table.geometry?.xy.length ?? 0) / 2} vertices in ${seconds.toFixed(2)} s: ` +
        `${topology.overlaps.length} overlaps, ${topology.gaps.length} gaps, ${topology.nearVertices.length} near corners`,
    )
    const named = new Set<number>()
    for (const { first, second } of topology.overlaps) named.add(first).add(second)
    for (const { rows } of topology.gaps) for (const row of rows) named.add(row)
    for (const { row, other } of topology.nearVertices) named.add(row).add(other)
    expect(planted.filter((row) => !named.has(row))).toEqual([])
    // what is named stands at a planted defect: each has one to three neighbours there
    expect(named.size).toBeLessThan(planted.length * 4)
    expect(topology.overlaps.length + topology.gaps.length).toBeGreaterThan(planted.length * 0.8)
    // the outline did not move: what the rows cover, less what lies twice, plus what lies bare, is the fabric as it was
    const total = (areas: Iterable<number>) => sumOf(Float64Array.from(areas))
    const twice = total(topology.overlaps.map(({ areaM2 }) => areaM2))
    const bare = total(topology.gaps.map(({ areaM2 }) => areaM2))
    expect(twice).toBeGreaterThan(1000)
    expect(bare).toBeGreaterThan(1000)
    expect(Math.abs(total(rowAreasM2(table)) - twice + bare - total(rowAreasM2(clean)))).toBeLessThan(2)
  })
})

function concat(a: Table, b: Table): Table {
  if (!a.geometry || !b.geometry) throw new Error('no geometry')
  const shift = (mine: Uint32Array, other: Uint32Array) => {
    const base = mine[mine.length - 1]
    return Uint32Array.from([...mine, ...other.subarray(1).map((value) => value + base)])
  }
  return {
    ...a,
    length: a.length + b.length,
    columns: [],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from([...a.geometry.xy, ...b.geometry.xy]),
      rings: shift(a.geometry.rings, b.geometry.rings),
      parts: shift(a.geometry.parts, b.geometry.parts),
      rows: shift(a.geometry.rows, b.geometry.rows),
    },
  }
}

/** Moves one corner of `count` rows by 1.5 m or 2 mm in a random direction; the neighbours keep theirs. */
function plant(clean: Table, count: number, seed: number): { table: Table; planted: number[] } {
  const random = randomOf(seed)
  if (!clean.geometry) throw new Error('no geometry')
  const xy = clean.geometry.xy.slice()
  const plane = planeOf(xy)
  const planted = new Set<number>()
  while (planted.size < count) {
    const row = Math.floor(random() * clean.length)
    const column = row % 317
    const line = Math.floor(row / 317)
    // not on the outline, where there is no neighbour to disagree with
    if (planted.has(row) || column < 2 || column > 314 || line < 2 || line > 313) continue
    const start = clean.geometry.rings[row]
    const vertices = clean.geometry.rings[row + 1] - start
    const vertex = start + 1 + Math.floor(random() * (vertices - 2))
    const moveM = planted.size % 2 === 0 ? 1.5 : 0.002
    const angle = random() * 2 * Math.PI
    const at = plane.toPlane(xy.slice(2 * vertex, 2 * vertex + 2))
    const moved = plane.toLngLat(Float64Array.of(at[0] + moveM * Math.cos(angle), at[1] + moveM * Math.sin(angle)))
    xy.set(moved, 2 * vertex)
    planted.add(row)
  }
  return { table: { ...clean, geometry: { ...clean.geometry, xy } }, planted: [...planted] }
}
