import { useMemo, useRef } from 'react'
import type { App } from '../../app/app.ts'
import { OWN_BASEMAP } from '../../app/initial.ts'
import type { Project } from '../../app/state.ts'
import { turn } from '../../app/turn.ts'
import { createNames } from '../../core/print/layer-marks.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import { type Mark, type Page, wordsOf } from '../../core/print/marks.ts'
import { indexMarks } from '../../core/print/page-series.ts'
import { type Paper, paperFactor } from '../../core/print/paper.ts'
import { composeSheet, coveredBoxes, type SheetInput } from '../../core/print/sheet.ts'
import type { SheetFigures, SheetInset } from '../../core/print/sheet-extras.ts'
import { sheetFace } from '../../core/print/sheet-face.ts'
import type { SheetSettings } from '../../core/print/sheet-settings.ts'
import { chartWords } from '../../core/report-chart.ts'
import type { Locale } from '../../core/text.ts'
import { printText } from '../../i18n/print.ts'
import { t } from '../../i18n/t.ts'
import { useApp, useAppState, useLocale } from '../shell/app-context.ts'
import { type Loaded, useAsync } from '../shell/use-async.ts'
import { type PrintFonts, printFonts } from './font-files.ts'
import { type GatheredMap, type GatherOptions, gatherMap } from './gather-map.ts'
import { districtInset, featureOutline } from './over-marks.ts'
import type { SheetPage } from './series.ts'
import { sheetWords, type TypedWords } from './sheet-words.ts'

export interface SheetChoice {
  readonly settings: SheetSettings
  readonly frame: MapFrame
  readonly typed: TypedWords
  readonly logo: SheetInput['logo']
  readonly figures: SheetFigures | null
  /** of a series; null: the sheet is one */
  readonly page: SheetPage | null
}
/** What the layers put on a page, and what stands there besides. */
export interface PageMap {
  readonly map: GatheredMap
  /** the outline of the page's feature */
  readonly over: readonly Mark[]
  readonly inset: SheetInset | null
}
export interface ReadySheet {
  readonly map: GatheredMap
  /** all that moves with the ground */
  readonly face: readonly Mark[]
  readonly page: Page
  readonly fonts: PrintFonts
  /** letters that the typeface lacks */
  readonly missing: readonly string[]
}

export const paperOf = ({ size, isLandscape }: SheetSettings): Paper => ({ size, isLandscape })

/** Asks for all that a page shows. */
export async function gatherPage(
  app: App,
  project: Project,
  { settings, page }: Pick<SheetChoice, 'settings' | 'page'>,
  options: GatherOptions,
): Promise<PageMap> {
  const map = await gatherMap(app, project, options)
  return {
    map,
    over: page ? await featureOutline(app, page, options.signal) : [],
    inset: settings.parts.inset ? await districtInset(app, project, options.frame, options.locale, options.signal) : null,
  }
}

/** Everything a page consists of, from what the layers have on it to the words around. */
export async function makeSheet(app: App, gathered: PageMap, choice: SheetChoice, locale: Locale): Promise<ReadySheet> {
  // the screen's own work, the layout, and what the fonts take are pieces of work of their own
  await turn()
  const { settings, typed, logo, page: one } = choice
  const { map, inset } = gathered
  const paper = paperOf(settings)
  const title = one ? t(printText.seriesName, locale, { title: typed.title, name: one.name }) : typed.title
  const words = sheetWords(app.config, map, { ...typed, title }, locale)
  const pageLine = one ? t(printText.seriesPage, locale, { page: one.number, pages: one.of }) : ''
  // an index is there for its numbers: a legend and tables would lie over some of them
  const [legend, figures] = one?.shows ? [[], null] : [map.legend, choice.figures]
  const input = { paper, frame: map.frame, parts: settings.parts, words, legend, logo, inset, figures, pageLine }
  const names = map.names.flatMap(({ cut }) => cut.labels.map(({ text }) => text)).join('')
  const { table, chart } = figures ?? {}
  // laid out once by guess, to learn which letters it takes
  const letters =
    names +
    wordsOf(composeSheet({ ...input, map: [] }, (text, size) => text.length * size).marks) +
    legend.map(({ text }) => text).join('') +
    [table?.title ?? '', ...(table?.rows.flat() ?? []), chartWords(chart)].join('')
  const fonts = await printFonts(letters)
  await turn()
  const { measure } = fonts.book
  const placed = createNames(measure, map.frame.widthMm, map.frame.heightMm, coveredBoxes(input, measure))
  for (const { cut, style } of map.names) placed.add(cut.labels, cut.classes, style)
  const index = one?.shows ? indexMarks(map.frame, one.shows, one.number + 1, paperFactor(paper), measure) : []
  const face = [...map.marks, ...gathered.over, ...placed.marks, ...index]
  const page = composeSheet({ ...input, map: face }, measure)
  return { map, face, page, fonts, missing: fonts.book.missing(wordsOf(page.marks)) }
}

/** The sheet as it is chosen, made anew when something of it changes; while it is being made the last one stays. */
export function useSheet(choice: SheetChoice): {
  readonly sheet: ReadySheet | null
  readonly state: Loaded<unknown>['state']
  readonly error: unknown
} {
  const app = useApp()
  const locale = useLocale()
  const project = useAppState((state) => state.project)
  const { settings, frame, typed } = choice
  const layersKey = useMemo(
    () =>
      JSON.stringify([
        project.basemap,
        project.tree.map(({ layers }) => layers),
        Object.values(project.layers).flatMap((layer) =>
          layer.visible
            ? [[layer.id, layer.table, layer.filter, layer.symbology, layer.label, layer.grid, layer.opacity, layer.title]]
            : [],
        ),
      ]),
    [project],
  )
  // only pictures depend on it
  const dpi =
    project.basemap !== OWN_BASEMAP || Object.values(project.layers).some(({ visible, grid }) => visible && grid)
      ? settings.dpi
      : 0
  const mapKey = JSON.stringify([layersKey, frame, settings.colors, dpi, locale, settings.parts.inset, choice.page?.feature])
  const gathered = useAsync(mapKey, async (signal) => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    signal.throwIfAborted()
    return gatherPage(app, project, choice, { frame, colors: settings.colors, dpi: settings.dpi, locale, signal })
  })
  const lastMap = useRef<PageMap | null>(null)
  if (gathered.state === 'done') lastMap.current = gathered.value
  const map = lastMap.current
  const mapVersion = useVersion(map)
  const { logo, figures, page } = choice
  const besides = useVersion(logo) + useVersion(figures) + useVersion(page)
  const made = useAsync(JSON.stringify([mapVersion, besides, settings, typed, locale]), async () =>
    map ? makeSheet(app, map, choice, locale) : null,
  )
  const last = useRef<ReadySheet | null>(null)
  if (made.state === 'done') last.current = made.value
  const error = gathered.state === 'failed' ? gathered.error : made.state === 'failed' ? made.error : null
  const state = error ? 'failed' : gathered.state === 'loading' || made.state === 'loading' ? 'loading' : 'done'
  return { sheet: last.current, state, error }
}
/** Typing and dragging come to rest before the layers are asked. */
const SETTLE_MS = 120

/** A number that changes with the value. */
function useVersion(value: unknown): number {
  const known = useRef({ value, version: 0 })
  if (known.current.value !== value) known.current = { value, version: known.current.version + 1 }
  return known.current.version
}

export function frameFor(settings: SheetSettings, rest: Pick<MapFrame, 'crs' | 'centre' | 'denominator' | 'turnDeg'>): MapFrame {
  const { widthMm, heightMm } = sheetFace(paperOf(settings), settings.parts)
  return { ...rest, widthMm, heightMm }
}
