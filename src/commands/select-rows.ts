import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

function combine(current: readonly number[], rows: readonly number[], mode: 'replace' | 'add' | 'toggle'): readonly number[] {
  if (mode === 'replace') return rows
  const set = new Set(current)
  for (const row of rows) {
    if (mode === 'toggle' && set.has(row)) set.delete(row)
    else set.add(row)
  }
  return [...set]
}

/** Selects rows of one layer; rows of another layer are let go. Rows are kept ascending. */
export const selectRows = defineCommand<{
  layer: LayerId
  rows: readonly number[]
  mode?: 'replace' | 'add' | 'toggle'
  isOnlyShown?: true
}>({
  id: 'select-rows',
  title: { zh: '选择要素', en: 'Select features' },
  run(app, { layer, rows, mode = 'replace', isOnlyShown }) {
    app.setSession(({ selection }) => {
      const chosen = combine(selection?.layer === layer ? selection.rows : [], rows, mode)
      const shown = isOnlyShown && { isOnlyShown }
      return { selection: chosen.length > 0 ? { layer, rows: [...chosen].sort((a, b) => a - b), ...shown } : null }
    })
  },
})
