import { changeEdits } from '../app/change-edits.ts'
import type { LayerId } from '../app/state.ts'
import { editCell, withoutEdits } from '../core/edits/edits.ts'
import type { CellValue } from '../core/table.ts'
import { defineCommand } from './command.ts'

export const cellEdit = defineCommand<{ layer: LayerId; row: number; field: string; value: CellValue }>({
  id: 'edit-cell',
  title: { zh: '修改属性', en: 'Change a value' },
  async run(app, { layer, row, field, value }) {
    await changeEdits(app, cellEdit.title, layer, (edits, table) => editCell(edits, table, row, field, value))
  },
})

export const cellRevert = defineCommand<{ layer: LayerId; row: number; field: string }>({
  id: 'edit-cell-revert',
  title: { zh: '恢复原值', en: 'Take the old value back' },
  async run(app, { layer, row, field }) {
    await changeEdits(app, cellRevert.title, layer, (edits) => withoutEdits(edits, row, field))
  },
})
