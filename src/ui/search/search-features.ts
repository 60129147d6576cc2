import type { App } from '../../app/app.ts'
import type { Layer } from '../../app/state.ts'
import type { FieldInfo } from '../../core/table.ts'
import type { SearchTarget } from '../../workers/tiles-api.ts'
import { englishNameField } from '../card/feature-text.ts'

const ROLES: readonly FieldInfo['role'][] = ['unitCode', 'holder', 'location', 'name', 'id']
const LIMIT = 30

export interface FeatureHit {
  readonly layer: Layer
  readonly row: number
  readonly field: FieldInfo
  readonly value: string
}
export interface FeatureSearch {
  readonly hits: readonly FeatureHit[]
  /** more were found than these */
  readonly hasMore: boolean
  readonly searched: readonly { readonly layer: Layer; readonly fields: readonly FieldInfo[] }[]
  /** layers whose table could not be had */
  readonly failed: readonly Layer[]
}

export function searchFields(layer: Layer): readonly FieldInfo[] {
  const english = englishNameField(layer)
  const known = layer.fields.filter(({ name, role }) => (role && ROLES.includes(role)) || name === english)
  // imported layers know no roles: their described text is all there is
  return known.length > 0 || !layer.receipt ? known : layer.fields
}

/** Asks every data layer, visible or not; tables that are not here yet are fetched first. Layers read as needed are asked by their codes and by the fields that can be read alone. */
export async function searchFeatures(app: App, text: string, signal: AbortSignal): Promise<FeatureSearch> {
  const { layers, tree } = app.store.getState().project
  const asked = tree
    .flatMap((group) => group.layers)
    .map((id) => layers[id])
    .filter((layer) => layer && layer.role === 'data' && !layer.grid && !layer.overlay)
    .map((layer) => ({ layer, fields: searchFields(layer) }))
    .filter(({ fields }) => fields.length > 0)
  const loaded = await Promise.allSettled(asked.map(({ layer }) => app.showLayer(layer.id)))
  signal.throwIfAborted()
  const known = asked.map(({ layer, fields }, index) => ({
    layer,
    fields: loaded[index].status === 'rejected' ? [] : app.rangedOf(layer.id) ? inOrder(app, layer, fields) : fields,
  }))
  const searched = known.filter(({ fields }) => fields.length > 0)
  // a file of codes that cannot be read may leave some of the fields out
  const failed = known
    .filter(({ layer, fields }, i) => fields.length < asked[i].fields.length && (fields.length === 0 || hasUnread(app, layer)))
    .map(({ layer }) => layer)
  const targets: SearchTarget[] = searched.map(({ layer, fields }) => ({
    table: layer.table,
    fields: fields.map(({ name }) => name),
    filter: layer.filter,
  }))
  const found = await app.tiles.search({ text, targets, limit: LIMIT + 1 }, { signal })
  const hits = found.slice(0, LIMIT).flatMap((hit): FeatureHit[] => {
    const target = searched.find(({ layer }) => layer.table === hit.table)
    const field = target?.fields.find(({ name }) => name === hit.field)
    return target && field ? [{ layer: target.layer, row: hit.row, field, value: hit.value }] : []
  })
  return { hits, hasMore: found.length > LIMIT, searched, failed }
}

const hasUnread = (app: App, { id }: Layer) => (app.rangedOf(id)?.unread.length ?? 0) > 0

/** Fields of which the codes are written in order beside the layer, or that can be read by themselves. */
function inOrder(app: App, layer: Layer, fields: readonly FieldInfo[]): readonly FieldInfo[] {
  const entry = app.catalog.layers.find(({ id }) => id === layer.id)
  const codes = entry?.kind === 'table' ? entry.codes : null
  const far = app.rangedOf(layer.id)
  const names = codes && !far?.unread.includes(codes.file) ? codes.fields : []
  const alone = far?.fieldBytes ?? {}
  return fields.filter(({ name }) => names.includes(name) || name in alone)
}
