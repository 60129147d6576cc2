import { defineCommand } from './command.ts'

export const redo = defineCommand({
  id: 'redo',
  title: { zh: '重做', en: 'Redo' },
  keys: ['Mod+Shift+Z', 'Mod+Y'],
  isEnabled: (app) => app.history.canRedo() !== null,
  run: (app) => app.redo(),
})
