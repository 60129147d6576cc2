import type { App } from '../../app/app.ts'
import { BLANK_BASEMAP, initialProject, OWN_BASEMAP } from '../../app/initial.ts'
import { isOnHolder, linkContent } from '../../app/link.ts'
import type { Layer, State } from '../../app/state.ts'
import type { Locale, Text } from '../../core/text.ts'
import { marks } from '../../i18n/marks.ts'
import { shareText } from '../../i18n/share.ts'
import { shellText } from '../../i18n/shell.ts'
import { type TextValues, t } from '../../i18n/t.ts'

export interface ShareContent {
  readonly hash: string
  readonly carries: readonly string[]
  readonly stays: readonly string[]
  /** a project file takes along something of what stays */
  readonly isForProject: boolean
}

/** The link of the present state, in words: what it takes along and what it leaves here. */
export function shareContent(
  { config, catalog }: Pick<App, 'config' | 'catalog'>,
  { project, session }: State,
  locale: Locale,
): ShareContent {
  const say = (text: Text, values?: TextValues) => t(text, locale, values)
  const shipped = initialProject(catalog)
  const { hash, hasFilters, hasSelection } = linkContent(project, session, {
    project: shipped,
    session: { locale: config.locale },
  })
  const layers = Object.values(project.layers)
  const { measurements = [], bookmarks = [], queries = [], dashboards = {} } = project
  const own = layers.filter(({ id }) => !shipped.layers[id])
  const known = layers.filter(({ id }) => shipped.layers[id])
  const seen = known.filter(
    ({ id, visible, opacity }) => shipped.layers[id].visible !== visible || shipped.layers[id].opacity !== opacity,
  )
  const conditions = known.flatMap(({ filter, fields }) =>
    filter.filter(({ place }) => !place).map((condition) => isOnHolder(condition, fields)),
  )
  const hasPlaces = known.some(({ filter }) => filter.some(({ place }) => place))
  const open = conditions.filter((isHolder) => !isHolder).length
  const basemapTitle = (id: string) =>
    id === OWN_BASEMAP
      ? shellText.basemapOwn
      : id === BLANK_BASEMAP
        ? shellText.basemapBlank
        : (config.basemaps.find((each) => each.id === id)?.title ?? shellText.basemap)
  const selected = session.selection?.rows.length ?? 0
  const isLocal = session.selection !== null && !shipped.layers[session.selection.layer]
  const edited = layers.filter(({ edits }) => edits !== null).length
  const hasLooks =
    known.some(({ id, ...layer }) => lookOf(layer) !== lookOf(shipped.layers[id])) ||
    JSON.stringify(project.tree.map((group) => group.layers)) !== JSON.stringify(shipped.tree.map((group) => group.layers))
  const lines = (entries: readonly (readonly [boolean, string])[]) => entries.flatMap(([isSo, words]) => (isSo ? [words] : []))
  const forProject = lines([
    [own.length > 0, say(shareText.imported, { layers: own.map(({ title }) => title[locale]).join(say(marks.list)) })],
    [edited > 0, say(shareText.edits, { n: edited })],
    [hasLooks, say(shareText.looks)],
    [measurements.length > 0, say(shareText.measurements, { n: measurements.length })],
    [bookmarks.length > 0, say(shareText.bookmarks, { n: bookmarks.length })],
    [queries.length > 0, say(shareText.queries, { n: queries.length })],
    [Object.keys(dashboards).length > 0, say(shareText.dashboards)],
    [project.runs.length > 0, say(shareText.runs, { n: project.runs.length })],
    [conditions.includes(true), say(shareText.holders)],
    [hasPlaces, say(shareText.places)],
    [open > 0 && !hasFilters, say(shareText.longFilters)],
    [selected > 0 && isLocal, say(shareText.localSelection)],
    [selected > 0 && !isLocal && !hasSelection, say(shareText.longSelection, { n: selected })],
  ])
  // neither a link nor a file takes these
  const alwaysHere = lines([[Object.keys(session.basemapKeys).length > 0, say(shareText.keys)]])
  return {
    hash,
    carries: lines([
      [true, say(shareText.view)],
      [seen.length > 0, say(shareText.layers, { n: seen.length })],
      [project.basemap !== shipped.basemap, say(shareText.basemap, { basemap: say(basemapTitle(project.basemap)) })],
      [hasFilters, say(shareText.filters, { n: open })],
      [hasSelection, say(shareText.selection, { n: selected })],
      [session.locale !== config.locale, say(shareText.language)],
    ]),
    stays: [...forProject, ...alwaysHere],
    isForProject: forProject.length > 0,
  }
}

function lookOf({ symbology, label, grid }: Pick<Layer, 'symbology' | 'label' | 'grid'>): string {
  return JSON.stringify([symbology, label, grid])
}
