import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { OVERLAY_PREFIX, overlayFailed } from './remote-layers.ts'

const LOOK_EVERY_MS = 500

/**
 * Tells the rows of the tree how services of others do. A tile that is missing is usual at the edge of a service; one that never gave
 * any has failed. Trying again asks for its tiles anew. @param openAgain a file of tiles that could not be opened
 */
export function watchRemote(app: App, map: MapLibreMap, openAgain: () => void): { readonly failed: (layer: string) => void } {
  const hasGiven = new Set<string>()
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (!sourceId.startsWith(OVERLAY_PREFIX) || !tile || hasGiven.has(sourceId)) return
    hasGiven.add(sourceId)
    if (app.store.getState().session.layerStatus[sourceId]?.state === 'failed')
      app.setLayerStatus(sourceId, { state: 'ready', error: null })
  })
  const unsubscribe = app.store.subscribe(({ session }, before) => {
    if (session.layerStatus === before.session.layerStatus) return
    for (const [id, { state }] of Object.entries(session.layerStatus)) {
      const isTriedAgain = state === 'ready' && before.session.layerStatus[id]?.state === 'failed'
      if (!isTriedAgain || !id.startsWith(OVERLAY_PREFIX) || hasGiven.has(id)) continue
      if (map.getSource(id)) map.refreshTiles(id)
      else openAgain()
    }
  })
  // a tile that is not there (404) is no error to the map, and no event either: it is looked whether all has come that will
  const watched = new Map<string, ReturnType<typeof setInterval>>()
  map.on('sourcedataloading', ({ sourceId }) => {
    if (!sourceId.startsWith(OVERLAY_PREFIX) || hasGiven.has(sourceId) || watched.has(sourceId)) return
    const timer = setInterval(() => {
      const isThere = map.getSource(sourceId) !== undefined
      if (isThere && !map.isSourceLoaded(sourceId)) return
      clearInterval(timer)
      watched.delete(sourceId)
      if (!isThere) return
      failed(sourceId)
      // so that the map says that it is at rest
      map.triggerRepaint()
    }, LOOK_EVERY_MS)
    watched.set(sourceId, timer)
  })
  map.once('remove', () => {
    unsubscribe()
    for (const timer of watched.values()) clearInterval(timer)
  })

  function failed(id: string): void {
    const layer = app.store.getState().project.layers[id]
    const overlay = app.config.overlays.find((each) => each.id === layer?.overlay)
    if (!layer || !overlay || hasGiven.has(id)) return
    const address = overlay.kind === 'pmtiles' ? overlay.url : overlay.tiles[0]
    if (app.store.getState().session.layerStatus[id]?.state !== 'failed')
      app.setLayerStatus(id, { state: 'failed', share: null, error: overlayFailed(address) })
  }
  return { failed }
}
