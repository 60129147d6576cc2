import { closeSync, openSync, writeSync } from 'node:fs'

/** What a raster is made of: cells `cell` degrees wide from a north-western corner, each with the value that the rule gives. */
export interface RasterPlan {
  readonly width: number
  readonly height: number
  readonly west: number
  readonly north: number
  readonly cell: number
}

const TILE = 256
const [SHORT, LONG, DOUBLE] = [3, 4, 12]
const SIZE_OF: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 }

/** Height of ground in decimetres: hills of several sizes, the same everywhere on every machine. */
export function heightAt(column: number, row: number): number {
  return Math.round(300 + 200 * Math.sin(column / 37) * Math.cos(row / 53) + 60 * Math.sin((column + 2 * row) / 11))
}

/** A tiled, uncompressed GeoTIFF of 16-bit heights in EPSG:4490 (TIFF 6.0, OGC 19-008r4). */
export function writeRaster(path: string, { width, height, west, north, cell }: RasterPlan): void {
  const [across, down] = [Math.ceil(width / TILE), Math.ceil(height / TILE)]
  const tileBytes = TILE * TILE * 2
  const tiles = across * down
  const entries: [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [16]],
    [259, SHORT, [1]],
    [262, SHORT, [1]],
    [277, SHORT, [1]],
    [322, SHORT, [TILE]],
    [323, SHORT, [TILE]],
    [324, LONG, Array.from({ length: tiles }, (_, i) => i)],
    [325, LONG, Array.from({ length: tiles }, () => tileBytes)],
    [339, SHORT, [2]],
    [33550, DOUBLE, [cell, cell, 0]],
    [33922, DOUBLE, [0, 0, 0, west, north, 0]],
    // version 1.1.0, three keys: geographic model, cell is an area, EPSG:4490
    [34735, SHORT, [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4490]],
  ]
  const directoryEnd = 8 + 2 + entries.length * 12 + 4
  const bytesOf = (type: number, values: readonly number[]) => SIZE_OF[type] * values.length
  const outside = entries.reduce((sum, [, type, values]) => sum + (bytesOf(type, values) > 4 ? bytesOf(type, values) + 8 : 0), 0)
  const firstTile = Math.ceil((directoryEnd + outside) / 8) * 8
  const head = new DataView(new ArrayBuffer(firstTile))
  head.setUint16(0, 0x4949)
  head.setUint16(2, 42, true)
  head.setUint32(4, 8, true)
  head.setUint16(8, entries.length, true)
  let free = Math.ceil(directoryEnd / 8) * 8
  const put = (at: number, type: number, value: number) => {
    if (type === SHORT) head.setUint16(at, value, true)
    else if (type === LONG) head.setUint32(at, value, true)
    else head.setFloat64(at, value, true)
  }
  entries.forEach(([tag, type, plain], i) => {
    const values = tag === 324 ? plain.map((tile) => firstTile + tile * tileBytes) : plain
    const at = 10 + i * 12
    head.setUint16(at, tag, true)
    head.setUint16(at + 2, type, true)
    head.setUint32(at + 4, values.length, true)
    const size = bytesOf(type, values)
    const start = size > 4 ? free : at + 8
    if (size > 4) {
      head.setUint32(at + 8, free, true)
      free = Math.ceil((free + size) / 8) * 8
    }
    values.forEach((value, k) => {
      put(start + k * SIZE_OF[type], type, value)
    })
  })
  const file = openSync(path, 'w')
  writeSync(file, new Uint8Array(head.buffer))
  const samples = new Int16Array(TILE * TILE)
  for (let tile = 0; tile < tiles; tile++) {
    const [left, upper] = [(tile % across) * TILE, Math.floor(tile / across) * TILE]
    for (let i = 0; i < samples.length; i++) samples[i] = heightAt(left + (i % TILE), upper + Math.floor(i / TILE))
    writeSync(file, new Uint8Array(samples.buffer))
  }
  closeSync(file)
}
