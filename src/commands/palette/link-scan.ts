import { defineCommand } from '../command.ts'

export const linkScan = defineCommand({
  id: 'link-scan',
  title: { zh: '扫码打开…', en: 'Open by QR code…' },
  aliases: ['二维码', '扫码', 'scan'],
  run: (app) => app.setSession({ dialog: 'scan' }),
})
