import { addLayers } from '../app/import-layer.ts'
import { madeLayer } from '../app/made-layer.ts'
import { layerSource } from '../app/provenance.ts'
import type { LayerId } from '../app/state.ts'
import { AppError, type Note } from '../core/errors.ts'
import type { JoinAnswer } from '../core/join.ts'
import type { FieldInfo } from '../core/table.ts'
import { defineCommand } from './command.ts'

/** Names the job, so that a screen can show its progress. */
export const JOIN_JOB = { zh: '关联属性表', en: 'Join a table' }

/** Adds fields of a table to a layer by a code, as a new layer with a receipt of what matched: one undoable step. */
export const layerJoin = defineCommand<{
  readonly layer: LayerId
  readonly from: LayerId
  readonly targetKey: string
  readonly sourceKey: string
  readonly columns: readonly string[]
  readonly title: string
}>({
  id: 'layer-join',
  title: JOIN_JOB,
  async run(app, { layer: id, from, targetKey, sourceKey, columns, title }) {
    const { layers } = app.store.getState().project
    const [layer, other] = [layers[id], layers[from]]
    if (!layer || !other) throw new AppError('layer.unknown', { layer: layer ? from : id })
    let left = 0
    const answer = await app.job(JOIN_JOB, async (context) => {
      const { signal } = context
      const source = await app.loadTable(from)
      await app.showLayer(id)
      const far = app.rangedOf(id)
      const asked = { id: layer.table, field: targetKey, of: { table: other.table, field: sourceKey } }
      // of a layer that stays in its file: the rows that the table names
      const rows = far && (await app.tiles.rowsWithPartner(asked, context))
      if (rows?.length === 0) throw new AppError('join.nothing')
      const target = rows ? await app.tiles.readRows({ id: layer.table, rows }, context) : await app.loadTable(id)
      left = far && rows ? far.count - rows.length : 0
      signal.throwIfAborted()
      const joined = await app.formats.join({ target, targetKey, source, sourceKey, columns }, { signal })
      if (joined.matched === 0) throw new AppError('join.nothing')
      return joined
    })
    if (!answer) return
    const fields = answer.added.flatMap(([name, was]): FieldInfo[] => {
      const known = other.fields.find((field) => field.name === was)
      if (!known) return []
      // what a field is used for stays with the layer's own
      const { role: _, ...rest } = known
      return [{ ...rest, name }]
    })
    const made = await madeLayer(
      app,
      { ...answer.table, name: title },
      {
        kind: 'join',
        title: { zh: title, en: title },
        fields: [...layer.fields, ...fields],
        symbology: layer.symbology,
        notes: [...layerSource(layer).notes, ...joinNotes(answer, left, { targetKey, sourceKey }, other.source)],
        licence: layer.source.licence,
        isDemonstration: layer.source.isDemonstration || other.source.isDemonstration,
      },
    )
    await app.addTable(made.table, answer.table)
    app.change(JOIN_JOB, (project) => addLayers(project, [made]))
    await app.loadTable(made.id)
    const { matched, unmatched } = answer
    app.toast(
      left > 0 ? 'layer.joinedPart' : 'layer.joined',
      { layer: title, matched, ...(left > 0 ? { left } : { unmatched }) },
      { canUndo: true, receipts: [made.id] },
    )
    app.setSession(({ dialog }) => ({ dialog: dialog === 'join' ? null : dialog }))
  },
})

/** @param left rows of a large layer that the table does not name: they are not in the new layer */
function joinNotes(
  answer: JoinAnswer,
  left: number,
  keys: { readonly targetKey: string; readonly sourceKey: string },
  source: { readonly file: string; readonly sha256: string },
): Note[] {
  const total = answer.matched + answer.unmatched + left
  const detail = { ...keys, table: source.file, sha256: source.sha256, count: answer.added.length }
  const notes: Note[] = [
    { code: 'join.from', detail, level: 'info' },
    { code: 'join.matched', detail: { matched: answer.matched, total }, level: 'info' },
  ]
  if (left > 0) notes.push({ code: 'join.left', detail: { count: left }, level: 'info' })
  const warn = (code: string, count: number, first: string | null) => {
    if (count > 0) notes.push({ code, detail: { count, first }, level: 'warning' })
  }
  warn('join.unmatched', answer.unmatched, answer.firstUnmatched)
  warn('join.unused', answer.unused, answer.firstUnused)
  warn('join.duplicates', answer.duplicates, answer.firstDuplicate)
  return notes
}
