import type { BuiltGrid } from './built-layer.ts'
import { encodeCog, type Raster } from './cog.ts'
import { isInside, nearest } from './curve.ts'
import { DIKES, FLOODPLAIN, RIVER, SEA_WALL } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { toX, toY, type XY } from './local-plane.ts'
import type { Parcel } from './parcels.ts'
import { noise } from './random.ts'

const CELL_DEG = 0.001
const WEST = 118.24
const NORTH = 37.96
const WIDTH = 1090
const HEIGHT = 556
const NODATA = -9999

/** Greenness in August by land class; what the noise then varies. */
const GREEN: Readonly<Record<string, number>> = {
  '0101': 0.74,
  '0102': 0.68,
  '0103': 0.6,
  '0201': 0.62,
  '0204': 0.58,
  '0301': 0.7,
  '0305': 0.48,
  '0306': 0.5,
  '0307': 0.52,
  '0404': 0.44,
  '0603': -0.12,
  '1101': -0.18,
  '1102': -0.24,
  '1103': -0.26,
  '1104': -0.1,
  '1104A': -0.14,
  '1105': 0.04,
  '1106': 0.22,
  '1107': 0.05,
  '1108': 0.46,
  '1204': 0.14,
}

const blank = (): Raster => ({
  width: WIDTH,
  height: HEIGHT,
  west: WEST,
  north: NORTH,
  cellDeg: CELL_DEG,
  values: new Float32Array(WIDTH * HEIGHT).fill(NODATA),
  nodata: NODATA,
})
const xOf = (column: number) => toX(WEST + (column + 0.5) * CELL_DEG)
const yOf = (row: number) => toY(NORTH - (row + 0.5) * CELL_DEG)

function ndvi(fabric: Fabric, parcels: readonly Parcel[]): Raster {
  const raster = blank()
  const { partition } = fabric
  const fine = noise(51, 240)
  const broad = noise(52, 3100)
  const rowOf = (y: number) => (NORTH - (y - toY(0)) / (toY(1) - toY(0))) / CELL_DEG
  const columnOf = (x: number) => ((x - toX(0)) / (toX(1) - toX(0)) - WEST) / CELL_DEG
  for (const parcel of parcels) {
    const base = GREEN[parcel.landClass] ?? 0.18
    const own = noise(53, 1)(parcel.plot.tract, Math.round(parcel.at[0] / 40)) * 0.07
    for (const part of parcel.parts) {
      const [west, south, east, north] = partition.box(part[0])
      for (
        let row = Math.max(0, Math.ceil(rowOf(north) - 0.5));
        row <= Math.min(HEIGHT - 1, Math.floor(rowOf(south) - 0.5));
        row++
      )
        for (
          let column = Math.max(0, Math.ceil(columnOf(west) - 0.5));
          column <= Math.min(WIDTH - 1, Math.floor(columnOf(east) - 0.5));
          column++
        ) {
          const x = xOf(column)
          const y = yOf(row)
          if (!partition.contains(part[0], x, y)) continue
          const value = base + own + fine(x, y) * 0.05 + broad(x, y) * 0.05
          raster.values[row * WIDTH + column] = Math.round(Math.min(0.92, Math.max(-0.4, value)) * 100) / 100
        }
    }
  }
  return raster
}

/** Distances to a line at every fourth cell, between them by interpolation: good to some metres, and thirty times faster. */
function distancesTo(line: readonly XY[]): (column: number, row: number) => number {
  const step = 4
  const across = Math.ceil(WIDTH / step) + 2
  const known = new Float64Array(across * (Math.ceil(HEIGHT / step) + 2))
  for (let k = 0; k < known.length; k++)
    known[k] = nearest(line, [xOf((k % across) * step), yOf(Math.floor(k / across) * step)]).distanceM
  return (column, row) => {
    const i = Math.floor(column / step)
    const j = Math.floor(row / step)
    const s = column / step - i
    const t = row / step - j
    const at = (di: number, dj: number) => known[(j + dj) * across + i + di]
    return (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t
  }
}

/** Metres, made up: a plain that falls to the sea, natural levees along the river, dikes. Valid where `mask` is. */
function elevation(mask: Raster): Raster {
  const raster = blank()
  const roll = noise(61, 2600)
  const fine = noise(62, 420)
  const thin = (line: readonly XY[], step: number) => line.filter((_, i) => i % step === 0)
  const riverAt = distancesTo(thin(RIVER.centre, 4))
  const wallAt = distancesTo(thin(SEA_WALL, 3))
  const dikes = DIKES.map((dike) => thin(dike.centre, 3))
  const end = toX(119.062)
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      if (mask.values[row * WIDTH + column] === NODATA) continue
      const x = xOf(column)
      const y = yOf(row)
      const fromRiver = riverAt(column, row)
      const toSea = wallAt(column, row)
      const isBeyond = x > end || (x > toX(118.9) && toSea < 600)
      const plain = isBeyond ? 0.9 : 1.4 + (Math.min(toSea, 62_000) / 62_000) * 9.2
      const levee = Math.exp(-fromRiver / 2600) * (x > end ? 0.9 : 2.6)
      const bed = fromRiver < 240 ? -2.4 : 0
      const mayBeDiked = x < end && fromRiver < 4600
      const isFloodplain = mayBeDiked && isInside(FLOODPLAIN, [x, y])
      const toDike = mayBeDiked ? Math.min(...dikes.map((line) => nearest(line, [x, y]).distanceM)) : Infinity
      const dike = Math.max(0, 1 - toDike / 90) * 5.5
      const value = plain + levee + bed + (isFloodplain ? 1.1 : 0) + dike + roll(x, y) * 0.45 + fine(x, y) * 0.12
      raster.values[row * WIDTH + column] = Math.round(Math.max(-1.2, value) * 20) / 20
    }
  return raster
}

export function rasterLayers(fabric: Fabric, parcels: readonly Parcel[]): BuiltGrid[] {
  const greenness = ndvi(fabric, parcels)
  const note = { visible: false, opacity: 0.85, minZoom: 5, maxZoom: 24 }
  return [
    {
      note: {
        ...note,
        id: 'ndvi',
        title: { zh: '植被指数 NDVI（模拟）', en: 'Vegetation index NDVI (simulated)' },
        unit: null,
        range: [-0.3, 0.85],
        ramp: ['#4f7fa3', '#c9d8d2', '#f1ead2', '#d9dea0', '#9cc06a', '#4f8f3f', '#1f5d2b'],
      },
      bytes: encodeCog(greenness),
    },
    {
      note: {
        ...note,
        id: 'elevation',
        title: { zh: '地面高程（模拟）', en: 'Ground elevation (simulated)' },
        unit: 'm',
        range: [-1, 16],
        ramp: ['#5b8ba3', '#a9c9c4', '#dfe3c4', '#efdfae', '#d9b673', '#a87c45'],
      },
      bytes: encodeCog(elevation(greenness)),
    },
  ]
}
