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
    const answer = await app.job(JOIN_JOB, async ({ signal }) => {
      const [target, source] = [await app.loadTable(id), await app.loadTable(from)]
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
        notes: [...layerSource(layer).notes, ...joinNotes(answer, { targetKey, sourceKey }, other.source)],
        licence: layer.source.licence,
        isDemonstration: layer.source.isDemonstration || other.source.isDemonstration,
      },
    )
    await app.addTable(made.table, answer.table)
    app.change(JOIN_JOB, (project) => addLayers(project, [made]))
    await app.loadTable(made.id)
    app.toast(
      'layer.joined',
      { layer: title, matched: answer.matched, unmatched: answer.unmatched },
      { canUndo: true, receipts: [made.id] },
    )
    app.setSession(({ dialog }) => ({ dialog: dialog === 'join' ? null : dialog }))
  },
})

function joinNotes(
  answer: JoinAnswer,
  keys: { readonly targetKey: string; readonly sourceKey: string },
  source: { readonly file: string; readonly sha256: string },
): Note[] {
  const total = answer.matched + answer.unmatched
  const detail = { ...keys, table: source.file, sha256: source.sha256, count: answer.added.length }
  const notes: Note[] = [
    { code: 'join.from', detail, level: 'info' },
    { code: 'join.matched', detail: { matched: answer.matched, total }, level: 'info' },
  ]
  const warn = (code: string, count: number, first: string | null) => {
    if (count > 0) notes.push({ code, detail: { count, first }, level: 'warning' })
  }
  warn('join.unmatched', answer.unmatched, answer.firstUnmatched)
  warn('join.unused', answer.unused, answer.firstUnused)
  warn('join.duplicates', answer.duplicates, answer.firstDuplicate)
  return notes
}
