import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile'
import * as fc from 'fast-check'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from '../geometry.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeDrawn } from './drawn.ts'
import { EXTENT } from './layer-writer.ts'
import { worldX, worldY } from './mercator.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'
import { BUFFER, cutVectorTile } from './vector-tile.ts'

const PLAIN = { fill: '#ffeecc', fillOpacity: 1, line: '#888888' }

async function drawnOf(table: Table, labelField: string | null = null) {
  return makeDrawn(await makeResident(table, quietTask()), {
    rows: null,
    filter: [],
    classField: 'DLBM',
    classValues: ['0101', '0103'],
    paint: [PLAIN, PLAIN, PLAIN],
    labelField,
  })
}
const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes))
const tileAt = (lng: number, lat: number, z: number) => {
  const side = 2 ** (32 - z)
  return { z, x: Math.floor(worldX(lng) / side), y: Math.floor(worldY(lat) / side) }
}
const ringsOf = (layer: VectorTileLayer) => Array.from({ length: layer.length }, (_, i) => layer.feature(i).loadGeometry()).flat()
function doubleArea(ring: readonly { x: number; y: number }[]): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y
  return sum
}
function holds(ring: readonly { x: number; y: number }[], x: number, y: number): boolean {
  let isIn = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]]
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) isIn = !isIn
  }
  return isIn
}

describe('vector tiles of a gapless fabric', () => {
  // a tile at z10 is 0.35° wide: the fabric covers whole tiles with their buffers at every zoom below
  const wide = makeFabric({ columns: 150, lines: 150, west: 118.2, south: 37.2, step: 0.007, seed: 5 })

  it.each([10, 11, 12, 13, 14, 15, 16, 17, 18])('covers the tile at z%i exactly once', async (z) => {
    const { x, y } = tileAt(118.75, 37.7, z)
    const { shapes } = read(cutVectorTile(await drawnOf(wide), z, x, y)).layers
    const rings = ringsOf(shapes)
    const total = rings.reduce((sum, ring) => sum + doubleArea(ring), 0)
    expect(total).toBe(2 * (EXTENT + 2 * BUFFER) ** 2)
    for (let i = 0; i < 400; i++) {
      const px = ((i * 0.754877666) % 1) * EXTENT + 0.013
      const py = ((i * 0.569840291) % 1) * EXTENT + 0.017
      expect(rings.filter((ring) => holds(ring, px, py)).length, `${px} ${py}`).toBe(1)
    }
  })

  it('gives neighbours the same points along their border, from z14 every one of them', async () => {
    for (const z of [14, 16, 18]) {
      const step = (360 / 2 ** z) * 0.15
      const drawn = await drawnOf(makeFabric({ columns: 30, lines: 30, step, seed: z }))
      const { x, y } = tileAt(118.5 + 15 * step, 37.5 + 15 * step, z)
      const seen = new Map<string, number>()
      const isEdgeOfTile = (p: { x: number; y: number }) => Math.min(p.x, p.y) <= -BUFFER || Math.max(p.x, p.y) >= EXTENT + BUFFER
      for (const ring of ringsOf(read(cutVectorTile(drawn, z, x, y)).layers.shapes)) {
        for (let i = 0; i + 1 < ring.length; i++) {
          if (isEdgeOfTile(ring[i]) && isEdgeOfTile(ring[i + 1])) continue
          const ends = [`${ring[i].x},${ring[i].y}`, `${ring[i + 1].x},${ring[i + 1].y}`].sort().join(' ')
          seen.set(ends, (seen.get(ends) ?? 0) + 1)
        }
      }
      expect(seen.size).toBeGreaterThan(200)
      expect([...seen.values()].filter((count) => count !== 2)).toEqual([])
    }
  })

  it('holds for any fabric and any tile inside it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 13, max: 17 }),
        fc.double({ min: 0.3, max: 0.7, noNaN: true }),
        async (seed, z, share) => {
          const table = makeFabric({ columns: 40, lines: 40, west: 118, south: 37, step: 0.005, seed })
          const { x, y } = tileAt(118 + 0.2 * share, 37 + 0.2 * share, z)
          const { shapes } = read(cutVectorTile(await drawnOf(table), z, x, y)).layers
          expect(ringsOf(shapes).reduce((sum, ring) => sum + doubleArea(ring), 0)).toBe(2 * (EXTENT + 2 * BUFFER) ** 2)
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('vector tile content', () => {
  const fabric = makeFabric({ columns: 10, lines: 10 })

  it('names features by row + 1 and gives their class', async () => {
    const { x, y } = tileAt(118.5035, 37.5035, 15)
    const { shapes } = read(cutVectorTile(await drawnOf(fabric), 15, x, y)).layers
    const column = fabric.columns[0]
    if (column.type !== 'text') throw new Error('text expected')
    expect(shapes.length).toBeGreaterThan(20)
    for (let i = 0; i < shapes.length; i++) {
      const feature = shapes.feature(i)
      const value = column.dictionary[column.codes[(feature.id ?? 0) - 1]]
      expect(feature.properties.c).toBe(value === '0101' ? 0 : value === '0103' ? 1 : 2)
      expect(feature.type).toBe(3)
    }
  })

  it('puts each name into one tile only, inside its polygon', async () => {
    const drawn = await drawnOf(fabric, 'BDCDYH')
    const names = new Map<string, number>()
    const corner = tileAt(118.5, 37.507, 16)
    for (let y = corner.y - 1; y < corner.y + 4; y++) {
      for (let x = corner.x - 1; x < corner.x + 4; x++) {
        const { labels, shapes } = read(cutVectorTile(drawn, 16, x, y)).layers
        for (let i = 0; i < (labels?.length ?? 0); i++) {
          const label = labels.feature(i)
          const [[at]] = label.loadGeometry()
          const text = String(label.properties.t)
          names.set(text, (names.get(text) ?? 0) + 1)
          const owner = Array.from({ length: shapes.length }, (_, k) => shapes.feature(k)).find(({ id }) => id === label.id)
          expect(owner?.loadGeometry().some((ring) => holds(ring, at.x + 0.01, at.y + 0.01))).toBe(true)
        }
      }
    }
    expect(names.size).toBe(100)
    expect([...names.values()].every((count) => count === 1)).toBe(true)
  })

  it('leaves out what the filter or the symbology does not draw, and counts what is left', async () => {
    const resident = await makeResident(fabric, quietTask())
    const choice = { rows: null, classField: 'DLBM', classValues: ['0101'], labelField: null }
    const all = makeDrawn(resident, { ...choice, filter: [], paint: [PLAIN, null] })
    expect(all.counts[0] + all.counts[1]).toBe(100)
    const { x, y } = tileAt(118.5035, 37.5035, 12)
    expect(read(cutVectorTile(all, 12, x, y)).layers.shapes.length).toBe(all.counts[0])
    const one = makeDrawn(resident, { ...choice, rows: Uint32Array.of(7, 8), filter: [], paint: [PLAIN, PLAIN] })
    expect(one.counts[0] + one.counts[1]).toBe(2)
    const none = makeDrawn(resident, { ...choice, filter: [{ field: 'DLBM', values: [] }], paint: [PLAIN, PLAIN] })
    expect(cutVectorTile(none, 12, x, y).length).toBe(0)
  })

  it('keeps small polygons, holes and other kinds', async () => {
    const make = async (kind: 'polygon' | 'line' | 'point', geometry: Parameters<typeof geometryFromGeoJson>[1]) =>
      drawnOf({
        name: 't',
        crs: 'EPSG:4490',
        length: geometry.length,
        columns: [],
        geometry: geometryFromGeoJson(kind, geometry),
      })
    const square = (lng: number, lat: number, side: number) => [
      [lng, lat],
      [lng + side, lat],
      [lng + side, lat + side],
      [lng, lat + side],
      [lng, lat],
    ]
    const { x, y } = tileAt(118.55, 37.55, 10)
    const speck = await make('polygon', [{ type: 'Polygon', coordinates: [square(118.55, 37.55, 1e-6)] }])
    const [ring] = ringsOf(read(cutVectorTile(speck, 10, x, y)).layers.shapes)
    expect(doubleArea(ring) / 2).toBe(64)

    const holed = await make('polygon', [
      { type: 'Polygon', coordinates: [square(118.5, 37.5, 0.1), square(118.54, 37.54, 0.02).toReversed()] },
    ])
    const rings = ringsOf(read(cutVectorTile(holed, 10, x, y)).layers.shapes)
    expect(rings.map((each) => Math.sign(doubleArea(each)))).toEqual([1, -1])

    const line = await make('line', [
      {
        type: 'LineString',
        coordinates: [
          [110, 37.55],
          [118.55, 37.56],
          [125, 37.55],
        ],
      },
    ])
    const [path] = ringsOf(read(cutVectorTile(line, 10, x, y)).layers.shapes)
    expect([path[0].x, path[path.length - 1].x]).toEqual([-BUFFER, EXTENT + BUFFER])

    const point = await make('point', [{ type: 'Point', coordinates: [118.55, 37.55] }, null])
    const { shapes } = read(cutVectorTile(point, 10, x, y)).layers
    expect([shapes.length, shapes.feature(0).type]).toEqual([1, 1])
  })
})
