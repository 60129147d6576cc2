import { booleanIntersects, polygon } from '@turf/turf'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLngLat } from '../crs.ts'
import { distanceToRowM, geometryFromGeoJson, rowToGeoJson } from '../geometry.ts'
import type { Table, TextColumn } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeFabric, randomOf } from './test-fabric.ts'
import { createTileService } from './tile-service.ts'

const task = quietTask()
const STEP = 0.0007
const fabric = makeFabric({ columns: 20, lines: 20, seed: 3 })
const geometryOf = (table: Table) => {
  if (!table.geometry) throw new Error('geometry expected')
  return table.geometry
}
async function serviceWith(table: Table) {
  const service = createTileService()
  await service.putTable({ id: 't', table }, task)
  return service
}
const text = (name: string, values: readonly (string | null)[]): TextColumn => ({
  name,
  type: 'text',
  codes: Uint32Array.from(values, (_, i) => i),
  dictionary: values,
})

describe('identify', () => {
  it('finds what a walk over all rows finds', async () => {
    const service = await serviceWith(fabric)
    const geometry = geometryOf(fabric)
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -1, max: 21, noNaN: true }),
        fc.double({ min: -1, max: 21, noNaN: true }),
        async (u, v) => {
          const at = [118.5 + u * STEP, 37.5 + v * STEP] as const
          const hits = await service.identify({ at, toleranceM: 5, tables: [{ id: 't', filter: [] }], limit: 99 }, task)
          const distances = Array.from({ length: fabric.length }, (_, row) => distanceToRowM(geometry, geometry.xy, row, ...at))
          const inside = distances.flatMap((distance, row) => (distance === 0 ? [row] : []))
          const nearest = Math.min(...distances)
          if (inside.length > 0) expect(hits.map(({ row }) => row)).toEqual(inside)
          else expect(hits.map(({ distanceM }) => distanceM)).toEqual(nearest <= 5 ? [nearest] : [])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives a place on a common border to one polygon', async () => {
    const service = await serviceWith(fabric)
    const { xy } = geometryOf(fabric)
    // a ring has 13 points; rows 21 … 378 that are not at the rim have neighbours all round
    for (let row = 21; row < 379; row++) {
      if (row % 20 === 0 || row % 20 === 19) continue
      for (const i of [row * 13, row * 13 + 2]) {
        const at = [xy[2 * i], xy[2 * i + 1]] as const
        expect((await service.identify({ at, toleranceM: 0, tables: [{ id: 't', filter: [] }], limit: 9 }, task)).length).toBe(1)
      }
    }
  })

  it('lists the smaller polygon first, keeps the order of tables, and obeys filter and limit', async () => {
    const service = await serviceWith(fabric)
    const box = (w: number, s: number, e: number, n: number) => [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    const parks = geometryFromGeoJson('polygon', [
      { type: 'Polygon', coordinates: [box(118, 37, 119, 38)] },
      { type: 'Polygon', coordinates: [box(118.4, 37.4, 118.6, 37.6)] },
    ])
    await service.putTable(
      { id: 'p', table: { name: 'p', crs: 'EPSG:4490', length: 2, columns: [text('name', ['big', 'small'])], geometry: parks } },
      task,
    )
    const at = [118.507, 37.507] as const
    const ask = (tables: { id: string; filter: { field: string; values: string[] }[] }[], limit = 9) =>
      service.identify({ at, toleranceM: 1, tables, limit }, task)
    const both = await ask([
      { id: 'p', filter: [] },
      { id: 't', filter: [] },
    ])
    expect(both.map(({ table, row }) => [table, table === 'p' ? row : -1])).toEqual([
      ['p', 1],
      ['p', 0],
      ['t', -1],
    ])
    expect((await ask([{ id: 'p', filter: [{ field: 'name', values: ['big'] }] }])).map(({ row }) => row)).toEqual([0])
    expect(
      (
        await ask(
          [
            { id: 'p', filter: [] },
            { id: 't', filter: [] },
          ],
          1,
        )
      ).length,
    ).toBe(1)
    expect(await ask([{ id: 'gone', filter: [] }])).toEqual([])
  })

  it('is the same for a table in Gauss-Krüger metres', async () => {
    const geometry = geometryOf(fabric)
    const projected = { ...fabric, crs: 'EPSG:4528', geometry: { ...geometry, xy: fromLngLat('EPSG:4528', geometry.xy) } }
    const [a, b] = [await serviceWith(fabric), await serviceWith(projected)]
    const random = randomOf(9)
    for (let i = 0; i < 100; i++) {
      const at = [118.5 + random() * 20 * STEP, 37.5 + random() * 20 * STEP] as const
      const ask = { at, toleranceM: 0, tables: [{ id: 't', filter: [] }], limit: 9 }
      expect(await b.identify(ask, task)).toEqual(await a.identify(ask, task))
    }
  })
})

describe('select', () => {
  it('finds the rows that turf finds', async () => {
    const service = await serviceWith(fabric)
    const geometry = geometryOf(fabric)
    const shapes = Array.from({ length: fabric.length }, (_, row) => rowToGeoJson(geometry, row))
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 3, max: 9 }), async (seed, corners) => {
        const random = randomOf(seed)
        const [cx, cy] = [118.5 + random() * 20 * STEP, 37.5 + random() * 20 * STEP]
        const ring = Array.from({ length: corners }, (_, i): [number, number] => {
          const angle = (i / corners) * 2 * Math.PI
          const radius = (0.2 + random()) * 5 * STEP
          return [cx + Math.cos(angle) * radius, cy + Math.sin(angle) * radius]
        })
        ring.push(ring[0])
        const area = polygon([ring])
        const expected = shapes.flatMap((shape, row) => (shape && booleanIntersects(shape, area) ? [row] : []))
        expect(Array.from(await service.select({ table: 't', filter: [], ring }, task))).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })

  it('takes boxes by the short way with the same result', async () => {
    const service = await serviceWith(fabric)
    const [w, s, e, n] = [118.502, 37.503, 118.509, 37.508]
    const box: [number, number][] = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    // the same area with a corner more, so that it is no rectangle to the code
    const bent: [number, number][] = [
      [w, s],
      [(w + e) / 2, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    const rows = await service.select({ table: 't', filter: [], ring: box }, task)
    expect(rows.length).toBeGreaterThan(50)
    expect(rows).toEqual(await service.select({ table: 't', filter: [], ring: bent }, task))
    const some = await service.select({ table: 't', filter: [{ field: 'DLBM', values: ['0101'] }], ring: box }, task)
    expect(some.length).toBeGreaterThan(0)
    expect(some.length).toBeLessThan(rows.length)
  })
})

describe('search', () => {
  const table: Table = {
    name: 's',
    crs: 'EPSG:4490',
    length: 5,
    geometry: null,
    columns: [
      text('code', [
        '370505001001GB00001W00000000',
        '370505001001GB00012W00000000',
        '370505001012GB00318W00000000',
        null,
        '370505B',
      ]),
      text('holder', ['胜坨镇人民政府', '王某', '黄河口镇', '天宁湖国家湿地公园', 'ＡＢ 公司']),
    ],
  }
  const ask = async (query: string, limit = 10) => {
    const service = await serviceWith(table)
    const hits = await service.search(
      { text: query, targets: [{ table: 't', fields: ['code', 'holder', 'none'], filter: [] }], limit },
      task,
    )
    return hits.map(({ row, field, rank }) => [row, field, rank])
  }

  it('finds whole codes with spaces, full-width digits and small letters', async () => {
    expect(await ask('370505 001012 GB00318 W00000000')).toEqual([[2, 'code', 0]])
    expect(await ask('３７０５０５００１０１２ｇｂ００３１８ｗ００００００００')).toEqual([[2, 'code', 0]])
  })
  it('finds beginnings, ends and parts, better matches first', async () => {
    expect(await ask('370505001001')).toEqual([
      [0, 'code', 1],
      [1, 'code', 1],
    ])
    expect(await ask('8W00000000')).toEqual([[2, 'code', 2]])
    expect(await ask('gb00318')).toEqual([[2, 'code', 3]])
    expect((await ask('370505', 2)).length).toBe(2)
  })
  it('does not look for one or two digits inside codes, but for any Chinese text', async () => {
    expect(await ask('318')).toEqual([])
    expect(await ask('湖')).toEqual([[3, 'holder', 3]])
    expect(await ask('镇')).toEqual([
      [2, 'holder', 2],
      [0, 'holder', 3],
    ])
    expect(await ask('王某')).toEqual([[1, 'holder', 0]])
    expect(await ask('ab公司')).toEqual([[4, 'holder', 0]])
  })
  it('answers nothing to nothing', async () => {
    expect(await ask('　 ')).toEqual([])
    expect(await ask('无此人')).toEqual([])
  })
})

describe('figures', () => {
  it('sums areas of rows once, and counts rows without shape', async () => {
    const square = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [118.5, 37.6],
          [118.51, 37.6],
          [118.51, 37.61],
          [118.5, 37.61],
          [118.5, 37.6],
        ],
      ],
    }
    const geometry = geometryFromGeoJson('polygon', [square, null])
    const service = await serviceWith({ name: 'a', crs: 'EPSG:4490', length: 2, columns: [], geometry })
    // notes of the trade: 98.00493939 ha for this cell
    expect((await service.totalArea({ table: 't', rows: null }, task)).areaM2).toBeCloseTo(980049.3939, 3)
    expect(await service.totalArea({ table: 't', rows: Uint32Array.of(0, 0, 1) }, task)).toMatchObject({ empty: 1 })
    const measured = await service.measure({ table: 't', row: 0 }, task)
    expect(measured.vertices).toBe(4)
    expect(measured.parts).toBe(1)
    expect(measured.bbox).toEqual([118.5, 37.6, 118.51, 37.61])
    expect(await service.bounds({ table: 't', rows: Uint32Array.of(1) }, task)).toBeNull()
    expect((await service.shapes({ table: 't', rows: Uint32Array.of(0, 1), limit: 10 }, task))?.features).toEqual([
      { type: 'Feature', id: 1, properties: {}, geometry: square },
    ])
    expect(await service.shapes({ table: 't', rows: Uint32Array.of(0), limit: 4 }, task)).toBeNull()
  })

  it('says of a shape that crosses itself where, and what its area is once repaired: as stored the lobes cancel', async () => {
    const corners = [
      [118.8, 37.6],
      [118.81, 37.61],
      [118.81, 37.6],
      [118.8, 37.61],
      [118.8, 37.6],
    ]
    const square = [corners[0], corners[2], corners[1], corners[3], corners[0]]
    const geometry = geometryFromGeoJson('polygon', [
      { type: 'Polygon', coordinates: [corners] },
      { type: 'Polygon', coordinates: [square] },
    ])
    const service = await serviceWith({ name: 'a', crs: 'EPSG:4490', length: 2, columns: [], geometry })
    const { areaM2, defect } = await service.measure({ table: 't', row: 0 }, task)
    expect(areaM2).toBeLessThan(1)
    expect(defect?.kind).toBe('crossing')
    expect(Math.hypot((defect?.at[0] ?? 0) - 118.805, (defect?.at[1] ?? 0) - 37.605)).toBeLessThan(0.008)
    // the two lobes by the formula, elsewhere
    expect(Math.abs((defect?.repairedM2 ?? 0) - 490_024.697)).toBeLessThan(0.5)
    expect((await service.measure({ table: 't', row: 1 }, task)).defect).toBeNull()
  })

  it('names the four neighbours of a quadrangle, each with their whole side', async () => {
    const service = await serviceWith(fabric)
    const found = await service.neighbours({ table: 't', row: 210 }, task)
    expect(found.map(({ row }) => row).sort((a, b) => a - b)).toEqual([190, 209, 211, 230])
    const { perimeterM } = await service.measure({ table: 't', row: 210 }, task)
    expect(found.reduce((sum, { sharedM }) => sum + sharedM, 0)).toBeCloseTo(perimeterM, 3)
  })

  it('refuses a table that is not there', async () => {
    await expect(createTileService().filterRows({ table: 'x', filter: [] }, task)).rejects.toMatchObject({
      code: 'tiles.noTable',
    })
  })
})
