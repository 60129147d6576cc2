import { requireSelectedDrawing, selectedDrawing } from '../../app/drawing-layers.ts'
import { AppError } from '../../core/errors.ts'
import { defineCommand } from '../command.ts'

/** The selected polygons as one; it takes the place of the first. */
export const drawingMerge = defineCommand({
  id: 'drawing-merge',
  title: { zh: '合并标绘面', en: 'Merge drawn polygons' },
  aliases: ['合并', 'merge'],
  isEnabled(app) {
    const selected = selectedDrawing(app)
    return selected?.kind === 'polygon' && selected.rows.length > 1
  },
  async run(app) {
    const { kind, rows } = requireSelectedDrawing(app)
    if (kind !== 'polygon') throw new AppError('drawing.mergeFew')
    const { changeDrawing } = await import('../../app/drawing.ts')
    const { mergeDrawn } = await import('../../core/drawing/reshape.ts')
    const chosen = new Set(rows)
    await changeDrawing(app, drawingMerge.title, kind, (features) => {
      const kept = features.filter((_, row) => !chosen.has(row))
      return { features: [...kept, mergeDrawn(features.filter((_, row) => chosen.has(row)))], rows: [kept.length] }
    })
  },
})
