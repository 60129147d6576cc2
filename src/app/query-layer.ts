import { AppError } from '../core/errors.ts'
import { printExpression } from '../core/expression/print.ts'
import { readExpression } from '../core/expression/read-expression.ts'
import { schemaOf } from '../core/expression/table-schema.ts'
import { findColumn } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import { freeTitle } from './free-title.ts'
import { addLayers, RESULT_GROUP } from './import-layer.ts'
import { madeLayer } from './made-layer.ts'

/** @throws AppError layer.unknown, query.none, expression.* */
export async function makeQueryLayer(
  app: App,
  job: Text,
  {
    layer: id,
    title: words,
    rows,
    field,
    question,
  }: {
    readonly layer: string
    readonly title: string
    readonly rows: Uint32Array | null
    readonly field: { readonly name: string; readonly written: string } | null
    readonly question: string
  },
): Promise<void> {
  const table = await app.loadColumns(id)
  const layer = app.store.getState().project.layers[id]
  if (!layer) throw new AppError('layer.unknown', { layer: id })
  if (rows?.length === 0) throw new AppError('query.none')
  const title = freeTitle({ zh: words, en: words }, Object.values(app.store.getState().project.layers))
  const read = field && readExpression(field.written, schemaOf(table, layer.fields, app.codeLists))
  const added = field && read && { name: field.name, expression: printExpression(read) }
  const made = await app.job(job, async ({ signal, onProgress }) => {
    const derived = {
      ...(await app.tiles.deriveTable({ table: layer.table, rows, added }, { signal, onProgress })),
      name: title.zh,
    }
    const { symbology, label } = layer
    const reckoned = field ? [{ name: field.name, label: { zh: field.name, en: field.name }, unit: read?.unit }] : []
    const known = layer.fields.filter(({ name }) => name !== field?.name)
    const whole = await madeLayer(app, derived, {
      kind: 'query',
      title,
      fields: [...known, ...reckoned].filter(({ name }) => findColumn(derived, name)),
      symbology,
      notes: [
        ...layer.source.notes,
        {
          code: 'query.from',
          detail: { layer: layer.title.zh, question, file: layer.source.file, sha256: layer.source.sha256 },
          level: 'info',
        },
        ...(field
          ? [{ code: 'query.field', detail: { name: field.name, expression: field.written }, level: 'info' } as const]
          : []),
      ],
      licence: layer.source.licence,
      isDemonstration: layer.source.isDemonstration,
    })
    signal.throwIfAborted()
    await app.addTable(whole.table, derived)
    return { ...whole, label }
  })
  if (!made) return
  app.change(job, (project) => addLayers(project, [made], RESULT_GROUP.id))
  await app.loadTable(made.id)
  app.toast(
    'layer.made',
    { layers: title[app.store.getState().session.locale], count: made.receipt?.count ?? 0 },
    { canUndo: true },
  )
}
