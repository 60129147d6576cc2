import { defineCommand } from '../command.ts'

export const shareOpen = defineCommand({
  id: 'share-open',
  title: { zh: '分享', en: 'Share' },
  aliases: ['链接', '二维码', '发送', 'link', 'QR'],
  run(app) {
    app.setSession({ dialog: 'share' })
  },
})
