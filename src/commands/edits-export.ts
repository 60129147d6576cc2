import { titleInFileName } from '../app/file-name.ts'
import { layerSource } from '../app/provenance.ts'
import type { LayerId } from '../app/state.ts'
import { AppError } from '../core/errors.ts'
import { isoWithOffset } from '../core/provenance.ts'
import { defineCommand } from './command.ts'

/** 前后对照: what was changed in a layer, as a file. */
export const editsExport = defineCommand<{ layer: LayerId }>({
  id: 'edits-export',
  title: { zh: '导出变更清单', en: 'Export the list of changes' },
  async run(app, { layer: id }) {
    const { project, session } = app.store.getState()
    const layer = project.layers[id]
    const edits = layer?.edits ?? layer?.setAside
    if (!layer || !edits) throw new AppError('edit.none', {})
    const { locale } = session
    const file = await app.job(editsExport.title, async ({ signal, onProgress }) => {
      const { CHANGE_FIELDS, changeListTable } = await import('../core/edits/change-list.ts')
      const table = await app.loadBaseTable(id)
      signal.throwIfAborted()
      const changes = changeListTable(table, edits, { fields: layer.fields, name: layer.title[locale], locale })
      return app.formats.encode(
        {
          format: 'geojson',
          input: {
            table: changes,
            rows: null,
            fields: CHANGE_FIELDS,
            metadata: { title: layer.title, at: isoWithOffset(app.clock.now()), sources: [layerSource(layer)] },
          },
        },
        { signal, onProgress },
      )
    })
    if (!file) return
    const name = `${titleInFileName(layer.title[locale])}-${locale === 'zh' ? '变更清单' : 'changes'}.geojson`
    app.files.save(name, file.bytes, file.mime)
    app.toast('report.saved', { file: name })
  },
})
