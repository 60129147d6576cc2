import { selectedPolygons } from '../../app/drawing-layers.ts'
import { beginSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

/** 分割: the next line cuts the selected polygons in their layer. */
export const rowsSplit = defineCommand({
  id: 'rows-split',
  title: { zh: '分割选中的面', en: 'Split the selected polygons' },
  aliases: ['分割', '宗地分割', '图斑分割', 'split', 'cut'],
  isEnabled: (app) => app.map !== null && selectedPolygons(app) !== null,
  run(app) {
    beginSketch(app, 'split')
    app.map?.focus()
  },
})
