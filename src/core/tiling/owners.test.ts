import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from '../geometry.ts'
import { quietTask } from '../task.ts'
import { type Drawn, makeDrawn, type PaintedClass } from './drawn.ts'
import { paintImageTile } from './image-tile.ts'
import { worldX, worldY } from './mercator.ts'
import { ownersOf, paintedRows, rasterOf } from './owners.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'

const PLAIN = { fill: '#ffeecc', fillOpacity: 1, line: '#000000' }

async function drawFabric(table: ReturnType<typeof makeFabric>): Promise<Drawn> {
  return makeDrawn(await makeResident(table, quietTask()), {
    rows: null,
    filter: [],
    classField: null,
    classValues: [],
    paint: [PLAIN],
    labelField: null,
  })
}
function ownersAt(drawn: Drawn, lng: number, lat: number, z: number, size: number) {
  const side = 2 ** (32 - z)
  const raster = rasterOf(z, Math.floor(worldX(lng) / side), Math.floor(worldY(lat) / side), size)
  return { raster, owners: ownersOf(drawn, raster, paintedRows(drawn, raster)) }
}
/** Rows that hold a place in world pixels, by a walk over all edges of all rows. */
function holders(drawn: Drawn, x: number, y: number): number[] {
  const { geometry, world } = drawn.resident
  if (!geometry) return []
  return Array.from({ length: drawn.resident.table.length }, (_, row) => row).filter((row) => {
    let isIn = false
    for (let i = geometry.rings[row]; i + 1 < geometry.rings[row + 1]; i++) {
      const lower = world[2 * i + 1] < world[2 * i + 3] ? i : i + 1
      const upper = lower === i ? i + 1 : i
      const [ax, ay, bx, by] = [world[2 * lower], world[2 * lower + 1], world[2 * upper], world[2 * upper + 1]]
      if (ay > y !== by > y && ax + ((y - ay) * (bx - ax)) / (by - ay) > x) isIn = !isIn
    }
    return isIn
  })
}

describe('owners of pixels', () => {
  it('gives each pixel centre inside a gapless fabric exactly one owner, the polygon that holds it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 8, max: 15 }), async (seed, z) => {
        // about 20 polygons across a tile of 64 pixels
        const step = (360 / 2 ** z / 64) * 3.1
        const drawn = await drawFabric(makeFabric({ columns: 14, lines: 14, west: 118, south: 37, step, seed }))
        const { raster, owners } = ownersAt(drawn, 118 + step * 7, 37 + step * 7, z, 64)
        for (let y = 0; y < 64; y += 3) {
          for (let x = 0; x < 64; x++) {
            const held = holders(drawn, raster.x0 + (x + 0.5) / raster.scale, raster.y0 + (y + 0.5) / raster.scale)
            expect(held.length).toBeLessThan(2)
            if (held.length === 1) expect(owners[y * 64 + x]).toBe(held[0] + 1)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('leaves no pixel of a covered tile without owner, also where polygons are smaller than pixels', async () => {
    for (const [step, z] of [
      [0.0007, 14],
      [0.0007, 11],
      [0.003, 9],
    ]) {
      const columns = Math.ceil((360 / 2 ** z / step) * 2.3)
      const drawn = await drawFabric(makeFabric({ columns, lines: columns, step, west: 118, south: 37, bends: 0 }))
      const { owners } = ownersAt(drawn, 118 + (columns * step) / 2, 37 + (columns * step) / 2, z, 128)
      expect(owners.filter((owner) => owner === 0).length, `z${z}`).toBe(0)
    }
  })

  it('keeps a polygon smaller than a pixel where nothing else is', async () => {
    const tiny = [118.5, 37.5, 118.500001, 37.500001]
    const ring = [
      [tiny[0], tiny[1]],
      [tiny[2], tiny[1]],
      [tiny[2], tiny[3]],
      [tiny[0], tiny[1]],
    ]
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring] }])
    const drawn = await drawFabric({ name: 't', crs: 'EPSG:4490', length: 1, columns: [], geometry })
    expect(ownersAt(drawn, 118.5, 37.5, 9, 256).owners.filter((owner) => owner === 1).length).toBe(1)
  })
})

describe('image tiles', () => {
  it('are opaque all over a gapless fabric of opaque classes', async () => {
    const drawn = await drawFabric(makeFabric({ columns: 60, lines: 60, step: 0.007, west: 118.4, south: 37.4 }))
    const { raster } = ownersAt(drawn, 118.6, 37.6, 12, 256)
    const pixels = paintImageTile(drawn, 12, raster.x0 / 2 ** 20, raster.y0 / 2 ** 20, 256)
    let darkest = 255
    for (let i = 0; i < pixels.length; i += 4) {
      expect(pixels[i + 3]).toBe(255)
      darkest = Math.min(darkest, pixels[i])
    }
    // borders are drawn
    expect(darkest).toBeLessThan(140)
  })

  it('draw lines and points, and nothing where nothing is', async () => {
    const line = geometryFromGeoJson('line', [
      {
        type: 'LineString',
        coordinates: [
          [118, 37.5],
          [119, 37.6],
        ],
      },
    ])
    const drawn = await drawFabric({ name: 't', crs: 'EPSG:4490', length: 1, columns: [], geometry: line })
    const side = 2 ** 20
    const [x, y] = [Math.floor(worldX(118.5) / side), Math.floor(worldY(37.55) / side)]
    const pixels = paintImageTile(drawn, 12, x, y, 128)
    const covered = pixels.filter((value, i) => i % 4 === 3 && value > 0).length
    expect(covered).toBeGreaterThan(100)
    expect(covered).toBeLessThan(500)
    expect(paintImageTile(drawn, 12, x, y + 5, 128).every((value) => value === 0)).toBe(true)
  })

  it('draw a casing below its line, and dots in their colour', async () => {
    const side = 2 ** 20
    const [x, y] = [Math.floor(worldX(118.5) / side), Math.floor(worldY(37.55) / side)]
    const paintWith = async (table: Parameters<typeof makeResident>[0], paint: PaintedClass) => {
      const choice = { rows: null, filter: [], classField: null, classValues: [], paint: [paint], labelField: null }
      return paintImageTile(makeDrawn(await makeResident(table, quietTask()), choice), 12, x, y, 128)
    }
    const colorsOf = (pixels: Uint8ClampedArray) => {
      const seen = new Set<string>()
      for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] === 255) seen.add(Array.from(pixels.slice(i, i + 3)).join())
      return seen
    }
    const lines = geometryFromGeoJson('line', [
      {
        type: 'LineString',
        coordinates: [
          [118, 37.55],
          [119, 37.55],
        ],
      },
    ])
    const road = { fill: null, fillOpacity: 1, line: '#ffffff', lineWidth: 12, casing: '#ff0000', casingWidth: 36 }
    const table = { name: 't', crs: 'EPSG:4490', length: 1, columns: [] }
    const seen = colorsOf(await paintWith({ ...table, geometry: lines }, road))
    expect([seen.has('255,0,0'), seen.has('255,255,255')]).toEqual([true, true])
    const points = geometryFromGeoJson('point', [{ type: 'Point', coordinates: [118.5, 37.55] }])
    const dots = await paintWith({ ...table, geometry: points }, { fill: '#00ff00', fillOpacity: 1, line: null, radius: 16 })
    expect(colorsOf(dots)).toEqual(new Set(['0,255,0']))
  })
})
