import { defineCommand } from './command.ts'

export const settingsOpen = defineCommand({
  id: 'settings-open',
  title: { zh: '设置', en: 'Settings' },
  run(app) {
    app.setSession({ dialog: 'settings' })
  },
})
