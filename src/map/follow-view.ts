import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../app/app.ts'

const VIEW_EVERY_MS = 200

/** The view: the map writes it while it moves, others write it when a link or a restored session says where to go. Returns how to stop. */
export function followView(app: App, map: MapLibreMap): () => void {
  let written = app.store.getState().session.view
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    const { lng, lat } = map.getCenter()
    written = { lng, lat, zoom: map.getZoom() }
    app.setSession({ view: written })
  }
  map.on('move', () => {
    timer ??= setTimeout(write, VIEW_EVERY_MS)
  })
  map.on('moveend', write)
  return app.store.subscribe(({ session }, before) => {
    if (session.view === before.session.view || session.view === written) return
    written = session.view
    map.jumpTo({ center: [session.view.lng, session.view.lat], zoom: session.view.zoom })
  })
}
