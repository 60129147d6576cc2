import { defineCommand } from '../command.ts'

export const printOpen = defineCommand({
  id: 'print-open',
  title: { zh: '出图', en: 'Print' },
  keys: ['Mod+P'],
  aliases: ['打印', '截图', 'screenshot', '专题图', '导出 PDF', 'map sheet', 'PDF', 'layout'],
  run(app) {
    app.setSession({ dialog: 'print' })
  },
})
