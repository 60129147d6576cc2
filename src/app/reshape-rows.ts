import { type Edits, editedRow, fileRow, NO_EDITS } from '../core/edits/edits.ts'
import type { Reshaped } from '../core/edits/split-merge.ts'
import { placeCondition, placeRows } from '../core/query/place-condition.ts'
import type { Condition } from '../core/symbology.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import { changeEdits } from './change-edits.ts'
import type { Layer, LayerId } from './state.ts'

/** One undoable step in which rows come or go: filters of lists of rows keep to theirs, what came of it is selected. Null: given up by undo. */
export async function reshapeRows(
  app: App,
  label: Text,
  id: LayerId,
  work: (edits: Edits, table: Table, fields: readonly FieldInfo[]) => Reshaped,
): Promise<Reshaped | null> {
  let made: Reshaped = { edits: NO_EDITS, rows: [], born: [] }
  let before: { readonly edits: Edits; readonly length: number } = { edits: NO_EDITS, length: 0 }
  const isDone = await changeEdits(
    app,
    label,
    id,
    (edits, table) => {
      made = work(edits, table, app.store.getState().project.layers[id].fields)
      before = { edits, length: table.length }
      return made.edits
    },
    (layer, edits) => {
      const lost = (edits.gone?.length ?? 0) - (before.edits.gone?.length ?? 0)
      const length = before.length + made.born.length - lost
      // rows have other numbers from here on
      app.setSession(({ card, selection }) => ({
        card: card?.hits.some((hit) => hit.layer === id) ? null : card,
        selection: selection?.layer === id ? null : selection,
      }))
      return { filter: filterOfRows(layer, before.edits, edits, made.born, before.length, length) }
    },
  )
  if (!isDone) return null
  const rows = made.rows.flatMap((number) => editedRow(made.edits, number) ?? []).sort((a, b) => a - b)
  app.setSession({ selection: { layer: id, rows } })
  return made
}

/** A filter of a list of rows over the same rows by their new numbers; what was cut off goes with what it was of. */
function filterOfRows(
  { filter }: Layer,
  before: Edits,
  after: Edits,
  born: Reshaped['born'],
  length: number,
  lengthNow: number,
): readonly Condition[] {
  return filter.map((condition) => {
    const { place } = condition
    if (!place) return condition
    const known = new Set(placeRows(place, length).map((row) => fileRow(before, row)))
    for (const { row, of } of born) if (known.has(of)) known.add(row)
    const rows = [...known].flatMap((number) => editedRow(after, number) ?? []).sort((a, b) => a - b)
    return { ...condition, place: placeCondition(place, rows, lengthNow) }
  })
}
