import { AppError } from '../core/errors.ts'
import { expressionCondition } from '../core/expression/expression-condition.ts'
import { schemaOf } from '../core/expression/table-schema.ts'
import { groupExpression } from '../core/query/conditions.ts'
import { type FixedPlace, type FixedRule, placeCondition } from '../core/query/place-condition.ts'
import type { Question, SpatialRule } from '../core/query/question.ts'
import { formatRows, parseRows } from '../core/row-ranges.ts'
import type { Condition } from '../core/symbology.ts'
import { AREA_FIELD, findColumn, type Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import type { Layer, LayerId } from './state.ts'

export interface Answer {
  /** that the layer's filter leaves and that meet the question, ascending */
  readonly rows: Uint32Array
  /** the conditions over fields; null: none */
  readonly condition: Condition | null
  /** the places, as they were when asked */
  readonly places: readonly FixedRule[]
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
  const places = question.spatial.map((rule) => fixedRule(app, rule))
  if (places.length === 0) return { condition, places, rows: await app.tiles.filterRows({ table: layer.table, filter }, watch) }
  return { condition, places, rows: await askPlaces(app, layer, filter, places, watch) }
}

/** A rule with what it is about as it is now. */
function fixedRule(app: App, { of, ...rule }: SpatialRule): FixedRule {
  const { project, session } = app.store.getState()
  if (of.kind === 'view') {
    const box = app.map?.bounds()
    if (!box) throw new AppError('query.noRing')
    const [west, south, east, north] = box
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ] as const
    return { ...rule, of: { kind: 'ring', was: 'view', ring } }
  }
  if (of.kind === 'ring') return { ...rule, of: { kind: 'ring', was: 'drawn', ring: of.ring } }
  if (of.kind === 'drawn') {
    if (!session.selection?.within) throw new AppError('query.noRing')
    return { ...rule, of: { kind: 'ring', was: 'drawn', ring: session.selection.within } }
  }
  if (of.scope !== 'selection') return { ...rule, of: { kind: 'layer', layer: of.layer, scope: of.scope } }
  const other = project.layers[of.layer]
  if (session.selection?.layer !== of.layer) throw new AppError('query.noSelection', { layer: other?.title.zh ?? of.layer })
  const rows = [...session.selection.rows].sort((a, b) => a - b)
  return { ...rule, of: { kind: 'rows', layer: of.layer, rows: formatRows(rows) } }
}

/** Rows that the filter leaves and for which all rules hold, ascending. */
async function askPlaces(
  app: App,
  layer: Layer,
  filter: readonly Condition[],
  rules: readonly FixedRule[],
  watch: Watch,
): Promise<Uint32Array> {
  const answers: Uint32Array[] = []
  for (const [i, { of, ...question }] of rules.entries()) {
    const found = await app.tiles.spatialRows(
      { table: layer.table, filter, question, other: await otherOf(app, of, watch.signal) },
      { signal: watch.signal, onProgress: (share) => watch.onProgress?.((i + share) / rules.length) },
    )
    answers.push(found)
  }
  const [first, ...others] = answers
  const sets = others.map((each) => new Set(each))
  return first.filter((row) => sets.every((each) => each.has(row)))
}

async function otherOf(app: App, of: FixedPlace, signal: AbortSignal) {
  if (of.kind === 'ring') return { ring: of.ring }
  const table = await app.loadColumns(of.layer)
  signal.throwIfAborted()
  const other = app.store.getState().project.layers[of.layer]
  if (!other) throw new AppError('layer.unknown', { layer: of.layer })
  if (of.kind === 'rows') return { table: other.table, rows: Uint32Array.from(parseRows(of.rows, table.length + 1) ?? []) }
  const isFiltered = of.scope === 'filter' && other.filter.length > 0
  return {
    table: other.table,
    rows: isFiltered ? await app.tiles.filterRows({ table: other.table, filter: other.filter }, { signal }) : null,
  }
}

/**
 * What places find, as a condition that stays: asked of all rows of the layer, so that it holds whichever other conditions come and go.
 * @throws AppError layer.unknown, query.filterTooLong
 */
export async function conditionOfPlaces(
  app: App,
  id: LayerId,
  rules: readonly FixedRule[],
  words: Text,
  watch: Watch,
): Promise<Condition> {
  const { length } = await app.loadColumns(id)
  const { layers } = app.store.getState().project
  const layer = layers[id]
  if (!layer) throw new AppError('layer.unknown', { layer: id })
  const rows = await askPlaces(app, layer, [], rules, watch)
  const asked = [id, ...rules.flatMap(({ of }) => (of.kind === 'ring' ? [] : [of.layer]))]
  const tables = Object.fromEntries(asked.flatMap((each) => (layers[each] ? [[each, layers[each].table]] : [])))
  return { field: '', values: [], place: placeCondition({ rules, words, tables }, rows, length) }
}
