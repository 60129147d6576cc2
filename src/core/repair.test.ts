import type { Geometry as GeoJson, MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson, planarArea, rowToGeoJson } from './geometry.ts'
import { findOverlaps } from './net-area.ts'
import { overlapKernel } from './overlap.ts'
import { authalicPlane, rowAreaM2 } from './plane.ts'
import { makeSound } from './repair.ts'
import type { Table } from './table.ts'
import { createTask, quietTask } from './task.ts'

type Ring = [number, number][]
const square = (x: number, y: number, width: number, height = width): Ring => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
]
const reversed = (ring: Ring): Ring => [...ring].reverse()
const plane = authalicPlane({ lng0: 118.75, latTs: 37.65 })
/** Polygons in metres of the plane as a lon/lat table. */
function tableOf(rows: Ring[][][]): Table {
  const entries = rows.map((coordinates): GeoJson => ({ type: 'MultiPolygon', coordinates }))
  const geometry = geometryFromGeoJson('polygon', entries)
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: rows.length,
    columns: [],
    geometry: { ...geometry, xy: plane.toLngLat(geometry.xy) },
  }
}

/** The nasty cases of the overlay study: a row, what it covers, and the worst thing that is wrong with it. */
const pentagram: Ring = [0, 1, 2, 3, 4, 0].map((i): [number, number] => {
  const angle = Math.PI / 2 + (i * 4 * Math.PI) / 5
  return [100 * Math.cos(angle), 100 * Math.sin(angle)]
})
/** even-odd leaves the middle pentagon out: the five points only */
const PENTAGRAM_POINTS = (() => {
  const inner = (100 * Math.sin(Math.PI / 10)) / Math.sin((7 * Math.PI) / 10)
  const star = 5 * 100 * inner * Math.sin(Math.PI / 5)
  return star - 2.5 * inner * inner * Math.sin((2 * Math.PI) / 5)
})()
const NASTY: [name: string, row: Ring[][], areaM2: number, defect: string | null][] = [
  ['sound', [[square(0, 0, 100)]], 10_000, null],
  ['a hole', [[square(0, 0, 100), reversed(square(20, 20, 60))]], 6_400, null],
  ['wrong winding', [[reversed(square(0, 0, 100)), square(20, 20, 60)]], 6_400, null],
  [
    'holes that meet at their first vertex',
    [[square(0, 0, 100), reversed(square(50, 50, 20)), [...square(30, 30, 20).slice(2, 4), ...square(30, 30, 20).slice(0, 3)]]],
    9_200,
    null,
  ],
  [
    'an island that touches the hole around it with all its vertices',
    [
      [square(0, 0, 100), reversed(square(20, 20, 60))],
      [
        [
          [50, 20],
          [80, 50],
          [50, 80],
          [20, 50],
          [50, 20],
        ],
      ],
    ],
    8_200,
    null,
  ],
  ['adjacent parts', [[square(0, 0, 100)], [square(100, 0, 100)]], 20_000, null],
  ['an island in the hole', [[square(0, 0, 100), reversed(square(20, 20, 60))], [square(40, 40, 20)]], 6_800, null],
  [
    'duplicate vertices',
    [
      [
        [
          [0, 0],
          [0, 0],
          [100, 0],
          [100, 0],
          [100, 100],
          [0, 100],
          [0, 0],
          [0, 0],
        ],
      ],
    ],
    10_000,
    null,
  ],
  [
    'a spike outward',
    [
      [
        [
          [0, 0],
          [100, 0],
          [100, 50],
          [180, 50],
          [100, 50],
          [100, 100],
          [0, 100],
          [0, 0],
        ],
      ],
    ],
    10_000,
    null,
  ],
  [
    'a spike inward',
    [
      [
        [
          [0, 0],
          [100, 0],
          [100, 50],
          [20, 50],
          [100, 50],
          [100, 100],
          [0, 100],
          [0, 0],
        ],
      ],
    ],
    10_000,
    null,
  ],
  [
    'a hole that touches',
    [
      [
        square(0, 0, 100),
        [
          [0, 50],
          [30, 60],
          [30, 40],
          [0, 50],
        ],
      ],
    ],
    9_700,
    null,
  ],
  ['a hole that shares an edge', [[square(0, 0, 100), reversed(square(0, 40, 30, 20))]], 9_400, null],
  [
    'a bow-tie',
    [
      [
        [
          [0, 0],
          [100, 100],
          [100, 0],
          [0, 100],
          [0, 0],
        ],
      ],
    ],
    5_000,
    'crossing',
  ],
  [
    'a bow-tie through a vertex',
    [
      [
        [
          [0, 0],
          [50, 50],
          [100, 0],
          [100, 100],
          [50, 50],
          [0, 100],
          [0, 0],
        ],
      ],
    ],
    5_000,
    null,
  ],
  [
    'lobes that turn against each other',
    [
      [
        [
          [0, 0],
          [50, 50],
          [100, 100],
          [100, 0],
          [50, 50],
          [0, 100],
          [0, 0],
        ],
      ],
    ],
    5_000,
    'touching',
  ],
  ['a pentagram', [[pentagram]], PENTAGRAM_POINTS, 'crossing'],
  ['overlapping parts', [[square(0, 0, 100)], [square(50, 0, 100)]], 15_000, 'partsOverlap'],
  ['a part inside a part', [[square(0, 0, 100)], [square(20, 20, 10)]], 10_000, 'partsOverlap'],
  ['a hole outside', [[square(0, 0, 100), reversed(square(200, 200, 20))]], 10_400, 'holeOutside'],
  ['a hole in a hole', [[square(0, 0, 100), reversed(square(20, 20, 60)), reversed(square(40, 40, 20))]], 6_800, 'holeOutside'],
  ['a hole across the border', [[square(0, 0, 100), reversed(square(90, 40, 20))]], 10_000, 'crossing'],
  [
    'no area',
    [
      [
        [
          [0, 0],
          [100, 0],
          [50, 0],
          [0, 0],
        ],
      ],
    ],
    0,
    'degenerate',
  ],
]

describe('makeSound', () => {
  it.each(NASTY)('%s', async (_, row, areaM2, defect) => {
    const sound = await makeSound(tableOf([[[square(500, 500, 10)]], row]), quietTask())
    const area = rowAreaM2(sound.geometry, sound.lngLat, 1)
    expect(Math.abs(area - areaM2)).toBeLessThan(0.2)
    expect(sound.repaired.map((each) => each.defect)).toEqual(defect ? [defect] : [])
    // the kernel sees the row whole from outside, and half of it through a window
    const kernel = overlapKernel(sound.geometry, sound.xy)
    expect(Math.abs(kernel.overlap(1, 1) - area)).toBeLessThan(1e-3)
    for (let part = sound.geometry.rows[1]; part < sound.geometry.rows[2]; part++) {
      for (let ring = sound.geometry.parts[part]; ring < sound.geometry.parts[part + 1]; ring++) {
        const turn = planarArea(sound.xy, sound.geometry.rings[ring], sound.geometry.rings[ring + 1])
        expect(turn >= 0).toBe(ring === sound.geometry.parts[part] || turn === 0)
      }
    }
  })

  it('keeps every square metre of a row with spikes along a line of the grid, however its corners are doubled', async () => {
    // a bow-tie, so that the row is repaired; spikes hold no area
    const tie: Ring = [[0, 0], [100, 0], [100, 60], [40, 60], [0, 100], [40, 100]] // biome-ignore format: one ring
    const whole = (await makeSound(tableOf([[[[...tie, tie[0]]]]]), quietTask())).repaired[0]
    expect(whole.defect).toBe('crossing')
    const spikes: [number, number][] = [[3, 0], [-3, 0], [0, 3], [0, -3], [0.7, 0], [-0.7, 0], [2, 1], [-2, -1], [200, 0], [-200, 0]] // biome-ignore format: one list
    const rows: Ring[][][] = []
    const named: string[] = []
    for (let corner = 0; corner < tie.length; corner++)
      for (const [dx, dy] of spikes)
        for (const doubled of [false, true]) {
          const [x, y] = tie[corner]
          const tip: [number, number] = [x + dx, y + dy]
          const foot: Ring = doubled ? [tie[corner], tip, tie[corner], tie[corner]] : [tie[corner], tip, tie[corner]]
          const ring = [...tie.slice(0, corner), ...foot, ...tie.slice(corner + 1)]
          rows.push([[[...ring, ring[0]]]])
          named.push(`${corner}: ${dx} ${dy} ${doubled}`)
        }
    const sound = await makeSound(tableOf(rows), quietTask())
    const wrong = sound.repaired.flatMap(({ row, areaAfterM2 }) => {
      // a tip may move by half a step of the grid, and a slanted spike keep a hair of area
      const noise = 0.0001 * 450
      const isKept =
        Math.abs(areaAfterM2 - whole.areaAfterM2) < noise &&
        Math.abs(rowAreaM2(sound.geometry, sound.lngLat, row) - whole.areaAfterM2) < noise
      return isKept ? [] : [`${named[row]}: ${areaAfterM2 - whole.areaAfterM2}`]
    })
    expect(wrong).toEqual([])
    expect(sound.repaired).toHaveLength(rows.length)
  })

  it('touches bad rows only, and keeps the digits of vertices that stay', async () => {
    const table = tableOf([
      [[square(0, 0, 10)]],
      [
        [
          [
            [0, 0],
            [100, 100],
            [100, 0],
            [0, 100],
            [0, 0],
          ],
        ],
      ],
      [[square(7, 3, 11)]],
    ])
    const sound = await makeSound(table, quietTask())
    if (!table.geometry) throw new Error('no geometry')
    for (const row of [0, 2]) expect(rowToGeoJson(sound.geometry, row)).toEqual(rowToGeoJson(table.geometry, row))
    const own = new Set((rowToGeoJson(table.geometry, 1) as Polygon).coordinates[0].map((position) => position.join()))
    const after = (rowToGeoJson(sound.geometry, 1) as MultiPolygon).coordinates.flat(2)
    // two triangles of three vertices each, closed: four old corners, and the crossing twice over
    expect(after.filter((position) => own.has(position.join()))).toHaveLength(5 + after.length - 8)
    expect(sound.repaired[0]).toMatchObject({ row: 1, defect: 'crossing' })
    expect(sound.repaired[0].areaBeforeM2).toBeLessThan(1)
    expect(await makeSound(table, quietTask())).toBe(sound)
  })

  it('names rows whose parts run along each other, and leaves them as they are', async () => {
    const rows = [
      [[square(0, 0, 100)], [square(100, 0, 100)]],
      // along a part of a side, with no vertex in common
      [[square(0, 0, 100)], [square(100, 30, 40)]],
      // corners and single places may meet
      [[square(0, 0, 100)], [square(100, 100, 100)]],
      [[square(0, 0, 100), reversed(square(20, 20, 60))]],
    ]
    const table = tableOf(rows)
    const sound = await makeSound(table, quietTask())
    expect(sound.meeting).toEqual([0, 1])
    expect(sound.repaired).toEqual([])
    expect(sound.lngLat).toBe(table.geometry?.xy)
  })

  it('takes tables without geometry, and stops when told', async () => {
    const bare: Table = { name: 't', crs: 'EPSG:4490', length: 3, columns: [], geometry: null }
    expect((await makeSound(bare, quietTask())).repaired).toEqual([])
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    await expect(makeSound(tableOf([[[square(0, 0, 1)]]]), createTask({ signal: controller.signal }))).rejects.toThrow('enough')
  })

  it('sees overlaps of repaired rows', async () => {
    const sound = await makeSound(
      tableOf([
        [
          [
            [
              [0, 0],
              [100, 100],
              [100, 0],
              [0, 100],
              [0, 0],
            ],
          ],
        ],
        [[square(0, 0, 50, 100)]],
      ]),
      quietTask(),
    )
    const pairs = await findOverlaps(sound, quietTask())
    expect(pairs.areaM2[0]).toBeCloseTo(2500, 0)
  })
})
