import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const measureLength = defineCommand({
  id: 'measure-length',
  title: { zh: '量距', en: 'Measure length' },
  keys: ['M'],
  aliases: ['量测', '测量', '量算', '距离', '方位角', 'distance', 'bearing'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'length')
    app.map?.focus()
  },
})
