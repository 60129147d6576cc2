import { defineCommand } from '../command.ts'

/** The open result, or the latest: as figures, or as a report to be read. */
export const resultExport = defineCommand({
  id: 'result-export',
  title: { zh: '导出结果、报告…', en: 'Export the result, report…' },
  aliases: ['导出结果', '报告', '成果报告', 'Word', 'DOCX', 'PDF', 'export result', 'report'],
  isEnabled: (app) => app.store.getState().project.runs.length > 0,
  run(app) {
    app.setSession({ dialog: 'export' })
  },
})
