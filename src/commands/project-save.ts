import type { App } from '../app/app.ts'
import { initialProject } from '../app/initial.ts'
import { PROJECT_EXTENSION } from '../app/project-extension.ts'
import { applicationName } from '../app/provenance.ts'
import type { LayerId } from '../app/state.ts'
import { baseTableId } from '../app/table-ids.ts'
import type { AnalysisResult } from '../core/analysis.ts'
import { isoWithOffset } from '../core/provenance.ts'
import type { Table } from '../core/table.ts'
import { defineCommand } from './command.ts'

/** 保存工程: layers with their looks and filters, imported data, runs and results as one file; shipped layers by reference. */
export const projectSave = defineCommand({
  id: 'project-save',
  title: { zh: '保存工程', en: 'Save project' },
  keys: ['Mod+S'],
  aliases: ['save', '另存', '备份'],
  async run(app) {
    await app.job(projectSave.title, async ({ signal, onProgress }) => {
      const { writeProjectFile } = await import('../app/project-file.ts')
      const { project, session } = app.store.getState()
      const tables = new Map<string, Table>()
      const files = new Map<string, Uint8Array>()
      const imported = Object.values(project.layers).filter(({ receipt }) => receipt)
      for (const [done, layer] of imported.entries()) {
        onProgress(done / imported.length, 'stage.read')
        if (layer.grid) files.set(layer.table, await bytesOf(app, layer.id))
        else tables.set(baseTableId(layer.table), await app.loadBaseTable(layer.id))
        signal.throwIfAborted()
      }
      const results = new Map<string, AnalysisResult>()
      for (const { id } of project.runs) {
        const result = await app.resultOf(id)
        if (result) results.set(id, result)
      }
      const now = app.clock.now()
      const bytes = writeProjectFile({
        application: applicationName(app),
        savedAt: isoWithOffset(now),
        district: app.config.district.code,
        shipped: Object.keys(initialProject(app.catalog).layers),
        view: session.view,
        project,
        tables,
        files,
        results,
      })
      signal.throwIfAborted()
      const name = `${app.config.title[session.locale]}-${isoWithOffset(now).slice(0, 16).replace(/[T:]/g, '-')}.${PROJECT_EXTENSION}`
      app.files.save(name, bytes, 'application/zip')
      app.toast('project.saved', { file: name, layers: tables.size + files.size, runs: results.size })
    })
  },
})

/** The file of an imported raster, whole. */
async function bytesOf(app: App, layer: LayerId): Promise<Uint8Array> {
  const { file } = await app.gridPlace(layer)
  return new Uint8Array(await new Response(file as Blob).arrayBuffer())
}
