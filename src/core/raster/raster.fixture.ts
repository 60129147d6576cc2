import { geometryFromGeoJson } from '../geometry.ts'
import type { Table } from '../table.ts'
import { type GridLevel, type GridMeta, type GridReader, type GridTransform, makeSamples, type SampleType } from './grid.ts'
import type { ZonalOptions } from './zone-sums.ts'

/** A raster in memory, cut into tiles, whose cells follow a rule; counts how often a tile was read. */
export function madeGrid(options: {
  readonly width: number
  readonly height: number
  readonly tile?: number
  readonly transform: GridTransform
  readonly crs?: string
  readonly sampleType?: SampleType
  readonly nodata?: number | null
  readonly valueAt: (column: number, row: number, band: number) => number
}): GridReader & { readonly reads: Map<string, number> } {
  const { width, height, tile = 8, transform, crs = 'EPSG:4490', sampleType = 'f64', nodata = null, valueAt } = options
  const level: GridLevel = { width, height, tileWidth: tile, tileHeight: tile, transform }
  const meta: GridMeta = { name: 'made', crs, sampleType, bands: 2, nodata, levels: [level], palette: null, notes: [] }
  const reads = new Map<string, number>()
  return {
    meta,
    reads,
    async readTile(_level, tileX, tileY, band) {
      const key = `${tileX}/${tileY}/${band}`
      reads.set(key, (reads.get(key) ?? 0) + 1)
      const samples = makeSamples(sampleType, tile * tile)
      for (let i = 0; i < samples.length; i++)
        samples[i] = valueAt(tileX * tile + (i % tile), tileY * tile + Math.floor(i / tile), band)
      return samples
    },
  }
}

export type Ring = readonly (readonly [number, number])[]

/** One row a polygon; rings need not be closed. */
export function zonesOf(polygons: readonly (readonly Ring[])[], crs = 'EPSG:4490'): Table {
  const entries = polygons.map((rings) => ({
    type: 'Polygon' as const,
    coordinates: rings.map((ring) => [...ring, ring[0]].map(([x, y]) => [x, y])),
  }))
  return { name: 'zones', crs, length: polygons.length, columns: [], geometry: geometryFromGeoJson('polygon', entries) }
}

/** Of the first band at full resolution, by exact shares; nothing beside the plain figures. */
export const PLAIN_ZONAL: ZonalOptions = {
  rule: 'area',
  level: 0,
  value: { kind: 'band', band: 0 },
  quantiles: [],
  majority: false,
  classes: false,
}
