import { defineCommand } from '../command.ts'

export const shortcutsOpen = defineCommand({
  id: 'shortcuts-open',
  title: { zh: '快捷键', en: 'Keyboard shortcuts' },
  keys: ['?'],
  run(app) {
    app.setSession({ dialog: 'shortcuts' })
  },
})
