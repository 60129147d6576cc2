import { describe, expect, it } from 'vitest'
import '../projections.ts'
import { fromLngLat } from '../crs.ts'
import { quietTask } from '../task.ts'
import { gridPixels, gridValueAt, heightPixels, type MapTile } from './grid-image.ts'
import { type GridLook, hillshadeFactor, rampColors, rampStep } from './grid-look.ts'
import { madeGrid } from './raster.fixture.ts'

const LOOK: GridLook = { unit: 'm', range: [0, 255], ramp: ['#000000', '#ff0000'] }
const SIZE = 128
/** Lon/lat of the middle of a pixel. */
function placeOf({ z, x, y, size }: MapTile, px: number, py: number): [number, number] {
  const world = size * 2 ** z
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y * size + py + 0.5)) / world))) / (Math.PI / 180)
  return [((x * size + px + 0.5) / world) * 360 - 180, lat]
}
const tileAt = (lng: number, lat: number, z: number): MapTile => ({
  z,
  x: Math.floor((lng / 360 + 0.5) * 2 ** z),
  y: Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z),
  size: SIZE,
})

describe('light on a slope', () => {
  const west = { azimuth: 270, altitude: 45, exaggeration: 1 }
  it('leaves level ground as the legend shows it', () => {
    expect(hillshadeFactor(west, 0, 0)).toBeCloseTo(1, 12)
  })
  it('is fullest where the slope faces it, and nothing is left but the base where it turns away', () => {
    // up towards the east at 45°, so the slope faces west: the light falls on it at a right angle, 1 ÷ sin 45° of level ground
    expect(hillshadeFactor(west, 1, 0)).toBeCloseTo(0.3 + 0.7 * Math.SQRT2, 12)
    expect(hillshadeFactor(west, -1, 0)).toBeCloseTo(0.3, 12)
    // a slope that runs with the light is as dark as its inclination
    expect(hillshadeFactor(west, 0, 1)).toBeCloseTo(0.3 + 0.7 * Math.SQRT1_2, 12)
  })
})

describe('a raster as an image tile', () => {
  it('is lit by the slope of its heights on the ground, whatever the zoom', async () => {
    // a plane that rises one metre for each metre to the east, in cells of 100 m
    const crs = 'EPSG:4528'
    const corner = fromLngLat(crs, Float64Array.of(118.4, 37.7))
    const transform = [corner[0], 100, 0, corner[1], 0, -100] as const
    const plane = madeGrid({
      width: 300,
      height: 300,
      tile: 64,
      crs,
      sampleType: 'f32',
      nodata: -1,
      transform,
      valueAt: (column) => column * 100,
    })
    const hillshade = { azimuth: 270, altitude: 45, exaggeration: 1 }
    const look: GridLook = { unit: 'm', range: [0, 1], ramp: ['#646464', '#646464'], hillshade }
    for (const z of [12, 13]) {
      const pixels = await gridPixels(plane, look, tileAt(118.55, 37.58, z), quietTask())
      const middle = 4 * ((SIZE / 2) * SIZE + SIZE / 2)
      // 100 × (0.3 + 0.7 √2) = 129; Mercator's cells and the zone's convergence move it a little
      expect(Math.abs(pixels[middle] - 129)).toBeLessThanOrEqual(1)
    }
  })
  it('of heights has them to four millimetres, and level ground where there are none', async () => {
    // a plane of 1 m to the degree's thousandth, below the sea in the west, with a hole
    const grid = madeGrid({
      width: 400,
      height: 400,
      tile: 64,
      crs: 'EPSG:4490',
      sampleType: 'f32',
      nodata: -9999,
      transform: [118.4, 0.001, 0, 37.8, 0, -0.001],
      valueAt: (column, row) => (row < 60 ? -9999 : column - 100.25),
    })
    const tile = tileAt(118.55, 37.6, 10)
    const pixels = await heightPixels(grid, tile, quietTask())
    const heightAt = (px: number, py: number) => {
      const p = 4 * (py * SIZE + px)
      return pixels[p] * 256 + pixels[p + 1] + pixels[p + 2] / 256 - 32_768
    }
    let seen = 0
    for (let py = 2; py < SIZE - 2; py += 3)
      for (let px = 2; px < SIZE - 2; px += 3) {
        const [lng, lat] = placeOf(tile, px, py)
        const [column, row] = [(lng - 118.4) / 0.001, (37.8 - lat) / 0.001]
        // between the middles of cells heights run straight
        if (column > 2 && column < 398 && row > 64 && row < 398) {
          expect(Math.abs(heightAt(px, py) - (column - 0.5 - 100.25))).toBeLessThan(0.02)
          seen++
        } else if (column < -2 || row < -2 || (row > 0 && row < 56)) expect(heightAt(px, py)).toBe(0)
      }
    expect(seen).toBeGreaterThan(300)
    for (let p = 3; p < pixels.length; p += 4) expect(pixels[p]).toBe(255)
  })
  it('in classes has no other colours than those of the classes', async () => {
    const grid = madeGrid({
      width: 64,
      height: 64,
      tile: 32,
      crs: 'EPSG:4490',
      sampleType: 'f32',
      nodata: -1,
      transform: [118.5, 0.001, 0, 37.6, 0, -0.001],
      valueAt: (column) => column,
    })
    const look: GridLook = { unit: null, range: [0, 64], ramp: ['#ff0000', '#00ff00', '#0000ff'], breaks: [20, 40] }
    const pixels = await gridPixels(grid, look, tileAt(118.53, 37.57, 11), quietTask())
    const colors = new Set<string>()
    for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3]) colors.add(pixels.slice(i, i + 3).join())
    expect([...colors].sort()).toEqual(['0,0,255', '0,255,0', '255,0,0'])
  })
  it('shows at each pixel the cell that lies there, also from a projected raster', async () => {
    const crs = 'EPSG:4528'
    const corner = fromLngLat(crs, Float64Array.of(118.4, 37.7))
    const grid = madeGrid({
      width: 300,
      height: 300,
      tile: 64,
      crs,
      sampleType: 'u8',
      nodata: 255,
      transform: [corner[0], 100, 0, corner[1], 0, -100],
      valueAt: (column, row) => ((column + row) % 9 === 0 ? 255 : (column * 7 + row * 13) % 250),
    })
    // a cell is some 12 pixels wide: shown as it is
    const tile = tileAt(118.55, 37.58, 14.5 | 0)
    const pixels = await gridPixels(grid, LOOK, { ...tile, z: 14 }, quietTask())
    const colors = rampColors(LOOK.ramp)
    let same = 0
    let transparent = 0
    for (let k = 0; k < 400; k++) {
      const [px, py] = [(k * 37) % SIZE, (k * 53) % SIZE]
      const [lng, lat] = placeOf({ ...tile, z: 14 }, px, py)
      const value = await gridValueAt(grid, 0, lng, lat)
      const at = 4 * (py * SIZE + px)
      if (value === null) transparent += pixels[at + 3] === 0 ? 1 : 0
      else if (pixels[at] === colors[rampStep(value, LOOK.range)] >> 16 && pixels[at + 3] === 255) same++
    }
    // a pixel in a hundred may sit on the border of two cells
    expect(same + transparent).toBeGreaterThan(396)
    expect(transparent).toBeGreaterThan(20)
  })

  it('smooths between cells far out, and leaves what has no value transparent', async () => {
    const grid = madeGrid({
      width: 64,
      height: 64,
      transform: [118.5, 0.002, 0, 37.7, 0, -0.002],
      sampleType: 'f32',
      nodata: -9999,
      valueAt: (column) => (column < 10 ? -9999 : column * 4),
    })
    const tile = tileAt(118.56, 37.63, 11)
    const pixels = await gridPixels(grid, LOOK, tile, quietTask())
    let drawn = 0
    for (let px = 0; px < SIZE; px++) {
      const [lng, lat] = placeOf(tile, px, 64)
      const column = (lng - 118.5) / 0.002 - 0.5
      const at = 4 * (64 * SIZE + px)
      const isInside = lat < 37.7 && lat > 37.572 && column >= 11 && column < 63
      if (isInside) {
        drawn++
        expect(Math.abs(pixels[at] - column * 4)).toBeLessThan(1.5)
      } else if (column < 9) expect(pixels[at + 3]).toBe(0)
    }
    expect(drawn).toBeGreaterThan(10)
  })

  it('reads the overview whose cells are as large as the pixels', async () => {
    const read: number[] = []
    const base = madeGrid({ width: 1024, height: 1024, tile: 128, transform: [118, 0.001, 0, 38, 0, -0.001], valueAt: () => 9 })
    const levels = [1, 2, 4, 8].map((step) => ({
      width: 1024 / step,
      height: 1024 / step,
      tileWidth: 128,
      tileHeight: 128,
      transform: [118, 0.001 * step, 0, 38, 0, -0.001 * step] as const,
    }))
    const grid = {
      meta: { ...base.meta, levels },
      readTile: (level: number, ...rest: [number, number, number]) => {
        read.push(level)
        return base.readTile(level, ...rest)
      },
    }
    await gridPixels(grid, LOOK, tileAt(118.5, 37.5, 8), quietTask())
    expect(new Set(read)).toEqual(new Set([3]))
    read.length = 0
    await gridPixels(grid, LOOK, tileAt(118.5, 37.5, 13), quietTask())
    expect(new Set(read)).toEqual(new Set([0]))
  })

  it('has no value outside', async () => {
    const grid = madeGrid({ width: 4, height: 4, transform: [118, 1, 0, 38, 0, -1], valueAt: (column) => column })
    expect(await gridValueAt(grid, 0, 120.5, 36.5)).toBe(2)
    expect(await gridValueAt(grid, 0, 117.5, 36.5)).toBeNull()
  })
})
