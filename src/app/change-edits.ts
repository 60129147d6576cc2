import { type Edits, isEdited, NO_EDITS } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import type { Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import type { Layer, LayerId } from './state.ts'

/**
 * One undoable change of a layer's edits. The edited table is made first: the map shows it at once, and what cannot be done changes
 * nothing.
 * @param update gets the table with the edits so far @param also what changes of the layer in the same step @throws AppError edit.*
 */
export async function changeEdits(
  app: App,
  label: Text,
  id: LayerId,
  update: (edits: Edits, table: Table) => Edits,
  also: (layer: Layer, edits: Edits) => Partial<Layer> = () => ({}),
): Promise<void> {
  const now = await app.loadTable(id)
  const layer = app.store.getState().project.layers[id]
  if (!layer || layer.grid) throw new AppError('layer.unknown', { layer: id })
  const changed = update(layer.edits ?? NO_EDITS, now)
  const edits = isEdited(changed) ? changed : null
  const table = await app.editTable(id, edits ?? NO_EDITS)
  // somebody who types fast may have changed the layer meanwhile
  if (app.store.getState().project.layers[id]?.table !== layer.table) return changeEdits(app, label, id, update, also)
  if (table === layer.table) return
  app.change(label, (project) => ({
    ...project,
    layers: { ...project.layers, [id]: { ...project.layers[id], ...also(project.layers[id], changed), edits, table } },
  }))
  await app.loadTable(id)
}
