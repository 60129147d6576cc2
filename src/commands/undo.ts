import { defineCommand } from './command.ts'

export const undo = defineCommand({
  id: 'undo',
  title: { zh: '撤销', en: 'Undo' },
  keys: ['Mod+Z'],
  isEnabled: (app) => app.history.canUndo() !== null,
  run: (app) => app.undo(),
})
