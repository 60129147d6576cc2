import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import type { Card, TileFeature } from '../app/state.ts'
import type { LngLat } from '../workers/tiles-api.ts'

const MOST_HITS = 20
const MOST_FIELDS = 60
const MOST_CHARACTERS = 500

/**
 * Features of other services' vector tiles that are drawn at a place, the top one first: what stands in the tiles is all that is known of them.
 * @param slopPx how far from a feature still means it
 */
export function tileHits(app: App, map: MapLibreMap, at: LngLat, slopPx: number): Card['hits'] {
  const layers = Object.values(app.store.getState().project.layers).filter(
    (layer) => layer.overlay !== undefined && layer.visible,
  )
  const styleLayers = layers.flatMap(({ id }) => map.getLayersOrder().filter((each) => each.startsWith(`${id}:`)))
  if (styleLayers.length === 0) return []
  const { x, y } = map.project([at[0], at[1]])
  const box = [
    [x - slopPx, y - slopPx],
    [x + slopPx, y + slopPx],
  ] as [[number, number], [number, number]]
  const hits: Card['hits'][number][] = []
  const known = new Set<string>()
  for (const { source, sourceLayer = '', id, properties } of map.queryRenderedFeatures(box, { layers: styleLayers })) {
    const tile: TileFeature = { sourceLayer: shortened(sourceLayer), properties: plain(properties) }
    // one feature is drawn as area and as line, and in several tiles
    const key = JSON.stringify([source, id ?? null, tile])
    if (known.has(key)) continue
    known.add(key)
    hits.push({ layer: String(source), row: hits.length, distanceM: 0, tile })
    if (hits.length === MOST_HITS) break
  }
  return hits
}

/** Values as text may be of any length, and of any kind. */
function plain(properties: Readonly<Record<string, unknown>>): TileFeature['properties'] {
  return Object.fromEntries(
    Object.entries(properties)
      .slice(0, MOST_FIELDS)
      .map(([name, value]) => [
        shortened(name),
        typeof value === 'number' || typeof value === 'boolean' ? value : shortened(String(value ?? '')),
      ]),
  )
}
const shortened = (text: string) => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text)
