import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const drawLine = defineCommand({
  id: 'draw-line',
  title: { zh: '画线', en: 'Draw lines' },
  aliases: ['标绘', '绘制', 'draw'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'line')
    app.map?.focus()
  },
})
