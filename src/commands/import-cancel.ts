import { defineCommand } from './command.ts'

/** Leaves the import: nothing has happened. */
export const importCancel = defineCommand({
  id: 'import-cancel',
  title: { zh: '取消导入', en: 'Cancel import' },
  run(app) {
    app.pendingImport.setState({ files: [], layers: [], failures: [], isReading: false, need: null })
    app.setSession(({ dialog }) => ({ dialog: dialog === 'import' ? null : dialog }))
  },
})
