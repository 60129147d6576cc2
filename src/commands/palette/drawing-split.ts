import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const drawingSplit = defineCommand({
  id: 'drawing-split',
  title: { zh: '分割标绘面', en: 'Split drawn polygons' },
  aliases: ['分割', 'split'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'split')
    app.map?.focus()
  },
})
