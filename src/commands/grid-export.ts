import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

const TITLE = { zh: '导出分级栅格（GeoTIFF）', en: 'Export classes as GeoTIFF' }

/** Hands the user a raster's classes as a GeoTIFF, at full resolution and in the colours of the map. */
export const gridExport = defineCommand<{ layer: LayerId }>({
  id: 'grid-export',
  title: TITLE,
  async run(app, { layer: id }) {
    const { project, session } = app.store.getState()
    const layer = project.layers[id]
    const look = layer?.grid
    if (!look?.breaks) return
    const name = layer.title[session.locale].replace(/[\\/:*?"<>|]/g, '_')
    const file = await app.job(TITLE, async (context) => {
      const place = await app.gridPlace(id)
      return app.formats.encodeClasses({ place, look, name }, context)
    })
    if (!file) return
    app.files.save(file.name, file.bytes, file.mime)
    app.toast('report.saved', { file: file.name })
  },
})
