import type { App } from '../app/app.ts'
import { coversAll } from '../app/covers-all.ts'
import { keylessBasemap } from '../app/keyless-basemap.ts'
import type { Layer } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** One that needs a key which is not here is not chosen, as nothing would be seen: the place where the key is pasted opens. */
export const basemapChoose = defineCommand<{ basemap: string }>({
  id: 'basemap-choose',
  title: { zh: '底图', en: 'Basemap' },
  run(app, { basemap }) {
    const { locale, basemapKeys } = app.store.getState().session
    const keyless = keylessBasemap(app.config, basemap, basemapKeys)
    if (keyless) {
      app.toast('map.basemapKey', { basemap: keyless.title[locale] })
      app.setSession({ dialog: 'basemaps' })
      return
    }
    app.change(basemapChoose.title, (project) => ({ ...project, basemap }))
    const cover = app.config.basemaps.some(({ id }) => id === basemap) && coverOfView(app)
    if (cover) app.toast('map.basemapCovered', { layer: cover.title[locale] })
  },
})

/** A layer through which nothing of the ground is seen. */
function coverOfView({ map, store }: Pick<App, 'map' | 'store'>): Layer | undefined {
  const { project, session } = store.getState()
  const bounds = map?.bounds()
  return (
    bounds &&
    Object.values(project.layers).find(
      (layer) => layer.role === 'data' && coversAll(layer, session.layerStatus[layer.id], bounds, session.view.zoom),
    )
  )
}
