import { crsOf } from '../core/crs.ts'
import { AppError } from '../core/errors.ts'
import { classTiles } from '../core/raster/class-cells.ts'
import type { GridReader, GridTransform } from '../core/raster/grid.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { Task } from '../core/task.ts'
import { escapeXml } from './ooxml-parts.ts'

const HEADER_BYTES = 8
/** places in a file are 32 bits */
const MOST_BYTES = 2 ** 32 - 1
const COLORS = 256
const SHORT = 3
const LONG = 4
const ASCII = 2
const DOUBLE = 12
const SIZES: Readonly<Record<number, number>> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 }

type Field = readonly [tag: number, type: number, values: ArrayLike<number>]

/**
 * The classes of a raster as a GeoTIFF (TIFF 6.0, OGC 19-008r4) at its full resolution: a byte a cell, 0 for no value, the colours as a
 * colour map, deflated, cut as the source is. The limits of the classes are in the tags that GDAL shows as metadata.
 * @throws AppError raster.noCrsCode, format.tooLarge
 */
export async function encodeClasses(reader: GridReader, look: GridLook, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const { meta } = reader
  const { width, height, tileWidth, tileHeight, transform } = meta.levels[0]
  const fields: Field[] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [8]],
    [259, SHORT, [8]],
    // of a colour map
    [262, SHORT, [3]],
    [277, SHORT, [1]],
    [284, SHORT, [1]],
    [320, SHORT, colorMap(look.ramp)],
    [339, SHORT, [1]],
    ...placeFields(transform),
    ...crsFields(meta.crs, meta.name),
    [42112, ASCII, ascii(metadataXml(look))],
    [42113, ASCII, ascii('0')],
  ]
  const { zlibSync } = await import('fflate')
  const packed: Uint8Array[] = []
  let size = HEADER_BYTES
  const starts: number[] = []
  // cells of a strip end with the raster; a tile is always whole
  const isTiled = tileWidth % 16 === 0 && tileHeight % 16 === 0
  if (!isTiled && tileWidth !== width)
    throw new AppError('raster.unsupported', { file: meta.name, what: 'TileWidth', value: tileWidth })
  for await (const { y, cells } of classTiles(reader, look, task)) {
    const rows = isTiled ? tileHeight : Math.min(tileHeight, height - y * tileHeight)
    const bytes = zlibSync(cells.subarray(0, rows * tileWidth))
    starts.push(size)
    packed.push(bytes)
    size += bytes.length
    if (size > MOST_BYTES) throw new AppError('format.tooLarge', { file: meta.name, bytes: size, limit: MOST_BYTES })
  }
  const lengths = packed.map(({ length }) => length)
  if (isTiled) fields.push([322, LONG, [tileWidth]], [323, LONG, [tileHeight]], [324, LONG, starts], [325, LONG, lengths])
  else fields.push([273, LONG, starts], [278, LONG, [tileHeight]], [279, LONG, lengths])
  const directory = directoryBytes(fields, size + (size & 1))
  const file = new Uint8Array(size + (size & 1) + directory.length)
  file.set([0x49, 0x49, 42, 0])
  new DataView(file.buffer).setUint32(4, size + (size & 1), true)
  packed.forEach((bytes, i) => {
    file.set(bytes, starts[i])
  })
  file.set(directory, size + (size & 1))
  return file
}

/** A directory at `at`, with what does not fit into its entries behind it. */
function directoryBytes(fields: readonly Field[], at: number): Uint8Array {
  const sorted = fields.toSorted(([a], [b]) => a - b)
  const sizeOf = ([, type, values]: Field) => values.length * SIZES[type]
  const head = 2 + sorted.length * 12 + 4
  const more = sorted.reduce((sum, field) => sum + (sizeOf(field) > 4 ? sizeOf(field) + (sizeOf(field) & 1) : 0), 0)
  const bytes = new Uint8Array(head + more)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, sorted.length, true)
  let free = head
  for (const [i, field] of sorted.entries()) {
    const [tag, type, values] = field
    const entry = 2 + i * 12
    view.setUint16(entry, tag, true)
    view.setUint16(entry + 2, type, true)
    view.setUint32(entry + 4, values.length, true)
    const isInside = sizeOf(field) <= 4
    let place = isInside ? entry + 8 : free
    if (!isInside) {
      view.setUint32(entry + 8, at + free, true)
      free += sizeOf(field) + (sizeOf(field) & 1)
    }
    for (let k = 0; k < values.length; k++, place += SIZES[type]) {
      if (type === DOUBLE) view.setFloat64(place, values[k], true)
      else if (type === LONG) view.setUint32(place, values[k], true)
      else if (type === SHORT) view.setUint16(place, values[k], true)
      else view.setUint8(place, values[k])
    }
  }
  return bytes
}

/** All reds, then greens, then blues, 16 bits each; 0 is white, for programs that do not know of "no value". */
function colorMap(ramp: readonly string[]): Uint16Array {
  const map = new Uint16Array(3 * COLORS)
  for (const [i, color] of ['#ffffff', ...ramp].entries()) {
    const rgb = Number.parseInt(color.slice(1), 16)
    for (const [band, shift] of [16, 8, 0].entries()) map[band * COLORS + i] = ((rgb >> shift) & 255) * 257
  }
  return map
}

function placeFields([a, b, c, d, e, f]: GridTransform): Field[] {
  if (c === 0 && e === 0 && b > 0 && f < 0)
    return [
      [33550, DOUBLE, [b, -f, 0]],
      [33922, DOUBLE, [0, 0, 0, a, d, 0]],
    ]
  return [[34264, DOUBLE, [b, c, 0, a, e, f, 0, d, 0, 0, 0, 0, 0, 0, 0, 1]]]
}

function crsFields(crs: string, file: string): Field[] {
  const info = crsOf(crs)
  const code = /^EPSG:(\d+)$/i.exec(info?.code ?? crs)?.[1]
  if (!info || !code) throw new AppError('raster.noCrsCode', { file, crs })
  const citation = new TextEncoder().encode(`${info.title.en}|\0`)
  const isGeographic = info.kind === 'geographic'
  // key, where its value is (0: here), how many, value
  const keys = [
    [1024, 0, 1, isGeographic ? 2 : 1],
    // a value stands for the area of its cell
    [1025, 0, 1, 1],
    [1026, 34737, citation.length - 1, 0],
    isGeographic ? [2048, 0, 1, Number(code)] : [3072, 0, 1, Number(code)],
  ]
  return [
    [34735, SHORT, [1, 1, 0, keys.length, ...keys.flat()]],
    [34737, ASCII, citation],
  ]
}

function metadataXml({ ramp, breaks = [], unit }: GridLook): string {
  const limits = (i: number) => [breaks[i - 1] ?? '', breaks[i] ?? ''].join(' … ').trim()
  const items = ramp.map((_, i) => `<Item name="CLASS_${i + 1}">${escapeXml(`${limits(i)}${unit ? ` ${unit}` : ''}`)}</Item>`)
  return `<GDALMetadata>${items.join('')}</GDALMetadata>`
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`)
}
