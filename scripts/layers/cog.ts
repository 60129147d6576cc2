import { zlibSync } from 'fflate'

/** A raster on a regular lon/lat grid, north up, row by row from the north-west. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** outer corner of the first cell, degrees */
  readonly west: number
  readonly north: number
  readonly cellDeg: number
  readonly values: Float32Array
  readonly nodata: number
}

const TILE = 256
const TYPE_SIZE: Record<number, number> = { 2: 1, 3: 2, 4: 4, 12: 8 }
type Tag = readonly [id: number, type: 2 | 3 | 4 | 12, values: readonly number[] | string]

/** Half the resolution: mean of the valid cells of each 2 × 2 block. */
function halve({ width, height, values, nodata, cellDeg, ...rest }: Raster): Raster {
  const w = Math.ceil(width / 2)
  const h = Math.ceil(height / 2)
  const out = new Float32Array(w * h)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let sum = 0
      let n = 0
      for (let j = 2 * y; j < Math.min(2 * y + 2, height); j++)
        for (let i = 2 * x; i < Math.min(2 * x + 2, width); i++) {
          const value = values[j * width + i]
          if (value === nodata) continue
          sum += value
          n++
        }
      out[y * w + x] = n > 0 ? sum / n : nodata
    }
  return { ...rest, width: w, height: h, values: out, nodata, cellDeg: cellDeg * 2 }
}

function tiles({ width, height, values, nodata }: Raster): Uint8Array[] {
  const made: Uint8Array[] = []
  for (let ty = 0; ty < height; ty += TILE)
    for (let tx = 0; tx < width; tx += TILE) {
      const tile = new Float32Array(TILE * TILE).fill(nodata)
      for (let y = ty; y < Math.min(ty + TILE, height); y++)
        tile.set(values.subarray(y * width + tx, y * width + Math.min(tx + TILE, width)), (y - ty) * TILE)
      // fflate and not node:zlib, whose output depends on the processor: the same bytes on every machine
      made.push(zlibSync(new Uint8Array(tile.buffer), { level: 9 }))
    }
  return made
}

/**
 * Cloud-optimised GeoTIFF: 32-bit float, 256² tiles, DEFLATE, EPSG:4490, nodata; all directories in front (full size first),
 * then the tiles of the smallest overview … of the full size. Little endian.
 * Source: OGC 21-026 (COG), OGC 19-008r4 (GeoTIFF 1.1), TIFF 6.0.
 */
export function encodeCog(raster: Raster): Uint8Array {
  const levels = [raster]
  while (Math.max(levels.at(-1)!.width, levels.at(-1)!.height) > TILE) levels.push(halve(levels.at(-1)!))
  const data = levels.map(tiles)
  const tagsOf = (level: Raster, i: number, offsets: readonly number[]): Tag[] => {
    const tags: Tag[] = [
      [254, 4, [i === 0 ? 0 : 1]],
      [256, 4, [level.width]],
      [257, 4, [level.height]],
      [258, 3, [32]],
      [259, 3, [8]],
      [262, 3, [1]],
      [277, 3, [1]],
      [284, 3, [1]],
      [322, 4, [TILE]],
      [323, 4, [TILE]],
      [324, 4, offsets],
      [325, 4, data[i].map((tile) => tile.length)],
      [339, 3, [3]],
    ]
    if (i === 0)
      tags.push(
        [33550, 12, [level.cellDeg, level.cellDeg, 0]],
        [33922, 12, [0, 0, 0, level.west, level.north, 0]],
        // geographic, cell is area, CGCS2000, degrees
        [34735, 3, [1, 1, 1, 4, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4490, 2054, 0, 1, 9102]],
      )
    tags.push([42113, 2, `${raster.nodata}\0`])
    return tags
  }
  const sizeOf = ([, type, values]: Tag) => TYPE_SIZE[type] * values.length
  const directorySize = (tags: readonly Tag[]) =>
    2 + tags.length * 12 + 4 + tags.reduce((sum, tag) => sum + (sizeOf(tag) > 4 ? sizeOf(tag) + (sizeOf(tag) % 2) : 0), 0)
  const headSize =
    8 +
    levels.reduce(
      (sum, level, i) =>
        sum +
        directorySize(
          tagsOf(
            level,
            i,
            data[i].map(() => 0),
          ),
        ),
      0,
    )

  const offsets: number[][] = levels.map(() => [])
  let end = headSize
  for (let i = levels.length - 1; i >= 0; i--)
    for (const tile of data[i]) {
      offsets[i].push(end)
      end += tile.length
    }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4949, true)
  view.setUint16(2, 42, true)
  view.setUint32(4, 8, true)
  let at = 8
  levels.forEach((level, i) => {
    const tags = tagsOf(level, i, offsets[i])
    const next = at + directorySize(tags)
    let extra = at + 2 + tags.length * 12 + 4
    view.setUint16(at, tags.length, true)
    tags.forEach((tag, k) => {
      const [id, type, values] = tag
      const entry = at + 2 + k * 12
      view.setUint16(entry, id, true)
      view.setUint16(entry + 2, type, true)
      view.setUint32(entry + 4, values.length, true)
      let to = entry + 8
      if (sizeOf(tag) > 4) {
        view.setUint32(to, extra, true)
        to = extra
        extra += sizeOf(tag) + (sizeOf(tag) % 2)
      }
      for (let v = 0; v < values.length; v++) {
        const value = typeof values === 'string' ? values.charCodeAt(v) : values[v]
        if (type === 2) view.setUint8(to + v, value)
        else if (type === 3) view.setUint16(to + v * 2, value, true)
        else if (type === 4) view.setUint32(to + v * 4, value, true)
        else view.setFloat64(to + v * 8, value, true)
      }
    })
    view.setUint32(at + 2 + tags.length * 12, i + 1 < levels.length ? next : 0, true)
    at = next
  })
  for (let i = 0; i < levels.length; i++) for (let k = 0; k < data[i].length; k++) bytes.set(data[i][k], offsets[i][k])
  return bytes
}
