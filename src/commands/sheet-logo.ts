import type { SheetLogo } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Keeps the picture that stands on every sheet with the project; null takes it away. */
export const sheetLogo = defineCommand<{ logo: SheetLogo | null }>({
  id: 'sheet-logo',
  title: { zh: '出图徽标', en: 'Logo on sheets' },
  run(app, { logo }) {
    app.change(sheetLogo.title, ({ logo: _, ...project }) => (logo ? { ...project, logo } : project))
  },
})
