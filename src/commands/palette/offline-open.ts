import { defineCommand } from '../command.ts'

export const offlineOpen = defineCommand({
  id: 'offline-open',
  title: { zh: '离线包…', en: 'Take offline…' },
  aliases: ['offline', '外业包', '断网', '下载'],
  run(app) {
    // in the field it is what is here that counts; from there it is one press to what could be taken
    app.setSession(({ field }) => ({ dialog: field ? 'pack' : 'offline' }))
  },
})
