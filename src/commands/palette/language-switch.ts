import { defineCommand } from '../command.ts'

export const languageSwitch = defineCommand({
  id: 'language-switch',
  title: { zh: '切换语言 / English', en: 'Switch language / 中文' },
  aliases: ['英文', '中文', 'Chinese'],
  run(app) {
    app.setSession(({ locale }) => ({ locale: locale === 'zh' ? 'en' : 'zh' }))
  },
})
