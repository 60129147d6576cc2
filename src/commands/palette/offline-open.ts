import { defineCommand } from '../command.ts'

export const offlineOpen = defineCommand({
  id: 'offline-open',
  title: { zh: '离线包…', en: 'Take offline…' },
  aliases: ['offline', '外业包', '断网', '下载'],
  run(app) {
    app.setSession({ dialog: 'offline' })
  },
})
