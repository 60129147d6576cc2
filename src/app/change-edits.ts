import { type Edits, isEdited, NO_EDITS } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import type { Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import type { Layer, LayerId } from './state.ts'

type Update = (edits: Edits, table: Table) => Edits
type Also = (layer: Layer, edits: Edits) => Partial<Layer>

/**
 * One undoable change of a layer's edits. The edited table is made first: the map shows it at once, and what cannot be done changes
 * nothing. Undo in that time gives it up.
 * @param update gets the table with the edits so far @param also what changes of the layer in the same step
 * @returns false: it was given up @throws AppError edit.*
 */
export async function changeEdits(app: App, label: Text, id: LayerId, update: Update, also: Also = () => ({})): Promise<boolean> {
  let isGivenUp = false
  const end = app.history.begin(label, () => {
    isGivenUp = true
  })
  try {
    while (!(await attempt(app, label, id, update, also, () => isGivenUp))) if (isGivenUp) return false
  } finally {
    end()
  }
  await app.loadTable(id)
  return true
}

/** False: somebody who types fast has changed the layer meanwhile, or it was given up. */
async function attempt(app: App, label: Text, id: LayerId, update: Update, also: Also, isGivenUp: () => boolean) {
  const now = await app.loadTable(id)
  const layer = app.store.getState().project.layers[id]
  if (!layer || layer.grid) throw new AppError('layer.unknown', { layer: id })
  const changed = update(layer.edits ?? NO_EDITS, now)
  const edits = isEdited(changed) ? changed : null
  const table = await app.editTable(id, edits ?? NO_EDITS)
  if (isGivenUp() || app.store.getState().project.layers[id]?.table !== layer.table) return false
  if (table !== layer.table)
    app.change(label, (project) => ({
      ...project,
      layers: { ...project.layers, [id]: { ...project.layers[id], ...also(project.layers[id], changed), edits, table } },
    }))
  return true
}
