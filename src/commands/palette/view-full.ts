import { defineCommand } from '../command.ts'

export const viewFull = defineCommand({
  id: 'view-full',
  title: { zh: '全图', en: 'Whole district' },
  keys: ['0'],
  aliases: ['复位', 'full extent', 'home'],
  run(app) {
    app.map?.fit(app.config.district.extent)
  },
})
