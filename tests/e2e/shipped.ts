import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { Catalog, CatalogLayer } from '../../src/app/catalog.ts'

const LAYERS = join(import.meta.dirname, '../../dist/layers')

export interface PolygonFeature {
  readonly properties: Readonly<Record<string, string | number | null>>
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: unknown }
}

/** Features of a FlatGeobuf file, read by its own library: not by the reader that is being tested. */
export async function shippedFeatures(bytes: Uint8Array): Promise<readonly PolygonFeature[]> {
  const features: PolygonFeature[] = []
  for await (const feature of deserialize(new Uint8Array(bytes))) features.push(feature as unknown as PolygonFeature)
  return features
}

export function shippedLayer(id: string): CatalogLayer {
  const catalog = JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8')) as Catalog
  const layer = catalog.layers.find((entry) => entry.id === id)
  if (layer?.kind !== 'table') throw new Error(`the catalog has no table ${id}`)
  return layer
}

export function featuresOf(layer: CatalogLayer): Promise<readonly PolygonFeature[]> {
  return shippedFeatures(readFileSync(join(LAYERS, layer.file)))
}
