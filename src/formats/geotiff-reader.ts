import type { GeoTIFF, GeoTIFFImage } from 'geotiff'
import { AppError, type Detail, type Note } from '../core/errors.ts'
import {
  type GridFile,
  type GridLevel,
  type GridMeta,
  type GridReader,
  type GridTransform,
  invert,
  type SampleType,
  sampleBytes,
  scaled,
} from '../core/raster/grid.ts'
import { reasonOf } from './error-reason.ts'
import { type BlockPacking, READABLE } from './geotiff-block.ts'
import { crsOfGeoKeys } from './geotiff-crs.ts'
import { cutBlocks } from './geotiff-cut.ts'
import { byteSource } from './geotiff-source.ts'
import { tileReader } from './geotiff-tiles.ts'

/** A tile, or a strip, that is larger than this when unpacked is not opened: the machine would stand still. */
const MOST_TILE_BYTES = 256 << 20
/** No raster has more cells to a side than this; a larger number is a damaged or hostile header. */
const LONGEST_SIDE = 4_000_000
const MOST_DIRECTORIES = 64

const COMPRESSIONS: Readonly<Record<number, string>> = {
  1: 'none',
  5: 'LZW',
  7: 'JPEG',
  8: 'DEFLATE',
  32773: 'PackBits',
  32946: 'DEFLATE',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'ZSTD',
  50001: 'WebP',
  50002: 'JPEG XL',
}

export interface OpenOptions {
  readonly name: string
  /** taken instead of what the file says */
  readonly crs?: string
  readonly signal?: AbortSignal
}

/**
 * Opens a GeoTIFF or COG (TIFF 6.0, BigTIFF, OGC 19-008r4, OGC 21-026) and reads what it says of itself; cells follow tile by tile.
 * @throws AppError raster.notTiff, raster.broken, raster.noGeoreference, raster.badTransform, raster.tooLarge, raster.unsupported,
 * raster.unknownCrs, raster.allCut, raster.fetch
 */
export async function openGeoTiff(file: GridFile, { name, crs, signal }: OpenOptions): Promise<GridReader> {
  const { GeoTIFF: Reader, GeoTIFFImage: Image } = await import('geotiff')
  const source = byteSource(file, name)
  const fail = (code: string, detail: Detail = {}) => new AppError(code, { file: name, ...detail })
  const tiff = await Reader.fromSource(source as never, {}, signal).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    signal?.throwIfAborted()
    throw fail('raster.notTiff', { reason: reasonOf(error) })
  })
  // the library reads long lists of big-endian files the wrong way round unless it reads them at once
  if (!tiff.littleEndian) tiff.parser.eager = true

  try {
    const images = await readDirectories(tiff, Image)
    const { meta, levelImages } = await readHead(
      images,
      name,
      crs ?? null,
      source.fileSize,
      typeof file === 'string' ? null : file.size,
      fail,
    )
    const packings = await Promise.all(levelImages.map((image) => packingOf(image, meta.sampleType, tiff.littleEndian)))
    return tileReader(meta, levelImages, packings, source, fail)
  } catch (error) {
    if (error instanceof AppError) throw error
    signal?.throwIfAborted()
    throw fail('raster.broken', { reason: reasonOf(error) })
  }
}

type Fail = (code: string, detail?: Detail) => AppError

async function readHead(
  images: readonly GeoTIFFImage[],
  name: string,
  crs: string | null,
  fileSize: number | null,
  localSize: number | null,
  fail: Fail,
): Promise<{ readonly meta: GridMeta; readonly levelImages: readonly GeoTIFFImage[] }> {
  const full = images[0]
  const sampleType = await checkSamples(full, fail)
  const transform = await transformOf(full, fail)
  const levelImages = [full, ...overviewsOf(full, images.slice(1))]
  const levels = levelImages.map((image) => levelOf(image, full, transform))
  for (const [i, level] of levels.entries()) await checkSize(levelImages[i], level, sampleType, fileSize, fail)
  const declared = crsOfGeoKeys(full.getGeoKeys() ?? {})
  const usedCrs = crs ?? declared.crs
  if (!usedCrs) throw fail('raster.unknownCrs', { crs: declared.name.slice(0, 120) || null })
  const hasMask = images.some((image) => subfile(image) & 4)
  const notes: Note[] = hasMask ? [{ code: 'raster.maskIgnored', detail: {}, level: 'warning' }] : []
  const { count, cut, isAll } = localSize === null ? { count: 0, cut: 0, isAll: false } : await cutBlocks(full, localSize)
  if (isAll && localSize !== null) throw fail('raster.allCut', { count, at: localSize })
  if (cut > 0) notes.push({ code: 'raster.cutOff', detail: { cut, count }, level: 'warning' })
  const meta: GridMeta = {
    name,
    crs: usedCrs,
    sampleType,
    bands: full.getSamplesPerPixel(),
    nodata: await nodataTag(full),
    levels,
    palette: await paletteOf(full),
    ...(await coloursOf(full, sampleType)),
    notes,
  }
  return { meta, levelImages }
}

/** Every directory once: a chain may be damaged so that it leads back into itself. */
async function readDirectories(tiff: GeoTIFF, Image: typeof GeoTIFFImage): Promise<GeoTIFFImage[]> {
  const images: GeoTIFFImage[] = []
  const seen = new Set<number>()
  let offset = tiff.firstIFDOffset
  while (offset !== 0 && !seen.has(offset) && images.length < MOST_DIRECTORIES) {
    seen.add(offset)
    const directory = await tiff.parser.parseFileDirectoryAt(offset)
    images.push(new Image(directory, tiff.littleEndian, false, tiff.source))
    offset = directory.nextIFDByteOffset
  }
  if (images.length === 0) throw new Error('no image directory')
  return images
}

function subfile(image: GeoTIFFImage): number {
  return Number(image.fileDirectory.getValue('NewSubfileType') ?? 0)
}

/** Coarser copies of the first image, finest first; other pages, masks and thumbnails of another shape are none. */
function overviewsOf(full: GeoTIFFImage, others: readonly GeoTIFFImage[]): GeoTIFFImage[] {
  const ratio = (image: GeoTIFFImage) => [full.getWidth() / image.getWidth(), full.getHeight() / image.getHeight()]
  return others
    .filter((image) => {
      if (!(subfile(image) & 1) || subfile(image) & 4) return false
      const [across, down] = ratio(image)
      // sizes of overviews are rounded: at most one cell off
      const isAlike =
        Math.abs(image.getWidth() - full.getWidth() / down) <= 1.5 ||
        Math.abs(image.getHeight() - full.getHeight() / across) <= 1.5
      return across > 1 && isAlike && image.getSamplesPerPixel() === full.getSamplesPerPixel()
    })
    .sort((a, b) => b.getWidth() - a.getWidth())
}

function levelOf(image: GeoTIFFImage, full: GeoTIFFImage, transform: GridTransform): GridLevel {
  const width = image.getWidth()
  const height = image.getHeight()
  return {
    width,
    height,
    tileWidth: image.getTileWidth(),
    tileHeight: Math.min(image.getTileHeight(), image.isTiled ? Number.POSITIVE_INFINITY : height),
    transform: image === full ? transform : scaled(transform, full.getWidth() / width, full.getHeight() / height),
  }
}

async function checkSamples(image: GeoTIFFImage, fail: Fail): Promise<SampleType> {
  const directory = image.fileDirectory
  const bits = Array.from((await directory.loadValue('BitsPerSample')) ?? [1], Number)
  const formats = Array.from((await directory.loadValue('SampleFormat')) ?? [1], Number)
  const compression = Number((await directory.loadValue('Compression')) ?? 1)
  if (!READABLE.includes(compression))
    throw fail('raster.unsupported', { what: 'compression', value: COMPRESSIONS[compression] ?? String(compression) })
  if (bits.some((each) => each !== bits[0]) || formats.some((each) => each !== formats[0]))
    throw fail('raster.unsupported', { what: 'samples', value: `${bits.join('/')} bit` })
  const type = (
    {
      1: { 1: 'u8', 2: 'u8', 4: 'u8', 8: 'u8', 16: 'u16', 32: 'u32' },
      2: { 8: 'i8', 16: 'i16', 32: 'i32' },
      3: { 32: 'f32', 64: 'f64' },
    } as const
  )[formats[0] as 1 | 2 | 3]?.[bits[0] as never] as SampleType | undefined
  if (!type || (compression === 7 && bits[0] !== 8))
    throw fail('raster.unsupported', { what: 'samples', value: `${bits[0]} bit, format ${formats[0]}` })
  return type
}

/** Placement by tie point and cell size, or by a matrix (OGC 19-008r4, 7.3.3). */
async function transformOf(image: GeoTIFFImage, fail: Fail): Promise<GridTransform> {
  const numbers = async (tag: 'ModelTransformation' | 'ModelPixelScale' | 'ModelTiepoint') =>
    Array.from((await image.fileDirectory.loadValue(tag)) ?? [], Number)
  const matrix = await numbers('ModelTransformation')
  const scale = await numbers('ModelPixelScale')
  const tie = await numbers('ModelTiepoint')
  let transform: GridTransform
  if (matrix.length >= 8) transform = [matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]]
  else if (scale.length >= 2 && tie.length >= 6)
    transform = [tie[3] - tie[0] * scale[0], scale[0], 0, tie[4] + tie[1] * scale[1], 0, -scale[1]]
  else throw fail('raster.noGeoreference')
  // RasterPixelIsPoint: the tie point is the middle of a cell
  if (image.getGeoKeys()?.GTRasterTypeGeoKey === 2) {
    const [a, b, c, d, e, f] = transform
    transform = [a - (b + c) / 2, b, c, d - (e + f) / 2, e, f]
  }
  if (!transform.every(Number.isFinite) || !invert(transform))
    throw fail('raster.badTransform', { cell: `${transform[1]} × ${transform[5]}` })
  return transform
}

/** Whether what the header says can be: sizes, the number of tiles, and that they lie inside the file. */
async function checkSize(
  image: GeoTIFFImage,
  level: GridLevel,
  type: SampleType,
  fileSize: number | null,
  fail: Fail,
): Promise<void> {
  const { width, height, tileWidth, tileHeight } = level
  const sides = [width, height, tileWidth, tileHeight]
  if (!sides.every((side) => Number.isInteger(side) && side > 0 && side <= LONGEST_SIDE))
    throw fail('raster.broken', { reason: `${width} × ${height} / ${tileWidth} × ${tileHeight}` })
  const samples = image.planarConfiguration === 2 ? 1 : image.getSamplesPerPixel()
  const bytes = tileWidth * tileHeight * samples * sampleBytes(type)
  if (bytes > MOST_TILE_BYTES) throw fail('raster.tooLarge', { width, height, tileBytes: bytes, limit: MOST_TILE_BYTES })
  const planes = image.planarConfiguration === 2 ? image.getSamplesPerPixel() : 1
  const expected = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) * planes
  const tag = image.isTiled ? 'TileOffsets' : 'StripOffsets'
  const found = countOf(image, tag)
  if (found < expected) throw fail('raster.broken', { reason: `${tag}: ${found} < ${expected}` })
  const compression = Number((await image.fileDirectory.loadValue('Compression')) ?? 1)
  if (fileSize !== null && compression === 1 && expected === found) {
    const offset = Number(await image.fileDirectory.loadValueIndexed(tag, 0))
    if (offset >= fileSize) throw fail('raster.broken', { reason: `${tag}: ${offset} ≥ ${fileSize}` })
  }
}

const TAG_NUMBERS = { TileOffsets: 324, StripOffsets: 273 } as const
function countOf({ fileDirectory }: GeoTIFFImage, tag: keyof typeof TAG_NUMBERS): number {
  const number = TAG_NUMBERS[tag]
  const deferred = fileDirectory.deferredArrays.get(number)
  if (deferred) return deferred.length
  const value = fileDirectory.actualizedFields.get(number)
  return typeof value === 'number' ? 1 : ((value as ArrayLike<number> | undefined)?.length ?? 0)
}

/** GDAL writes it as text, followed by a zero. */
async function nodataTag(image: GeoTIFFImage): Promise<number | null> {
  const text = await image.fileDirectory.loadValue('GDAL_NODATA')
  if (typeof text !== 'string') return null
  const written = text.replace(/\0.*$/s, '').trim().toLowerCase()
  if (written === '') return null
  const value = Number(written.replace(/^([+-]?)inf(inity)?$/, '$1Infinity'))
  return Number.isNaN(value) ? null : value
}

/** TIFF 6.0: PhotometricInterpretation 2 or 6, and ExtraSamples, of which 1 and 2 are opacity. */
async function coloursOf(image: GeoTIFFImage, type: SampleType): Promise<Pick<GridMeta, 'colours'>> {
  const photometric = Number(await image.fileDirectory.loadValue('PhotometricInterpretation'))
  const bands = image.getSamplesPerPixel()
  if (type !== 'u8' || bands < 3 || ![2, 6].includes(photometric)) return {}
  const [extra] = Array.from((await image.fileDirectory.loadValue('ExtraSamples')) ?? [], Number)
  return { colours: bands === 4 && [1, 2].includes(extra) ? 'rgba' : 'rgb' }
}

/** Three runs of 16-bit red, green and blue (TIFF 6.0, ColorMap). */
async function paletteOf(image: GeoTIFFImage): Promise<readonly number[] | null> {
  const map = await image.fileDirectory.loadValue('ColorMap')
  if (!map || image.fileDirectory.getValue('PhotometricInterpretation') !== 3) return null
  const size = map.length / 3
  return Array.from(
    { length: size },
    (_, i) => ((Number(map[i]) >> 8) << 16) | ((Number(map[size + i]) >> 8) << 8) | (Number(map[2 * size + i]) >> 8),
  )
}

async function packingOf(image: GeoTIFFImage, sampleType: SampleType, isLittleEndian: boolean): Promise<BlockPacking> {
  const directory = image.fileDirectory
  return {
    compression: Number((await directory.loadValue('Compression')) ?? 1),
    predictor: Number((await directory.loadValue('Predictor')) ?? 1),
    sampleType,
    bits: Number((await directory.loadValueIndexed('BitsPerSample', 0).catch(() => 1)) ?? 1),
    width: image.getTileWidth(),
    samples: image.planarConfiguration === 2 ? 1 : image.getSamplesPerPixel(),
    isLittleEndian,
  }
}
