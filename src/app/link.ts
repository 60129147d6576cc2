import { hasOtherRows } from '../core/edits/edits.ts'
import { formatRows, parseRows } from '../core/row-ranges.ts'
import type { Condition } from '../core/symbology.ts'
import { type PackOrder, parseOrder } from './pack-order.ts'
import type { Layer, Project, Session, TableId } from './state.ts'
import { baseTableId } from './table-ids.ts'

/** What a link may carry (never data, keys, names of persons or of files). Every part is validated alone; a bad part is left out. */
export interface LinkState {
  readonly view?: Session['view']
  readonly locale?: Session['locale']
  readonly basemap?: string
  /** layers in view: visibility and opacity by id; a shipped layer that the link does not name keeps its default */
  readonly layers?: readonly { readonly id: string; readonly visible: boolean; readonly opacity: number }[]
  /** how many layers of the sender's own device were seen */
  readonly local?: number
  /** by layer */
  readonly filters?: Readonly<Record<string, readonly Condition[]>>
  /** rows of a table, by the name that its content gives it */
  readonly selection?: { readonly table: TableId; readonly rows: readonly number[] }
  /** opens field mode: for a code or an icon that an office hands to its officers */
  readonly field?: true
  /** layers that the sender asks to take offline */
  readonly order?: PackOrder
  /** parts that could not be read: said, not passed over */
  readonly skipped?: readonly string[]
}

const VERSION = '1'
/** Longer links are cut by messengers and refused by servers on the way. */
export const MOST_CHARACTERS = 2000
/** of a selection, and of all filters; what is longer travels in a project file */
const MOST_OF = { selection: 700, filters: 700 }
const MOST_ROWS = 20_000

function parseView(text: string | null): LinkState['view'] | undefined {
  const match = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? '')
  if (!match) return undefined
  const [zoom, lat, lng] = match.slice(1).map(Number)
  return zoom <= 24 && Math.abs(lat) <= 85.06 && Math.abs(lng) <= 180 ? { zoom, lat, lng } : undefined
}

function parseLayers(text: string | null): LinkState['layers'] | undefined {
  if (!text) return undefined
  const layers = text.split(';').flatMap((part) => {
    const match = /^([a-z][a-z0-9-]*),([01])(?:,(0?\.\d+|[01]))?$/.exec(part)
    return match ? [{ id: match[1], visible: match[2] === '1', opacity: match[3] === undefined ? 1 : Number(match[3]) }] : []
  })
  return layers.length > 0 ? layers : undefined
}

/** An empty word, which would not be seen between the signs. */
const EMPTY = '%00'
/**
 * `parcels:DLBM.0305~0306;parcels:QSXZ.10`; a range is `parcels:TBMJ$500~` and an expression `parcels:$kept~written`. Each word is
 * percent-encoded by itself.
 */
function parseFilters(text: string | undefined): LinkState['filters'] | undefined {
  if (!text) return undefined
  const filters: Record<string, Condition[]> = {}
  for (const part of text.split(';')) {
    const match = /^([a-z][a-z0-9-]*):([^.$]*)([.$])(.*)$/.exec(part)
    const condition = match && parseCondition(match[2], match[3] === '$', match[4])
    if (!match || !condition) return undefined
    filters[match[1]] = [...(filters[match[1]] ?? []), condition]
  }
  return filters
}
function parseCondition(name: string, isSpecial: boolean, rest: string): Condition | null {
  const words = [name, ...(rest === '' ? [] : rest.split('~'))].map(decoded)
  if (words.includes(null)) return null
  const [field, ...values] = words as string[]
  if (!isSpecial) return field === '' ? null : { field, values }
  if (values.length !== 2) return null
  if (field === '') return { field, values: [], expression: values[0], written: values[1] }
  const [min, max] = values.map((word) => (word === '' ? null : Number(word)))
  return [min, max].every((bound) => bound === null || Number.isFinite(bound)) ? { field, values: [], range: { min, max } } : null
}
function decoded(word: string): string | null {
  if (word === EMPTY) return ''
  try {
    return decodeURIComponent(word)
  } catch {
    return null
  }
}
/** `.`, `~`, `;` and `:` part words, so inside them they are written as codes. */
function encoded(word: string): string {
  return !word ? EMPTY : encodeURIComponent(word).replace(/[.~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `table:0-4~9`, rows in base 36 */
function parseSelection(text: string | undefined): LinkState['selection'] | undefined {
  const match = /^([^:]+):([0-9a-z~-]+)$/.exec(text ?? '')
  const table = match && decoded(match[1])
  if (!match || !table) return undefined
  const rows = parseRows(match[2], MOST_ROWS)
  return rows ? { table, rows } : undefined
}

/** @param hash location.hash, with or without '#' */
export function parseLink(hash: string): LinkState {
  const text = hash.replace(/^#/, '')
  const parameters = new URLSearchParams(text)
  if (parameters.get('v') !== VERSION) return {}
  // words of filters hold codes of the signs that part them, which must not be read too early
  const raw = (key: string) =>
    text
      .split('&')
      .find((part) => part.startsWith(`${key}=`))
      ?.slice(key.length + 1)
  const locale = parameters.get('lang')
  const basemap = parameters.get('base')
  const link: LinkState = {
    ...definite('view', parseView(parameters.get('map'))),
    ...((locale === 'zh' || locale === 'en') && { locale }),
    ...(basemap && /^[a-z0-9-]+$/.test(basemap) && { basemap }),
    ...definite('layers', parseLayers(parameters.get('l'))),
    ...definite('filters', parseFilters(raw('f'))),
    ...(/^[1-9]\d{0,2}$/.test(parameters.get('loc') ?? '') && { local: Number(parameters.get('loc')) }),
    ...definite('selection', parseSelection(raw('sel'))),
    ...(parameters.get('ui') === 'field' && { field: true as const }),
    ...definite('order', parseOrder(parameters)),
  }
  const skipped = [...new Set(parameters.keys())].filter((key) => key !== 'v' && !(PARTS[key] && link[PARTS[key]] !== undefined))
  return { ...link, ...(skipped.length > 0 && { skipped }) }
}
const PARTS: Readonly<Record<string, Exclude<keyof LinkState, 'skipped'> | undefined>> = {
  map: 'view',
  lang: 'locale',
  base: 'basemap',
  l: 'layers',
  f: 'filters',
  loc: 'local',
  sel: 'selection',
  ui: 'field',
  take: 'order',
  area: 'order',
  until: 'order',
}
function definite<K extends keyof LinkState>(key: K, value: LinkState[K]): Partial<LinkState> {
  return value === undefined ? {} : { [key]: value }
}

/** What of the work a link takes along and what stays here. */
export interface LinkContent {
  readonly hash: string
  readonly hasFilters: boolean
  readonly hasSelection: boolean
}

/** Only what differs from `initial` is written; decimals by zoom: 5 (about 1 m) from zoom 14. */
export function formatLink(
  project: Project,
  session: Pick<Session, 'view' | 'locale' | 'selection' | 'field'>,
  initial: { readonly project: Project; readonly session: Pick<Session, 'locale'> },
): string {
  return linkContent(project, session, initial).hash
}

export function linkContent(
  project: Project,
  session: Pick<Session, 'view' | 'locale' | 'selection' | 'field'>,
  initial: { readonly project: Project; readonly session: Pick<Session, 'locale'> },
): LinkContent {
  const { zoom, lat, lng } = session.view
  const digits = zoom >= 14 ? 5 : 4
  const parts = [`v=${VERSION}`, `map=${zoom.toFixed(2)}/${lat.toFixed(digits)}/${lng.toFixed(digits)}`]
  if (project.basemap !== initial.project.basemap) parts.push(`base=${project.basemap}`)
  const changed = Object.values(project.layers).filter((layer) => {
    const shipped = initial.project.layers[layer.id]
    return shipped && (shipped.visible !== layer.visible || shipped.opacity !== layer.opacity)
  })
  if (changed.length > 0) {
    const layers = changed.map(
      ({ id, visible, opacity }) => `${id},${visible ? 1 : 0}${opacity === 1 ? '' : `,${Number(opacity.toFixed(2))}`}`,
    )
    parts.push(`l=${layers.join(';')}`)
  }
  // they stay here, unnamed, but who opens the link is told that they are missing
  const local = localLayers(project, initial.project)
  if (local > 0) parts.push(`loc=${local}`)
  if (session.locale !== initial.session.locale) parts.push(`lang=${session.locale}`)
  const filters = Object.values(project.layers).flatMap((layer) => (initial.project.layers[layer.id] ? filterParts(layer) : []))
  const hasFilters = filters.length > 0 && filters.join(';').length <= MOST_OF.filters
  if (hasFilters) parts.push(`f=${filters.join(';')}`)
  const { selection } = session
  const layer = selection && initial.project.layers[selection.layer] ? project.layers[selection.layer] : undefined
  // the rows of an edited layer that was cut have numbers that only it knows
  const rows = selection && layer && !hasOtherRows(layer.edits) ? formatRows(selection.rows) : ''
  const hasSelection = rows !== '' && rows.length <= MOST_OF.selection
  if (layer && hasSelection) parts.push(`sel=${encodeURIComponent(baseTableId(layer.table))}:${rows}`)
  if (session.field) parts.push('ui=field')
  return { hash: `#${parts.join('&')}`, hasFilters, hasSelection }
}

/** Visible layers that this deployment did not ship. */
export function localLayers({ layers }: Project, shipped: Project): number {
  return Object.values(layers).filter(({ id, visible }) => visible && !shipped.layers[id]).length
}

/** A condition that tells the name of a person. */
export function isOnHolder({ field, expression }: Condition, fields: Layer['fields']): boolean {
  return fields.some(({ name, role }) => role === 'holder' && (name === field || expression?.includes(`[${name}]`)))
}

/** Conditions of a layer. Those on holders stay here: a link does not tell names of persons; so do places: they are lists of rows. */
function filterParts({ id, filter, fields }: Layer): string[] {
  return filter
    .filter((condition) => !condition.place && !isOnHolder(condition, fields))
    .map((condition) => `${id}:${conditionPart(condition)}`)
}
function conditionPart({ field, values, range, expression, written }: Condition): string {
  const bound = (value: number | null) => (value === null ? '' : String(value))
  if (expression !== undefined) return `$${encoded(expression)}~${encoded(written ?? expression)}`
  if (range) return `${encoded(field)}$${bound(range.min)}~${bound(range.max)}`
  return `${encoded(field)}.${values.map(encoded).join('~')}`
}

export function applyLink(project: Project, link: LinkState, basemaps: readonly string[]): Project {
  const layers = { ...project.layers }
  for (const { id, visible, opacity } of link.layers ?? []) if (layers[id]) layers[id] = { ...layers[id], visible, opacity }
  for (const [id, filter] of Object.entries(link.filters ?? {})) {
    const layer = layers[id]
    // the page's own address, read again: what it leaves out is not gone
    const isOwn = layer && filterParts({ ...layer, filter }).join() === filterParts(layer).join()
    if (layer && !isOwn) layers[id] = { ...layer, filter }
  }
  const basemap = link.basemap && basemaps.includes(link.basemap) ? link.basemap : project.basemap
  return { ...project, layers, basemap }
}
