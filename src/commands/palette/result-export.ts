import { defineCommand } from '../command.ts'
import { panelAnalysis } from './panel-analysis.ts'

/** The open result, or the latest: as figures, or as a report to be read. Before anything was run it leads to what makes one. */
export const resultExport = defineCommand({
  id: 'result-export',
  title: { zh: '导出结果、报告…', en: 'Export the result, report…' },
  aliases: ['导出结果', '报告', '成果报告', 'Word', 'DOCX', 'PDF', 'export result', 'report'],
  run(app) {
    const { project, session } = app.store.getState()
    if (project.runs.length > 0) app.setSession({ dialog: 'export' })
    else if (!session.panels.analysis) panelAnalysis.run(app)
  },
})
