import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { dropToasts } from '../app/toasts.ts'
import { OVERLAY_PREFIX } from './remote-layers.ts'

/** Longer, and the graphics context will not come back by itself. */
const CONTEXT_MS = 4000

/** Says once a basemap, or for good a graphics context, when it is lost. @param overlayFailed told of a source of another service @param restored the context is there again, empty */
export function watchFailures(
  app: App,
  map: MapLibreMap,
  { overlayFailed, restored }: { readonly overlayFailed: (sourceId: string) => void; readonly restored: () => void },
): void {
  let toldBasemap = ''
  // another basemap, or the same with another key, has not failed yet
  const unsubscribe = app.store.subscribe(({ project, session }, before) => {
    const hasOtherKeys = session.basemapKeys !== before.session.basemapKeys
    if (!hasOtherKeys && project.basemap === before.project.basemap) return
    toldBasemap = ''
    dropToasts(app.setSession, hasOtherKeys ? ['map.basemap', 'map.basemapKey'] : ['map.basemap'])
  })
  map.once('remove', unsubscribe)
  map.on('error', (event) => {
    const sourceId = 'sourceId' in event ? String(event.sourceId) : ''
    // the address of a basemap tile holds the user's key: it is neither shown nor logged
    if (sourceId.startsWith('base:')) {
      const { project, session } = app.store.getState()
      const basemap = app.config.basemaps.find(({ id }) => id === project.basemap)
      if (basemap && toldBasemap !== basemap.id) app.toast('map.basemap', { basemap: basemap.title[session.locale] })
      toldBasemap = project.basemap
      return
    }
    if (sourceId.startsWith(OVERLAY_PREFIX)) return overlayFailed(sourceId)
    console.warn('map', event.error?.message)
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  map.on('webglcontextlost', () => {
    timer = setTimeout(() => app.toast('map.contextLost', {}, { level: 'error' }), CONTEXT_MS)
  })
  map.on('webglcontextrestored', () => {
    clearTimeout(timer)
    restored()
  })
}
