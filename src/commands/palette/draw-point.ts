import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const drawPoint = defineCommand({
  id: 'draw-point',
  title: { zh: '画点', en: 'Draw points' },
  aliases: ['标绘', '绘制', 'draw'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'point')
    app.map?.focus()
  },
})
