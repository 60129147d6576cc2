import type { LayerId } from '../app/state.ts'
import { AppError, type Note } from '../core/errors.ts'
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
    const format = formatOf(request.format)
    let count = request.rows?.length ?? 0
    const notes: Note[] = []
    const file = await app.job(LAYER_EXPORT_JOB, async (context) => {
      const { fields } = layer
      await app.showLayer(id)
      const streamed = await app.streamedOf(id)
      context.signal.throwIfAborted()
      if (streamed && format.stream) {
        count = request.rows?.length ?? app.rangedOf(id)?.count ?? 0
        return app.formats.encodeRanged(
          { request: { ...request, fields }, streamed },
          { ...context, onNotes: (more) => notes.push(...more) },
        )
      }
      // of a layer that stays in its file some rows may be few enough for any format
      const part = streamed ? request.rows : null
      const table = part ? await app.tiles.readRows({ id: layer.table, rows: part }, context) : await app.loadTable(id)
      context.signal.throwIfAborted()
      count = request.rows?.length ?? table.length
      return app.formats.encodeLayer({ ...request, ...(part && { rows: null }), table, fields }, context)
    })
    if (file) {
      app.files.save(file.name, 'content' in file ? file.content : file.bytes, file.mime)
      app.toast('layer.exported', { file: file.name, count })
      // what only writing it could tell
      for (const { code, detail, level } of notes) if (level !== 'info') app.toast(code, detail, { level: 'error' })
    }
    onDone?.(file !== null)
  },
})
