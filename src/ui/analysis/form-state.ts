import { isOfResult } from '../../app/made-layer.ts'
import type { Layer, LayerId, Project, Session } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { FieldsParam, GridParam, LayerParam, LayersParam, Parameters, StoredValue } from '../../core/params.ts'
import { type Column, type FieldInfo, findColumn, type Table } from '../../core/table.ts'

export type FormValues = Readonly<Record<string, StoredValue>>
/** Rows of a layer, read or not; null: nobody knows yet. */
export type CountOf = (layer: LayerId) => number | null

/** A field that a parameter may take. */
export interface FieldChoice {
  readonly name: string
  readonly info: FieldInfo | undefined
  readonly type: Column['type']
}

/** How a summary is usually wanted: by town, then by land class, then by ownership. */
const GROUPING_ROLES: readonly FieldInfo['role'][] = ['town', 'landClass', 'ownership']
const DEFAULT_LEVELS = 2

export function layersFor(param: LayerParam | LayersParam | GridParam, project: Project): Layer[] {
  const ordered = project.tree.flatMap((group) => group.layers).flatMap((id) => project.layers[id] ?? [])
  if (param.kind === 'grid') return ordered.filter((layer) => layer.grid)
  return ordered.filter(
    (layer) => !layer.grid && !layer.overlay && (param.geometry === 'any' || layer.geometry === param.geometry),
  )
}

/**
 * The layer a person most likely means: what is selected, what the card shows, else a visible one that knows its land classes. Beside
 * another layer of the same form it is one like it, seen or not, where the parameter wants that; else the smallest that is seen, which
 * is a zoning and not the parcels.
 */
export function defaultLayer(
  param: LayerParam,
  project: Project,
  session: Session,
  countOf: CountOf,
  used: readonly StoredValue[] = [],
): LayerId {
  const layers = layersFor(param, project)
  const first = used.map((id) => project.layers[String(id)]).find((layer) => layer !== undefined)
  if (first) {
    const others = layers.filter(({ id, role }) => !used.includes(id) && role === 'data')
    const rolesOf = ({ fields }: Layer) => fields.flatMap(({ role }) => role ?? [])
    const rows = ({ id }: Layer) => countOf(id) ?? 0
    const share = (layer: Layer) => Math.min(rows(layer), rows(first)) / Math.max(1, rows(layer), rows(first))
    // fields in common, and as many features: an extract of the same fields is no epoch
    const likeness = (layer: Layer) => rolesOf(layer).filter((role) => rolesOf(first).includes(role)).length + 10 * share(layer)
    const alike = param.isAlike ? others.toSorted((a, b) => likeness(b) - likeness(a))[0] : smallestSeen(others, countOf)
    const other = alike ?? others[0]
    if (other) return other.id
  }
  const hit = session.card?.hits[session.card.open ?? 0]?.layer
  const meant = [session.selection?.layer, hit].find((id) => layers.some((layer) => layer.id === id))
  if (meant) return meant
  // the result of an earlier run stands on top of all others, and is seldom what the next one is of
  const own = layers.filter((layer) => !isOfResult(layer))
  const knowsClasses = (layer: Layer) => layer.fields.some((field) => field.role === 'landClass')
  const visible = own.filter((layer) => layer.visible && layer.role === 'data')
  return (visible.find(knowsClasses) ?? visible[0] ?? own.find(knowsClasses) ?? own[0] ?? layers[0])?.id ?? ''
}

function smallestSeen(layers: readonly Layer[], countOf: CountOf): Layer | undefined {
  const sizeOf = ({ id }: Layer) => countOf(id) ?? Number.POSITIVE_INFINITY
  return layers.filter(({ visible }) => visible).toSorted((a, b) => sizeOf(a) - sizeOf(b))[0]
}

function defaultLayers(param: LayersParam, project: Project, countOf: CountOf, used: readonly StoredValue[]): readonly LayerId[] {
  const free = layersFor(param, project).filter(({ id, role }) => role === 'data' && !used.includes(id))
  const best = smallestSeen(free, countOf)
  return best ? [best.id] : []
}

/** A raster that is seen, else any. */
function defaultGrid(param: GridParam, project: Project): LayerId {
  const grids = layersFor(param, project)
  return (grids.find(({ visible }) => visible) ?? grids[0])?.id ?? ''
}

/** The layers that parameter `of` names, each with its table once that is here. */
export interface FieldSource {
  readonly layer: Layer
  readonly table: Table | null
}

export function fieldSources(
  { of }: { readonly of: string },
  values: FormValues,
  project: Project,
  tableOf: (layer: LayerId) => Table | null,
): FieldSource[] {
  return [values[of]].flat().flatMap((id) => {
    const layer = project.layers[String(id)]
    return layer ? [{ layer, table: tableOf(layer.id) }] : []
  })
}

/** Fields of any of the layers that `param` may take, in the tables' order; those with a description first. */
export function fieldChoices(param: FieldsParam, sources: readonly FieldSource[]): FieldChoice[] {
  const choices: FieldChoice[] = []
  for (const { layer, table } of sources) {
    for (const { name, type } of table?.columns ?? []) {
      if (!param.types.includes(type) || choices.some((choice) => choice.name === name)) continue
      choices.push({ name, type, info: layer.fields.find((field) => field.name === name) })
    }
  }
  return [...choices.filter((choice) => choice.info), ...choices.filter((choice) => !choice.info)]
}

function defaultFields(param: FieldsParam, choices: readonly FieldChoice[]): readonly string[] {
  const withRole = (role: FieldInfo['role']) => choices.find((choice) => choice.info?.role === role)?.name
  if (param.roles) return param.roles.flatMap((role) => withRole(role) ?? []).slice(0, param.max)
  if (param.max === 1 && param.types.every((type) => type === 'number')) {
    const registered = withRole('registeredAreaM2')
    return registered ? [registered] : param.min > 0 ? choices.slice(0, 1).map((choice) => choice.name) : []
  }
  const wanted = Math.min(param.max, Math.max(param.min, DEFAULT_LEVELS))
  const byRole = GROUPING_ROLES.map(withRole).filter((name) => name !== undefined)
  const coded = choices.filter((choice) => choice.info?.codes).map((choice) => choice.name)
  const found = [...new Set([...byRole, ...coded])].slice(0, wanted)
  return found.length >= param.min ? found : choices.slice(0, param.min).map((choice) => choice.name)
}

/** Values of a fresh form; parameters that need a table that is not loaded yet stay absent. */
export function initialValues(
  params: Parameters,
  project: Project,
  session: Session,
  countOf: CountOf,
  tableOf: (layer: LayerId) => Table | null,
): FormValues {
  const values: Record<string, StoredValue> = {}
  for (const [name, param] of Object.entries(params))
    if (param.kind === 'layer') values[name] = defaultLayer(param, project, session, countOf, Object.values(values))
    else if (param.kind === 'layers') values[name] = defaultLayers(param, project, countOf, Object.values(values))
    else if (param.kind === 'grid') values[name] = defaultGrid(param, project)
    else if (param.kind !== 'fields') values[name] = param.initial
  return withFields(params, values, project, tableOf)
}

/**
 * What was asked last, so that a question is changed and not typed again; null where a layer of it is gone, or something of another
 * layer is meant now.
 */
export function lastValues(
  { id, version, params }: Pick<Analysis, 'id' | 'version' | 'params'>,
  project: Project,
  session: Session,
): FormValues | null {
  const run = project.runs.find(({ analysis, analysisVersion }) => analysis === id && analysisVersion === version)
  if (!run) return null
  const layerParams = Object.entries(params).filter(([, { kind }]) => kind === 'layer' || kind === 'layers' || kind === 'grid')
  if (layerParams.some(([name]) => [run.values[name]].flat().some((layer) => !project.layers[String(layer)]))) return null
  const meant = session.selection?.layer ?? session.card?.hits[session.card.open ?? 0]?.layer
  const [first] = layerParams
  const isOther = first && meant !== undefined && meant !== run.values[first[0]]
  const canBeMeant = first?.[1].kind === 'layer' && layersFor(first[1], project).some((layer) => layer.id === meant)
  if (isOther && canBeMeant) return null
  return Object.fromEntries(Object.keys(params).flatMap((name) => (name in run.values ? [[name, run.values[name]]] : [])))
}

/** Fills the field parameters whose layers are loaded, and replaces names that none of them has. */
export function withFields(
  params: Parameters,
  values: FormValues,
  project: Project,
  tableOf: (layer: LayerId) => Table | null,
): FormValues {
  const filled: Record<string, StoredValue> = { ...values }
  for (const [name, param] of Object.entries(params)) {
    if (param.kind !== 'fields') continue
    const sources = fieldSources(param, values, project, tableOf)
    if (sources.length === 0 || sources.some(({ table }) => !table)) continue
    const chosen = fieldsOf(values[name])
    const isKnown = (field: string) => sources.some(({ table }) => table && findColumn(table, field))
    const isLacking = chosen === null || chosen.length < param.min
    if (isLacking || !chosen.every(isKnown)) filled[name] = defaultFields(param, fieldChoices(param, sources))
  }
  return filled
}

function fieldsOf(value: StoredValue | undefined): readonly string[] | null {
  return Array.isArray(value) ? (value as readonly string[]) : null
}

/** What keeps the form from running, as codes that i18n knows; empty: it may run. */
export function missing(params: Parameters, values: FormValues, project: Project): { param: string; code: MissingCode }[] {
  const found: { param: string; code: MissingCode }[] = []
  for (const [name, param] of Object.entries(params)) {
    const value = values[name]
    if (param.kind === 'layer' && !project.layers[String(value)]) found.push({ param: name, code: 'layer' })
    if (param.kind === 'layers' && !isListOf(value, param.min, (id) => id in project.layers))
      found.push({ param: name, code: 'layer' })
    if (param.kind === 'grid' && !project.layers[String(value)]?.grid) found.push({ param: name, code: 'grid' })
    if (param.kind === 'fields' && (fieldsOf(value)?.length ?? -1) < param.min) found.push({ param: name, code: 'fields' })
    if (param.kind === 'number' && !isWithin(value, param.min, param.max)) found.push({ param: name, code: 'number' })
  }
  return found
}
export type MissingCode = 'layer' | 'grid' | 'fields' | 'number'

function isListOf(value: StoredValue | undefined, min: number, isKnown: (id: string) => boolean): boolean {
  return Array.isArray(value) && value.length >= min && (value as readonly string[]).every(isKnown)
}
function isWithin(value: StoredValue | undefined, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): boolean {
  return typeof value === 'number' && value >= min && value <= max
}
