import type { App } from '../../app/app.ts'
import type { LayerId } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import { frameRing, type MapFrame } from '../../core/print/map-frame.ts'
import { gridFrames, MOST_PAGES, type SeriesPage } from '../../core/print/page-series.ts'
import type { Locale } from '../../core/text.ts'
import type { LngLatBox } from '../../workers/tiles-api.ts'
import { featureName } from '../card/feature-text.ts'
import { type Covered, frameClearOf } from './clear-frame.ts'
import { fitBox, metresOf } from './start-frame.ts'

/** What the pages of a sheet are. */
export interface SeriesChoice {
  readonly kind: 'single' | 'features' | 'grid'
  /** of a page a feature: each at the scale that it fits, else all at the typed one */
  readonly isFitted: boolean
  readonly hasIndex: boolean
}
export interface SheetPage extends SeriesPage {
  readonly number: number
  readonly of: number
  /** is outlined */
  readonly feature?: { readonly layer: LayerId; readonly row: number }
  /** of the index: the pages that it shows */
  readonly shows?: readonly SeriesPage[]
}

export interface SeriesRequest {
  readonly choice: SeriesChoice
  /** paper, system and scale of each page; its middle counts for none */
  readonly like: MapFrame
  /** what is selected; of a grid: what it covers, null: the district */
  readonly selection: { readonly layer: LayerId; readonly rows: readonly number[] } | null
  readonly indexName: string
  readonly locale: Locale
  readonly covered: Covered
}

/** The pages of a series, the index first. @throws AppError print.seriesTooMany, print.seriesEmpty */
export async function seriesPages(app: App, request: SeriesRequest, signal: AbortSignal): Promise<readonly SheetPage[]> {
  const { choice, like, indexName } = request
  const bodies = choice.kind === 'features' ? await featurePages(app, request, signal) : await gridPages(app, request, signal)
  if (bodies.length === 0) throw new AppError('print.seriesEmpty', {})
  const index = choice.hasIndex && bodies.length > 1 ? [{ name: indexName, frame: frameAround(bodies, like), shows: bodies }] : []
  const all = [...index, ...bodies]
  return all.map((page, i) => ({ ...page, number: i + 1, of: all.length }))
}

type Body = Omit<SheetPage, 'number' | 'of'>

async function featurePages(
  app: App,
  { choice, like, selection, locale, covered }: SeriesRequest,
  signal: AbortSignal,
): Promise<Body[]> {
  if (!selection) return []
  if (selection.rows.length > MOST_PAGES) throw tooMany(selection.rows.length)
  const layer = app.store.getState().project.layers[selection.layer]
  const table = await app.loadTable(layer.id)
  const pages: Body[] = []
  for (const row of selection.rows) {
    const box = await app.tiles.bounds({ table: layer.table, rows: Uint32Array.of(row) }, { signal })
    if (!box) continue
    const frame = await frameClearOf(like, metresOf(like.crs, box), choice.isFitted, covered, signal)
    pages.push({ name: featureName(layer, table, row, locale) ?? String(row + 1), frame, feature: { layer: layer.id, row } })
  }
  return pages
}

/** Sheets of the grid on which a visible layer has anything. */
async function gridPages(app: App, { like, selection }: SeriesRequest, signal: AbortSignal): Promise<Body[]> {
  const { project } = app.store.getState()
  const chosen = selection ? project.layers[selection.layer] : null
  const box =
    (chosen &&
      selection &&
      (await app.tiles.bounds({ table: chosen.table, rows: Uint32Array.from(selection.rows) }, { signal }))) ||
    app.config.district.extent
  const pages = gridFrames({ ...like, turnDeg: 0 }, metresOf(like.crs, box))
  // most of a grid over a district lies beside it, but not that much
  if (pages.length > 10 * MOST_PAGES) throw tooMany(pages.length)
  const layers = Object.values(project.layers).filter(
    ({ id, visible, role, geometry }) =>
      visible &&
      role === 'data' &&
      ['polygon', 'line', 'point'].includes(geometry) &&
      // one that is not here yet has nothing to say
      (app.tableOf(id) || app.rangedOf(id)),
  )
  const seen: Body[] = []
  for (const page of pages) {
    if (await hasAnything(app, layers, page.frame, signal)) seen.push(page)
    if (seen.length > MOST_PAGES) throw tooMany(seen.length)
  }
  return seen
}
async function hasAnything(
  app: App,
  layers: readonly { readonly table: string; readonly filter: Parameters<App['tiles']['select']>[0]['filter'] }[],
  frame: MapFrame,
  signal: AbortSignal,
): Promise<boolean> {
  const ring = frameRing(frame)
  for (const { table, filter } of layers) {
    // one that cannot be read now stops the series: its sheets would be missing without a word
    const rows = await app.tiles.select({ table, filter, ring }, { signal })
    if (rows.length > 0) return true
  }
  return layers.length === 0
}

function tooMany(pages: number) {
  return new AppError('print.seriesTooMany', { pages, most: MOST_PAGES })
}

/** A frame of the same paper in which all the pages have room. */
function frameAround(pages: readonly SeriesPage[], like: MapFrame): MapFrame {
  const boxes = pages.map(({ frame }) => {
    const ring = frameRing(frame)
    const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
    return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)] as const
  })
  const box: LngLatBox = [
    Math.min(...boxes.map((each) => each[0])),
    Math.min(...boxes.map((each) => each[1])),
    Math.max(...boxes.map((each) => each[2])),
    Math.max(...boxes.map((each) => each[3])),
  ]
  return { ...like, turnDeg: 0, ...fitBox(like.crs, box, like.widthMm, like.heightMm) }
}
