import { selectedPolygons } from '../../app/drawing-layers.ts'
import { defineCommand } from '../command.ts'

/** 合并: the selected neighbours of a layer as one, in the layer itself. */
export const rowsMerge = defineCommand({
  id: 'rows-merge',
  title: { zh: '合并选中的面', en: 'Merge the selected polygons' },
  aliases: ['合并', '宗地合并', '图斑合并', 'merge', 'dissolve'],
  isEnabled: (app) => (selectedPolygons(app)?.rows.length ?? 0) > 1,
  async run(app) {
    const selected = selectedPolygons(app)
    if (!selected) return
    const { reshapeRows } = await import('../../app/reshape-rows.ts')
    const { mergeRows } = await import('../../core/edits/split-merge.ts')
    const made = await reshapeRows(app, rowsMerge.title, selected.layer, (edits, table, fields) =>
      mergeRows(edits, table, selected.rows, fields),
    )
    if (made) app.toast('edit.merged', { n: selected.rows.length }, { canUndo: true })
  },
})
