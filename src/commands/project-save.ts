import { initialProject } from '../app/initial.ts'
import { PROJECT_EXTENSION } from '../app/project-extension.ts'
import { applicationName, isoWithOffset } from '../app/provenance.ts'
import type { AnalysisResult } from '../core/analysis.ts'
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
      const imported = Object.values(project.layers).filter(({ receipt }) => receipt)
      for (const [done, layer] of imported.entries()) {
        onProgress(done / imported.length, 'stage.read')
        tables.set(layer.table, await app.loadTable(layer.id))
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
        results,
      })
      signal.throwIfAborted()
      const name = `${app.config.title[session.locale]}-${isoWithOffset(now).slice(0, 16).replace(/[T:]/g, '-')}.${PROJECT_EXTENSION}`
      app.files.save(name, bytes, 'application/zip')
      app.toast('project.saved', { file: name, layers: tables.size, runs: results.size })
    })
  },
})
