import { AppError } from '../core/errors.ts'
import type { GridFile } from '../core/raster/grid.ts'
import type { Classing } from '../core/symbology.ts'
import { byteSource } from './geotiff-source.ts'
import type { RangeOptions } from './range-fetch.ts'

/** Vector tiles in one file on a static host, as "onemap layers add" writes them. */
export interface TileSet {
  readonly minZoom: number
  readonly maxZoom: number
  /** west, south, east, north in degrees */
  readonly bbox: readonly [number, number, number, number]
  /** what class numbers stand for */
  readonly classField: string | null
  readonly classValues: readonly string[]
  readonly classBreaks: readonly number[] | null
  /** a second number that parts them again; null: none */
  readonly classSecond: NonNullable<Classing['classSecond']> | null
  /** whose words stand in the tiles */
  readonly labelField: string | null
  /** names of the layers in each tile */
  readonly sourceLayers: readonly string[]
  /** empty where there is nothing */
  tile(z: number, x: number, y: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
}

/** Reads a file at an address by ranges, or whole and once where the host knows none. @throws AppError raster.fetch, raster.changed, tiles.damaged */
export async function openTileSet(place: GridFile, name: string, options?: RangeOptions): Promise<TileSet> {
  const { PMTiles } = await import('pmtiles')
  const file = byteSource(place, name, options)
  const tiles = new PMTiles({
    getKey: () => name,
    getBytes: async (offset, length, signal) => ({ data: (await file.fetchSlice({ offset, length }, signal)).data }),
  })
  /** What the library cannot make sense of is a damaged file. */
  const sound = async <T>(reading: Promise<T>, signal?: AbortSignal): Promise<T> => {
    try {
      return await reading
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof AppError) throw error
      throw new AppError('tiles.damaged', { file: name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const head = await sound(tiles.getHeader())
  const metadata = ((await sound(tiles.getMetadata())) ?? {}) as {
    classField?: string | null
    classValues?: readonly string[]
    classBreaks?: readonly number[] | null
    classSecond?: Partial<NonNullable<Classing['classSecond']>> | null
    labelField?: string | null
    vector_layers?: readonly { readonly id: string }[]
  }
  return {
    minZoom: head.minZoom,
    maxZoom: head.maxZoom,
    bbox: [head.minLon, head.minLat, head.maxLon, head.maxLat],
    classField: metadata.classField ?? null,
    classValues: Array.isArray(metadata.classValues) ? metadata.classValues : [],
    classBreaks: Array.isArray(metadata.classBreaks) ? metadata.classBreaks : null,
    classSecond: secondOf(metadata.classSecond),
    labelField: metadata.labelField ?? null,
    sourceLayers: Array.isArray(metadata.vector_layers) ? metadata.vector_layers.map((layer) => String(layer?.id)) : [],
    async tile(z, x, y, signal) {
      const found = await sound(tiles.getZxy(z, x, y, signal), signal)
      return found ? new Uint8Array(found.data) : new Uint8Array(0)
    },
  }
}

function secondOf(found: Partial<NonNullable<Classing['classSecond']>> | null | undefined): TileSet['classSecond'] {
  return typeof found?.field === 'string' && Array.isArray(found.breaks) ? { field: found.field, breaks: found.breaks } : null
}
