import type { Note } from '../errors.ts'

/** Six numbers: x = a + b·column + c·row, y = d + e·column + f·row; column 0, row 0 is the outer corner of the first cell. */
export type GridTransform = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
export type SampleType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'f64'
export type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** One resolution of a raster: the full one, or an overview. Cut into tiles, row by row from the first corner. */
export interface GridLevel {
  readonly width: number
  readonly height: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly transform: GridTransform
}

/** What is known of a raster before any cell is read. */
export interface GridMeta {
  readonly name: string
  /** authority code or PROJ string that core/crs.ts knows */
  readonly crs: string
  readonly sampleType: SampleType
  readonly bands: number
  /** value that stands for "no value"; NaN always does; null: none declared */
  readonly nodata: number | null
  /** levels[0] is the full resolution, then coarser and coarser */
  readonly levels: readonly GridLevel[]
  /** 0xrrggbb by cell value, where the file brings its colours; else null */
  readonly palette: readonly number[] | null
  /** the first three bands are red, green and blue of a picture from above; with a fourth that is its opacity, or without */
  readonly colours?: 'rgb' | 'rgba'
  readonly notes: readonly Note[]
}

/** A raster that is read tile by tile. */
export interface GridReader {
  readonly meta: GridMeta
  /**
   * Cells of one tile and band (0 is the first), `tileWidth` to a row, at least as many rows as lie inside the raster.
   * The array is shared: read it, never write.
   * @throws AppError raster.badTile, raster.fetch
   */
  readTile(level: number, tileX: number, tileY: number, band: number, signal?: AbortSignal): Promise<Samples>
}

/** Opens a raster file: its bytes, or an address that answers range requests. */
export type GridFile = Blob | string

const ARRAYS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const

export function makeSamples(type: SampleType, length: number): Samples {
  return new ARRAYS[type](length)
}
export function samplesOf(type: SampleType, buffer: ArrayBuffer): Samples {
  return new ARRAYS[type](buffer)
}
export function sampleBytes(type: SampleType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT
}
export function isIntegerType(type: SampleType): boolean {
  return type !== 'f32' && type !== 'f64'
}

/** x, y of the raster's CRS → column, row; null when the transform cannot be turned round. */
export function invert([a, b, c, d, e, f]: GridTransform): GridTransform | null {
  const determinant = b * f - c * e
  if (!Number.isFinite(determinant) || determinant === 0) return null
  const bi = f / determinant
  const ci = -c / determinant
  const ei = -e / determinant
  const fi = b / determinant
  return [-(bi * a + ci * d), bi, ci, -(ei * a + fi * d), ei, fi]
}

/** The transform of an overview: the same ground cut into fewer cells. */
export function scaled([a, b, c, d, e, f]: GridTransform, across: number, down: number): GridTransform {
  return [a, b * across, c * down, d, e * across, f * down]
}

/** The value that is compared with cells: a 32-bit raster cannot hold all digits of the text that declares it. */
export function nodataOf(meta: Pick<GridMeta, 'nodata' | 'sampleType'>): number {
  if (meta.nodata === null) return Number.NaN
  return meta.sampleType === 'f32' ? Math.fround(meta.nodata) : meta.nodata
}
