import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const drawPolygon = defineCommand({
  id: 'draw-polygon',
  title: { zh: '画面', en: 'Draw polygons' },
  aliases: ['标绘', '绘制', '多边形', 'draw'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'polygon')
    app.map?.focus()
  },
})
