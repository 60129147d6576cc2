import { keylessBasemap } from '../app/keyless-basemap.ts'
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
  },
})
