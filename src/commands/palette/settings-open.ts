import { defineCommand } from '../command.ts'

export const settingsOpen = defineCommand({
  id: 'settings-open',
  title: { zh: '设置', en: 'Settings' },
  aliases: ['单位', '亩', '底图', '天地图', '影像', 'units', 'basemap', 'imagery'],
  run(app) {
    app.setSession({ dialog: 'settings' })
  },
})
