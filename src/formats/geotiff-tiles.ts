import type { GeoTIFFImage } from 'geotiff'
import { AppError, type Detail } from '../core/errors.ts'
import { type GridMeta, type GridReader, makeSamples, type Samples, sampleBytes } from '../core/raster/grid.ts'
import { reasonOf } from './error-reason.ts'
import { type BlockPacking, unpackBlock } from './geotiff-block.ts'
import { type JpegUnpacker, jpegUnpacker } from './geotiff-jpeg.ts'
import type { ByteSource } from './geotiff-source.ts'

/** Unpacked tiles that are kept for the next band, zone or screen tile. */
const KEPT_BYTES = 48 << 20

const JPEG = 7

/** Reads the cells of an opened raster, tile by tile. @throws AppError raster.badTile, raster.fetch */
export function tileReader(
  meta: GridMeta,
  images: readonly GeoTIFFImage[],
  packings: readonly BlockPacking[],
  source: ByteSource,
  fail: (code: string, detail?: Detail) => AppError,
): GridReader {
  const kept = new Map<string, { readonly reading: Promise<Samples>; bytes: number }>()
  let keptBytes = 0
  const jpeg: (Promise<JpegUnpacker> | undefined)[] = []

  /** All samples of a tile: of every band, cell by cell, unless bands are stored apart. */
  async function readBlock(level: number, x: number, y: number, plane: number): Promise<Samples> {
    const { fileDirectory, isTiled } = images[level]
    const { width, height, tileWidth, tileHeight } = meta.levels[level]
    const packing = packings[level]
    const across = Math.ceil(width / tileWidth)
    const index = (plane * Math.ceil(height / tileHeight) + y) * across + x
    const rows = isTiled ? tileHeight : Math.min(tileHeight, height - y * tileHeight)
    const cells = tileWidth * rows * packing.samples
    try {
      const offset = Number(await fileDirectory.loadValueIndexed(isTiled ? 'TileOffsets' : 'StripOffsets', index))
      const length = Number(await fileDirectory.loadValueIndexed(isTiled ? 'TileByteCounts' : 'StripByteCounts', index))
      // a block that was never written
      if (length === 0) return makeSamples(meta.sampleType, cells).fill(meta.nodata ?? 0)
      // packing can make noise longer, but never by much
      if (length > 2 * cells * sampleBytes(meta.sampleType) + 4096) throw new Error(`${length} bytes packed`)
      const { data } = await source.fetchSlice({ offset, length })
      if (packing.compression === JPEG) {
        jpeg[level] ??= jpegUnpacker(images[level], packing.samples)
        return await (await jpeg[level])(new Uint8Array(data), tileWidth, rows)
      }
      return unpackBlock(new Uint8Array(data), rows, packing)
    } catch (error) {
      if (error instanceof AppError) throw error
      throw fail('raster.badTile', { x, y, level, reason: reasonOf(error) })
    }
  }

  async function readBand(level: number, x: number, y: number, band: number, signal?: AbortSignal): Promise<Samples> {
    const image = images[level]
    if (image.planarConfiguration === 2 || meta.bands === 1) return keep(level, x, y, band, signal)
    const block = await keep(level, x, y, 0, signal)
    const out = block.slice(0, block.length / meta.bands)
    for (let i = 0; i < out.length; i++) out[i] = block[i * meta.bands + band]
    return out
  }

  /** One reading for all who ask for the same tile; it goes on when one of them is cancelled. */
  async function keep(level: number, x: number, y: number, plane: number, signal?: AbortSignal): Promise<Samples> {
    signal?.throwIfAborted()
    const key = `${level}/${x}/${y}/${plane}`
    const present = kept.get(key)
    if (present) {
      // the last one used is the last to go
      kept.delete(key)
      kept.set(key, present)
      return present.reading
    }
    const entry = { reading: readBlock(level, x, y, plane), bytes: 0 }
    kept.set(key, entry)
    try {
      entry.bytes = (await entry.reading).byteLength
    } catch (error) {
      kept.delete(key)
      throw error
    }
    keptBytes += entry.bytes
    for (const [old, { bytes }] of kept) {
      if (keptBytes <= KEPT_BYTES) break
      if (old === key || bytes === 0) continue
      kept.delete(old)
      keptBytes -= bytes
    }
    return entry.reading
  }

  return { meta, readTile: readBand }
}
