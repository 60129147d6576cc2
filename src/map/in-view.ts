import type { App } from '../app/app.ts'
import type { InView } from '../app/ports.ts'
import type { LngLat } from '../workers/tiles-api.ts'
import { seenLayers, shownFilter } from './layers-at.ts'

/**
 * The list beside the map (WCAG 1.1.1): what a seeing person sees in the view, layer by layer from the top.
 * @param corners lon/lat of the view, in turn
 */
export async function inView(app: App, corners: readonly LngLat[], zoom: number, limit: number): Promise<InView> {
  const ring = [...corners, corners[0]]
  const layers = seenLayers(app, zoom).filter((layer) => !layer.grid && app.tableOf(layer.id))
  const found = await Promise.all(
    layers.map(async (layer) => {
      const rows = await app.tiles.select({ table: layer.table, filter: shownFilter(layer), ring })
      const hits = Array.from(rows.subarray(0, limit), (row) => ({ layer: layer.id, row, distanceM: 0 }))
      return { layer: layer.id, count: rows.length, hits }
    }),
  )
  return {
    counts: found.filter(({ count }) => count > 0).map(({ layer, count }) => ({ layer, count })),
    hits: found.flatMap(({ hits }) => hits),
  }
}
