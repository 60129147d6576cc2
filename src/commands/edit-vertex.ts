import { changeEdits } from '../app/change-edits.ts'
import type { VertexEdit } from '../app/ports.ts'
import { defineCommand } from './command.ts'

/** 界址点: moved, put in or taken out in every parcel that shares it. */
export const vertexEdit = defineCommand<VertexEdit>({
  id: 'edit-vertex',
  title: { zh: '修改界址点', en: 'Change a boundary point' },
  async run(app, { layer, edit }) {
    const { insertSharedVertex, moveSharedVertex, removeSharedVertex } = await import('../core/edits/shared-vertices.ts')
    await changeEdits(app, vertexEdit.title, layer, (edits, table) => {
      if (edit.kind === 'move') return moveSharedVertex(edits, table, edit.from, edit.to)
      if (edit.kind === 'insert') return insertSharedVertex(edits, table, edit.edge, edit.at)
      return removeSharedVertex(edits, table, edit.at)
    })
  },
})
