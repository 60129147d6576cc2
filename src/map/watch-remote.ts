import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { OVERLAY_PREFIX, overlayFailed } from './remote-layers.ts'

/**
 * Tells the rows of the tree how services of others do. A tile that is missing is usual at the edge of a service; one that never gave
 * any has failed. Trying again asks for its tiles anew.
 */
export function watchRemote(app: App, map: MapLibreMap): { readonly failed: (layer: string) => void } {
  const hasGiven = new Set<string>()
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (!sourceId.startsWith(OVERLAY_PREFIX) || !tile || hasGiven.has(sourceId)) return
    hasGiven.add(sourceId)
    if (app.store.getState().session.layerStatus[sourceId]?.state === 'failed')
      app.setLayerStatus(sourceId, { state: 'ready', error: null })
  })
  app.store.subscribe(({ session }, before) => {
    if (session.layerStatus === before.session.layerStatus) return
    for (const [id, { state }] of Object.entries(session.layerStatus)) {
      const isTriedAgain = state === 'ready' && before.session.layerStatus[id]?.state === 'failed'
      if (isTriedAgain && id.startsWith(OVERLAY_PREFIX) && !hasGiven.has(id) && map.getSource(id)) map.refreshTiles(id)
    }
  })
  return {
    failed(id) {
      const layer = app.store.getState().project.layers[id]
      const overlay = app.config.overlays.find((each) => each.id === layer?.overlay)
      if (!layer || !overlay || hasGiven.has(id)) return
      const address = overlay.kind === 'pmtiles' ? overlay.url : overlay.tiles[0]
      if (app.store.getState().session.layerStatus[id]?.state !== 'failed')
        app.setLayerStatus(id, { state: 'failed', share: null, error: overlayFailed(address) })
    },
  }
}
