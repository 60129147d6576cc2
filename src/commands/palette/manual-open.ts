import { defineCommand } from '../command.ts'

export const manualOpen = defineCommand({
  id: 'manual-open',
  title: { zh: '使用手册', en: 'Manual' },
  keys: ['F1'],
  aliases: ['帮助', '说明', 'help', 'handbook'],
  run(app) {
    app.setSession({ dialog: 'manual' })
  },
})
