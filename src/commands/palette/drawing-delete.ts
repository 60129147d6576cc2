import { requireSelectedDrawing, selectedDrawing } from '../../app/drawing-layers.ts'
import { defineCommand } from '../command.ts'

export const drawingDelete = defineCommand({
  id: 'drawing-delete',
  title: { zh: '删除标绘', en: 'Delete drawings' },
  keys: ['Delete'],
  isEnabled: (app) => selectedDrawing(app) !== null,
  async run(app) {
    const { kind, rows } = requireSelectedDrawing(app)
    const { changeDrawing } = await import('../../app/drawing.ts')
    const gone = new Set(rows)
    await changeDrawing(app, drawingDelete.title, kind, (features) => ({
      features: features.filter((_, row) => !gone.has(row)),
      rows: [],
    }))
  },
})
