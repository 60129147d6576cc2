import { AppError } from '../core/errors.ts'
import { expressionCondition } from '../core/expression/expression-condition.ts'
import { schemaOf } from '../core/expression/table-schema.ts'
import { groupExpression } from '../core/query/conditions.ts'
import type { Question, SpatialRule } from '../core/query/question.ts'
import type { Condition } from '../core/symbology.ts'
import { AREA_FIELD, findColumn, type Table } from '../core/table.ts'
import type { App } from './app.ts'
import type { Layer } from './state.ts'

export interface Answer {
  /** that the layer's filter leaves and that meet the question, ascending */
  readonly rows: Uint32Array
  /** the conditions over fields; null: none */
  readonly condition: Condition | null
}

interface Watch {
  readonly signal: AbortSignal
  readonly onProgress?: (share: number) => void
}

/** What a question says over fields, in words that a user may change. */
export function writtenOf(app: App, layer: Layer, table: Table, question: Question): string {
  if (question.mode === 'expression') return question.expression.trim()
  const { areaUnit, locale } = app.store.getState().session
  const labels = layer.fields.map(({ label }) => label[locale])
  const nameOf = (name: string) => {
    if (name === AREA_FIELD) return '图形面积'
    const label = layer.fields.find((field) => field.name === name)?.label[locale]
    const isOwn = label !== undefined && labels.filter((each) => each === label).length === 1 && !findColumn(table, label)
    return isOwn ? label : name
  }
  return groupExpression(question.rules, (name) => findColumn(table, name)?.type ?? 'number', areaUnit, nameOf)
}

/** @throws AppError expression.*, query.nothing where nothing is asked, query.noRing, query.noSelection */
export async function runQuestion(app: App, question: Question, watch: Watch): Promise<Answer> {
  const table = await app.loadColumns(question.layer)
  watch.signal.throwIfAborted()
  const layer = app.store.getState().project.layers[question.layer]
  if (!layer) throw new AppError('layer.unknown', { layer: question.layer })
  const written = writtenOf(app, layer, table, question)
  const condition = written ? expressionCondition(written, schemaOf(table, layer.fields, app.codeLists)) : null
  if (!condition && question.spatial.length === 0) throw new AppError('query.nothing')
  const filter = condition ? [...layer.filter, condition] : layer.filter
  if (question.spatial.length === 0) return { condition, rows: await app.tiles.filterRows({ table: layer.table, filter }, watch) }
  const answers: Uint32Array[] = []
  for (const [i, rule] of question.spatial.entries()) {
    const found = await app.tiles.spatialRows(
      { table: layer.table, filter, question: rule, other: await otherOf(app, rule, watch.signal) },
      { signal: watch.signal, onProgress: (share) => watch.onProgress?.((i + share) / question.spatial.length) },
    )
    answers.push(found)
  }
  const [first, ...others] = answers
  const sets = others.map((each) => new Set(each))
  return { condition, rows: first.filter((row) => sets.every((each) => each.has(row))) }
}

async function otherOf(app: App, { of }: SpatialRule, signal: AbortSignal) {
  const { project, session } = app.store.getState()
  if (of.kind === 'view') {
    const box = app.map?.bounds()
    if (!box) throw new AppError('query.noRing')
    const [west, south, east, north] = box
    return {
      ring: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ] as const,
    }
  }
  if (of.kind === 'drawn') {
    if (!session.selection?.within) throw new AppError('query.noRing')
    return { ring: session.selection.within }
  }
  await app.loadColumns(of.layer)
  signal.throwIfAborted()
  const other = project.layers[of.layer]
  if (!other) throw new AppError('layer.unknown', { layer: of.layer })
  if (of.scope === 'selection') {
    if (session.selection?.layer !== of.layer) throw new AppError('query.noSelection', { layer: other.title.zh })
    return { table: other.table, rows: Uint32Array.from(session.selection.rows) }
  }
  const isFiltered = of.scope === 'filter' && other.filter.length > 0
  return {
    table: other.table,
    rows: isFiltered ? await app.tiles.filterRows({ table: other.table, filter: other.filter }, { signal }) : null,
  }
}
