import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const drawText = defineCommand({
  id: 'draw-text',
  title: { zh: '文字标注', en: 'Add labels' },
  aliases: ['标绘', '标注', 'annotation', 'text'],
  isEnabled: (app) => app.map !== null,
  run(app) {
    beginSketch(app, 'text')
    app.map?.focus()
  },
})
