import type { LayerId } from '../app/state.ts'
import { AppError } from '../core/errors.ts'
import type { LayerExport } from '../workers/formats-api.ts'
import { defineCommand } from './command.ts'

export interface LayerExportRequest extends Omit<LayerExport, 'table' | 'fields'> {
  readonly layer: LayerId
  /** tells whether the file was handed over: false when it was cancelled or failed */
  readonly onDone?: (isSaved: boolean) => void
}

/** Names the job, so that a screen can show its progress. */
export const LAYER_EXPORT_JOB = { zh: '导出图层', en: 'Export layer' }

/** Writes rows and fields of a layer as a file and hands it to the user. */
export const layerExport = defineCommand<LayerExportRequest>({
  id: 'layer-export',
  title: LAYER_EXPORT_JOB,
  async run(app, { layer: id, onDone, ...request }) {
    const layer = app.store.getState().project.layers[id]
    if (!layer) throw new AppError('layer.unknown', { layer: id })
    const { formatOf } = await import('../formats/registry.ts')
    formatOf(request.format)
    const file = await app.job(LAYER_EXPORT_JOB, async (context) => {
      const table = await app.loadTable(id)
      context.signal.throwIfAborted()
      return app.formats.encodeLayer({ ...request, table, fields: layer.fields }, context)
    })
    if (file) {
      app.files.save(file.name, file.bytes, file.mime)
      app.toast('layer.exported', { file: file.name, count: request.rows?.length ?? app.tableOf(id)?.length ?? 0 })
    }
    onDone?.(file !== null)
  },
})
