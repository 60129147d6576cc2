import type { Session } from '../../app/state.ts'
import { defineCommand } from '../command.ts'

const NEXT: Record<Session['theme'], Session['theme']> = { system: 'light', light: 'dark', dark: 'system' }

export const themeSwitch = defineCommand({
  id: 'theme-switch',
  title: { zh: '切换主题（浅色、深色、随系统）', en: 'Switch theme (light, dark, system)' },
  aliases: ['夜间', '外观', 'night'],
  run(app) {
    app.setSession(({ theme }) => ({ theme: NEXT[theme] }))
  },
})
