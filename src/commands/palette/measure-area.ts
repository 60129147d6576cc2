import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const measureArea = defineCommand({
  id: 'measure-area',
  title: { zh: '量面积', en: 'Measure area' },
  keys: ['Shift+M'],
  aliases: ['量测', '测量', '量算', '面积', 'area'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'area')
    app.map?.focus()
  },
})
