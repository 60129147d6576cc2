import { classOf } from '../classify.ts'
import { fromLngLat } from '../crs.ts'
import type { Task } from '../task.ts'
import { type GridLevel, type GridReader, invert, nodataOf, type Samples, sampleBytes } from './grid.ts'
import { type GridLook, type Hillshade, hillshadeFactor, rampColors, rampStep } from './grid-look.ts'

export interface MapTile {
  readonly z: number
  readonly x: number
  readonly y: number
  /** pixels to a side */
  readonly size: number
}

/** Between nodes this many pixels apart the way from the map to the raster is a straight line: below 0.1 pixel in any usual CRS. */
const NODE_PX = 16
/** A cell this wide on screen is shown as it is, with its edges; smaller ones are smoothed. */
const CRISP_PX = 6
/** What one screen tile may unpack: far out, a raster without overviews is not drawn. */
const MOST_BYTES = 96 << 20
const RADIANS = Math.PI / 180

/**
 * A raster as an image tile in Web Mercator, red green blue alpha; no value is transparent. The map's pixels are looked up in the
 * raster (the raster is not warped as a whole), in the coarsest overview that still has a cell for every pixel.
 */
export async function gridPixels(
  reader: GridReader,
  look: GridLook,
  tile: MapTile,
  task: Task,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const pixels = new Uint8ClampedArray(4 * tile.size ** 2)
  const { colours } = reader.meta
  if (!look.isPhoto || !colours) return pixelsOf(reader, [0], painter(reader, look), look.hillshade, pixels, tile, task)
  const bands = colours === 'rgba' ? [0, 1, 2, 3] : [0, 1, 2]
  return pixelsOf(reader, bands, photoPainter(nodataOf(reader.meta) ?? 0), undefined, pixels, tile, task)
}
/** A cell is nothing where none of its bands has a value, or where it is see-through. */
function photoPainter(nodata: number): (red: number, green: number, blue: number, opacity?: number) => number {
  // one band may have the no-data value where the others have not: it is that dark, or that bright
  const byte = (value: number) => Math.round(Number.isNaN(value) ? nodata : value) & 255
  return (red, green, blue, opacity = 255) => {
    if ((Number.isNaN(red) && Number.isNaN(green) && Number.isNaN(blue)) || !(opacity >= 128)) return -1
    return (byte(red) << 16) | (byte(green) << 8) | byte(blue)
  }
}

/**
 * Heights as a tile for a map with relief: metres as red × 256 + green + blue ÷ 256 − 32 768 (the "terrarium" encoding, steps of 4 mm).
 * Where the raster has no value, and beyond it, the ground is level at 0.
 */
export async function heightPixels(reader: GridReader, tile: MapTile, task: Task): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const level = new Uint8ClampedArray(4 * tile.size ** 2)
  for (let p = 0; p < level.length; p += 4) level.set([128, 0, 0, 255], p)
  return pixelsOf(reader, [0], heightColor, undefined, level, tile, task)
}
function heightColor(value: number): number {
  const steps = Math.round((Math.min(32_767, Math.max(-32_768, value)) + 32_768) * 256)
  return Math.min(0xffffff, steps)
}

/** @param paint #rrggbb as a number, −1: nothing; of the values of `bands` @param pixels what is seen where there is nothing */
async function pixelsOf(
  reader: GridReader,
  bands: readonly number[],
  paint: (...values: number[]) => number,
  hillshade: Hillshade | undefined,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  tile: MapTile,
  task: Task,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const { meta } = reader
  const { size } = tile
  const nodes = nodesOf(tile, meta.levels[0], meta.crs)
  const perPixel = cellsPerPixel(nodes)
  const index = levelFor(meta.levels, perPixel)
  const level = meta.levels[index]
  const across = meta.levels[0].width / level.width
  const down = meta.levels[0].height / level.height
  const layers: Cells[] = []
  for (const band of bands) {
    const found = await cellsUnder(reader, index, nodes, across, down, band, task)
    if (!found) return pixels
    layers.push(found)
  }
  const [cells, ...others] = layers
  const relief = hillshade && !meta.palette ? reliefOf(cells, hillshade, metresPerCell(tile, perPixel / across)) : null
  const isSmooth = !meta.palette && perPixel / across > 1 / CRISP_PX
  for (let y = 0; y < size; y++) {
    const v = (y + 0.5) / NODE_PX
    const j = Math.floor(v)
    const t = v - j
    for (let x = 0; x < size; x++) {
      const u = (x + 0.5) / NODE_PX
      const i = Math.floor(u)
      const s = u - i
      const n = 2 * (j * nodes.count + i)
      const m = n + 2 * nodes.count
      const at = nodes.cells
      const column = ((at[n] * (1 - s) + at[n + 2] * s) * (1 - t) + (at[m] * (1 - s) + at[m + 2] * s) * t) / across
      const row = ((at[n + 1] * (1 - s) + at[n + 3] * s) * (1 - t) + (at[m + 1] * (1 - s) + at[m + 3] * s) * t) / down
      if (!(column >= 0 && row >= 0 && column < level.width && row < level.height)) continue
      const sampled = (each: Cells) => (isSmooth ? each.between(column, row) : each.at(Math.floor(column), Math.floor(row)))
      const value = sampled(cells)
      if (Number.isNaN(value) && others.length === 0) continue
      const color = others.length === 0 ? paint(value) : paint(value, ...others.map(sampled))
      if (color < 0) continue
      const p = 4 * (y * size + x)
      const light = relief ? relief(column, row) : 1
      // clamped by the array
      pixels[p] = (color >> 16) * light
      pixels[p + 1] = ((color >> 8) & 255) * light
      pixels[p + 2] = (color & 255) * light
      pixels[p + 3] = 255
    }
  }
  return pixels
}

/** The value of the full resolution at a place; null outside, and where the raster has none. */
export async function gridValueAt(
  reader: GridReader,
  band: number,
  lng: number,
  lat: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const { meta } = reader
  const [level] = meta.levels
  const inverse = invert(level.transform)
  if (!inverse) return null
  const [x, y] = fromLngLat(meta.crs, Float64Array.of(lng, lat))
  const [a, b, c, d, e, f] = inverse
  const column = Math.floor(a + b * x + c * y)
  const row = Math.floor(d + e * x + f * y)
  if (!(column >= 0 && row >= 0 && column < level.width && row < level.height)) return null
  const tileX = Math.floor(column / level.tileWidth)
  const tileY = Math.floor(row / level.tileHeight)
  const samples = await reader.readTile(0, tileX, tileY, band, signal)
  const value = samples[(row - tileY * level.tileHeight) * level.tileWidth + column - tileX * level.tileWidth]
  return Number.isNaN(value) || value === nodataOf(meta) ? null : value
}

interface Nodes {
  /** to a side */
  readonly count: number
  /** column, row of the full resolution, by node */
  readonly cells: Float64Array
}

function nodesOf({ z, x, y, size }: MapTile, level: GridLevel, crs: string): Nodes {
  const count = Math.ceil(size / NODE_PX) + 2
  const world = size * 2 ** z
  const points: Float64Array = new Float64Array(2 * count * count)
  for (let j = 0; j < count; j++)
    for (let i = 0; i < count; i++) {
      const px = (x * size + i * NODE_PX) / world
      const py = (y * size + j * NODE_PX) / world
      const n = 2 * (j * count + i)
      points[n] = px * 360 - 180
      points[n + 1] = Math.atan(Math.sinh(Math.PI * (1 - 2 * py))) / RADIANS
    }
  fromLngLat(crs, points, points)
  const inverse = invert(level.transform) ?? [0, 0, 0, 0, 0, 0]
  const [a, b, c, d, e, f] = inverse
  for (let n = 0; n < points.length; n += 2) {
    const px = points[n]
    const py = points[n + 1]
    points[n] = a + b * px + c * py
    points[n + 1] = d + e * px + f * py
  }
  return { count, cells: points }
}

/** Cells of the full resolution to a map pixel, in the middle of the tile. */
function cellsPerPixel({ count, cells }: Nodes): number {
  const middle = Math.floor(count / 2)
  const n = 2 * (middle * count + middle)
  const area = Math.abs(
    (cells[n + 2] - cells[n]) * (cells[n + 2 * count + 1] - cells[n + 1]) -
      (cells[n + 3] - cells[n + 1]) * (cells[n + 2 * count] - cells[n]),
  )
  return Math.sqrt(area) / NODE_PX
}

/** The coarsest level that has at least one cell for every pixel. */
function levelFor(levels: readonly GridLevel[], perPixel: number): number {
  let best = 0
  levels.forEach((level, i) => {
    // rounded sizes of overviews are a little off
    if (perPixel * (level.width / levels[0].width) >= 0.98) best = i
  })
  return best
}

interface Cells {
  /** NaN where there is no value */
  at(column: number, row: number): number
  /** between the middles of four cells; that of the nearest where one of them has no value */
  between(column: number, row: number): number
}

/** The raster's tiles under a screen tile; null: none, or more than may be read. */
async function cellsUnder(
  reader: GridReader,
  index: number,
  { cells }: Nodes,
  across: number,
  down: number,
  band: number,
  task: Task,
): Promise<Cells | null> {
  const level = reader.meta.levels[index]
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (let n = 0; n < cells.length; n += 2) {
    const column = cells[n] / across
    const row = cells[n + 1] / down
    if (!Number.isFinite(column) || !Number.isFinite(row)) continue
    left = Math.min(left, column)
    right = Math.max(right, column)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  const tileFrom = Math.max(0, Math.floor((left - 1) / level.tileWidth))
  const tileTo = Math.min(Math.ceil(level.width / level.tileWidth) - 1, Math.floor((right + 1) / level.tileWidth))
  const rowFrom = Math.max(0, Math.floor((top - 1) / level.tileHeight))
  const rowTo = Math.min(Math.ceil(level.height / level.tileHeight) - 1, Math.floor((bottom + 1) / level.tileHeight))
  const columns = tileTo - tileFrom + 1
  const rows = rowTo - rowFrom + 1
  if (!(columns > 0 && rows > 0)) return null
  const bytes = columns * rows * level.tileWidth * level.tileHeight * sampleBytes(reader.meta.sampleType)
  if (bytes > MOST_BYTES && columns * rows > 1) return null
  const tiles: Samples[] = []
  for (let j = 0; j < rows; j++)
    tiles.push(
      ...(await Promise.all(
        Array.from({ length: columns }, (_, i) => reader.readTile(index, tileFrom + i, rowFrom + j, band, task.signal)),
      )),
    )
  const nodata = nodataOf(reader.meta)
  const at = (column: number, row: number): number => {
    const i = Math.floor(column / level.tileWidth) - tileFrom
    const j = Math.floor(row / level.tileHeight) - rowFrom
    if (i < 0 || j < 0 || i >= columns || j >= rows) return Number.NaN
    const x = column - (tileFrom + i) * level.tileWidth
    const y = row - (rowFrom + j) * level.tileHeight
    const value = tiles[j * columns + i][y * level.tileWidth + x]
    return value === nodata || value === undefined ? Number.NaN : value
  }
  const clampColumn = (column: number) => Math.max(0, Math.min(level.width - 1, column))
  const clampRow = (row: number) => Math.max(0, Math.min(level.height - 1, row))
  return {
    at,
    between(column, row) {
      const x = column - 0.5
      const y = row - 0.5
      const i = Math.floor(x)
      const j = Math.floor(y)
      const s = x - i
      const t = y - j
      const upper = at(clampColumn(i), clampRow(j)) * (1 - s) + at(clampColumn(i + 1), clampRow(j)) * s
      const lower = at(clampColumn(i), clampRow(j + 1)) * (1 - s) + at(clampColumn(i + 1), clampRow(j + 1)) * s
      const value = upper * (1 - t) + lower * t
      return Number.isNaN(value) ? at(Math.floor(column), Math.floor(row)) : value
    },
  }
}

/** Ground metres that a cell is wide in the middle of a tile. @param cells to a pixel of it */
function metresPerCell({ z, y, size }: MapTile, cells: number): number {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / 2 ** z)))
  return (EQUATOR_M * Math.cos(latitude)) / (size * 2 ** z) / cells
}
/** of WGS 84, as Web Mercator takes it */
const EQUATOR_M = 40_075_016.686

/** Light on the slope at a place, from the heights a cell to each side; 1 where one of them is missing. Rows go south, columns east. */
function reliefOf(cells: Cells, hillshade: Hillshade, cellM: number): (column: number, row: number) => number {
  return (column, row) => {
    const east = (cells.between(column + 1, row) - cells.between(column - 1, row)) / (2 * cellM)
    const north = (cells.between(column, row - 1) - cells.between(column, row + 1)) / (2 * cellM)
    return Number.isNaN(east + north) ? 1 : hillshadeFactor(hillshade, east, north)
  }
}

/** Value → 0xrrggbb; −1: transparent. */
function painter({ meta }: GridReader, look: GridLook): (value: number) => number {
  const { palette } = meta
  if (palette) return (value) => palette[value] ?? -1
  const { breaks } = look
  if (breaks) {
    const classes = look.ramp.map((color) => Number.parseInt(color.slice(1), 16))
    return (value) => classes[classOf(value, breaks)] ?? -1
  }
  const colors = rampColors(look.ramp)
  return (value) => colors[rampStep(value, look.range)]
}
