import { defineCommand } from '../command.ts'

export const selectClear = defineCommand({
  id: 'select-clear',
  title: { zh: '清除选择', en: 'Clear selection' },
  isEnabled: (app) => app.store.getState().session.selection !== null,
  run(app) {
    app.setSession({ selection: null })
  },
})
