import type { App } from '../../app/app.ts'
import type { Basemap } from '../../app/config.ts'
import { OWN_BASEMAP } from '../../app/initial.ts'
import type { Layer, Project } from '../../app/state.ts'
import { pointToLngLat } from '../../core/crs.ts'
import { type LayerLook, layerMarks, type NameStyle } from '../../core/print/layer-marks.ts'
import type { LegendLine } from '../../core/print/legend-marks.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import type { Mark } from '../../core/print/marks.ts'
import type { SheetLayer } from '../../core/print/sheet-layer.ts'
import { equivalentZoom } from '../../core/print/sheet-settings.ts'
import type { GridLook } from '../../core/raster/grid-look.ts'
import { classingOf, classStyles, type NumberClasses, type Symbology } from '../../core/symbology.ts'
import type { Locale } from '../../core/text.ts'
import { WIDTH_STOPS, widthFactor } from '../../core/tiling/line-width.ts'
import { shownNumber } from '../../core/units.ts'
import { layersText } from '../../i18n/layers.ts'
import { marks as signs } from '../../i18n/marks.ts'
import { t } from '../../i18n/t.ts'
import { classSpans, spansOf, spanWords } from '../layers/legend-entries.ts'
import { decodeValue } from '../shell/decode-value.ts'
import { printLooks, shapeOf } from './print-looks.ts'
import { type TileSource, tilePicture } from './tile-picture.ts'

export interface Names {
  readonly cut: SheetLayer
  readonly style: NameStyle
}
/** All that the layers put on a sheet. */
export interface GatheredMap {
  readonly frame: MapFrame
  /** millimetres of the map face */
  readonly marks: readonly Mark[]
  /** names that are still to be placed, those that go first at the head */
  readonly names: readonly Names[]
  readonly legend: readonly LegendLine[]
  /** layers that failed, and visible ones that this scale does not show: by title */
  readonly failed: readonly string[]
  readonly hidden: readonly string[]
  /** where the data come from, each once */
  readonly sources: readonly string[]
  readonly isDemonstration: boolean
}

export interface GatherOptions {
  readonly frame: MapFrame
  readonly colors: 'print' | 'screen'
  /** of rasters and basemaps */
  readonly dpi: number
  readonly locale: Locale
  readonly signal: AbortSignal
  readonly onProgress?: (share: number, stage?: string) => void
  /** without pictures and names, to learn how large the legend will be */
  readonly isDraft?: boolean
}

/** Asks the worker for what each visible layer has on the sheet, in the order in which the map draws them. */
export async function gatherMap(app: App, project: Project, options: GatherOptions): Promise<GatheredMap> {
  const { frame, locale, signal, onProgress, isDraft = false } = options
  const [, lat] = pointToLngLat(frame.crs, ...frame.centre)
  const zoom = equivalentZoom(lat, frame.denominator)
  const visible = bottomUp(project).filter((layer) => layer.visible && isGround(layer, project.basemap))
  const drawn = visible.filter((layer) => zoom >= layer.minZoom && zoom < layer.maxZoom)
  const ordered = [...drawn.filter(({ role }) => role === 'context'), ...drawn.filter(({ role }) => role === 'data')]
  const marks: Mark[] = []
  const names: Names[] = []
  const legend: LegendLine[][] = []
  const failed: string[] = []
  const seen: Layer[] = []
  const basemap = app.config.basemaps.find(({ id }) => id === project.basemap)
  if (basemap && !isDraft) {
    const { marks: pictures, missing } = await basemapMarks(app, basemap, options)
    marks.push(...pictures)
    if (missing > 0) failed.push(basemap.title[locale])
  }
  for (const [index, layer] of ordered.entries()) {
    onProgress?.(index / ordered.length, 'stage.draw')
    try {
      if (layer.geometry === 'none') continue
      if (layer.grid) {
        await app.loadTable(layer.id)
        if (isDraft) {
          legend.push(rampLines(layer, layer.grid, locale))
          continue
        }
        const { mark, missing } = await tilePicture(frame, gridSource(app, layer, signal), options.dpi, layer.opacity, signal)
        if (missing > 0) failed.push(layer.title[locale])
        if (!mark) continue
        marks.push(mark)
        seen.push(layer)
        legend.push(rampLines(layer, layer.grid, locale))
        continue
      }
      const isNamed = !isDraft && layer.label !== null && zoom >= (layer.label.minZoom ?? 0)
      const cut = await cutLayer(app, layer, frame, isNamed ? locale : null, signal)
      if (cut.classes.length === 0) continue
      const style = lookOfLayer(layer, options.colors, zoom)
      seen.push(layer)
      marks.push(...layerMarks(cut, style))
      if (layer.role === 'data') legend.push(legendLines(app, layer, cut, style, locale))
      if (isNamed) names.unshift({ cut, style: nameStyle(layer) })
    } catch (error) {
      if (signal.aborted) throw error
      console.warn(`printing ${layer.id}`, error)
      failed.push(layer.title[locale])
    }
  }
  return {
    frame,
    marks,
    names,
    legend: legend.reverse().flat(),
    failed,
    hidden: visible.filter((layer) => layer.role === 'data' && !drawn.includes(layer)).map(({ title }) => title[locale]),
    sources: [
      ...new Set([
        ...(basemap ? [basemap.attribution[locale]] : []),
        ...seen.filter(({ role }) => role === 'data').map(({ source }) => source.title[locale]),
      ]),
    ],
    isDemonstration: seen.some(({ source }) => source.isDemonstration),
  }
}

function bottomUp(project: Project): readonly Layer[] {
  return project.tree
    .flatMap((group) => group.layers)
    .flatMap((id) => project.layers[id] ?? [])
    .reverse()
}

/** A map with another ground, or none, keeps of its own ground the boundaries only. */
function isGround(layer: Layer, basemap: string): boolean {
  if (layer.role === 'data' || basemap === OWN_BASEMAP) return true
  return layer.geometry === 'polygon' && classStyles(layer.symbology).every((style) => !style?.fill)
}

/** @param names the language of its names; null: it is not named at this scale, and a hundred thousand names are not sent for nothing */
async function cutLayer(app: App, layer: Layer, frame: MapFrame, names: Locale | null, signal: AbortSignal): Promise<SheetLayer> {
  await app.showLayer(layer.id)
  signal.throwIfAborted()
  const { symbology } = layer
  const label = names ? layer.label : null
  return app.tiles.sheetLayer(
    {
      table: layer.table,
      frame,
      filter: layer.filter,
      rows: null,
      ...classingOf(symbology),
      labelField: label ? (names === 'en' && label.fieldEn ? label.fieldEn : label.field) : null,
      labelTemplate: label?.template ?? null,
    },
    { signal },
  )
}

function lookOfLayer(layer: Layer, colors: GatherOptions['colors'], zoom: number): LayerLook {
  const looks = printLooks(layer, colors)
  const stops = layer.role === 'context' ? WIDTH_STOPS.ground : WIDTH_STOPS.data
  return { looks, opacity: layer.opacity, widthFactor: widthFactor(stops, zoom), isPoint: layer.geometry === 'point' }
}

function nameStyle({ label, geometry, role }: Layer): NameStyle {
  return {
    size: label?.size ?? 12,
    color: label?.color ?? '#1d2b2f',
    isBold: (label?.weight ?? 400) > 400,
    isAbove: geometry === 'point' && role === 'data',
  }
}

/** The layer, and below it the classes that occur on the sheet. */
function legendLines(app: App, layer: Layer, cut: SheetLayer, { looks }: LayerLook, locale: Locale): LegendLine[] {
  const shape = shapeOf(layer)
  const title = layer.title[locale]
  const { symbology } = layer
  if (symbology.kind === 'single') return [{ text: title, level: 0, look: looks[0], shape }]
  const nameOf = (field: string) => layer.fields.find(({ name }) => name === field)?.label[locale]
  if (symbology.kind === 'bivariate' && cut.classes.length > 0)
    return [{ text: title, level: 0, look: null, shape }, ...pairLines(app, layer, symbology, cut, looks, locale)]
  const lines = cut.classes.flatMap(({ index }): LegendLine[] => {
    const look = looks[index]
    return look ? [{ text: classWords(app, layer, index, locale), level: 1, look, shape }] : []
  })
  const more = symbology.kind === 'graduated' ? (nameOf(symbology.field) ?? symbology.field) : ''
  const head = more === '' ? title : t(signs.aside, locale, { words: title, more })
  return lines.length === 0 ? [] : [{ text: head, level: 0, look: null, shape }, ...lines]
}

/** Classes by two numbers as the square that the layer tree shows: the first to the right, the second upwards. */
function pairLines(
  app: App,
  layer: Layer,
  symbology: Extract<Symbology, { kind: 'bivariate' }>,
  cut: SheetLayer,
  looks: LayerLook['looks'],
  locale: Locale,
): LegendLine[] {
  const { second } = symbology
  const shape = shapeOf(layer)
  const plain = { level: 1, look: null, shape } as const
  const infoOf = (name: string) => layer.fields.find((each) => each.name === name)
  const nameOf = (name: string) => infoOf(name)?.label[locale] ?? name
  const wordsOf = (by: NumberClasses) => spansOf(by).map((span) => spanWords(span, by.breaks, infoOf(by.field)))
  const [across, up] = [wordsOf(symbology), wordsOf(second)]
  const rows = up.map((text, j): LegendLine => {
    const cells = across.map((_, i) => looks[i * up.length + j] ?? null)
    return { ...plain, text, cells }
  })
  const other = symbology.styles.length
  return [
    { ...plain, text: `↑ ${nameOf(second.field)}` },
    ...rows.reverse(),
    { ...plain, text: `→ ${nameOf(symbology.field)} ${across.join(' | ')}` },
    ...(cut.classes.some(({ index }) => index === other) && looks[other]
      ? [{ ...plain, text: classWords(app, layer, other, locale), look: looks[other] }]
      : []),
  ]
}

/** A class in the words of the layer tree's legend. */
function classWords(app: App, { symbology, fields }: Layer, index: number, locale: Locale): string {
  if (symbology.kind === 'graduated' || symbology.kind === 'bivariate') {
    const spans = classSpans(symbology)[index]
    return spans
      ? spanWords(
          spans.span,
          symbology.breaks,
          fields.find(({ name }) => name === symbology.field),
        )
      : layersText.noValue[locale]
  }
  const own = symbology.kind === 'categories' ? symbology.classes[index] : undefined
  if (symbology.kind !== 'categories' || !own) return layersText.otherClass[locale]
  const label = own.label?.[locale]
  if (label) return label.startsWith(own.value) || !/^\d/.test(own.value) ? label : `${own.value} ${label}`
  return decodeValue(
    fields.find(({ name }) => name === symbology.field),
    own.value,
    app.codeLists,
    locale,
  )
}

function rampLines({ title }: Layer, { ramp, range, unit }: GridLook, locale: Locale): LegendLine[] {
  const decimals = range[1] - range[0] < 10 ? 2 : 0
  const ends = `${shownNumber(range[0], decimals)} – ${shownNumber(range[1], decimals)}${unit ? ` ${unit}` : ''}`
  return [
    { text: title[locale], level: 0, look: null, shape: 'box' },
    { text: ends, level: 1, look: null, shape: 'box', ramp },
  ]
}

const GRID_TILE = 512
const GRID_FINEST = 18
function gridSource(app: App, { table }: Layer, signal: AbortSignal): TileSource {
  return {
    size: GRID_TILE,
    maxZoom: GRID_FINEST,
    hasHoles: true,
    tile: (z, x, y) => app.tiles.gridTile({ id: table, z, x, y, size: GRID_TILE }, { signal }),
  }
}

async function basemapMarks(
  app: App,
  basemap: Basemap,
  { frame, dpi, signal }: GatherOptions,
): Promise<{ marks: Mark[]; missing: number }> {
  const key = app.store.getState().session.basemapKeys[basemap.id]
  if (basemap.needsKey && !key) return { marks: [], missing: 1 }
  const marks: Mark[] = []
  let missing = 0
  for (const [index, [template]] of basemap.tiles.entries()) {
    const source: TileSource = {
      size: basemap.tileSize,
      maxZoom: basemap.maxZoom,
      // what lies above another, as names do, lets it be seen
      hasHoles: index > 0,
      tile: async (z, x, y) => {
        const response = await fetch(tileAddress(template, key ?? '', z, x, y), { signal })
        if (!response.ok) throw new Error(String(response.status))
        return createImageBitmap(await response.blob())
      },
    }
    const picture = await tilePicture(frame, source, dpi, 1, signal)
    if (picture.mark) marks.push(picture.mark)
    missing += picture.missing
  }
  return { marks, missing }
}

const HALF_WORLD_M = Math.PI * 6378137
function tileAddress(template: string, key: string, z: number, x: number, y: number): string {
  const side = (2 * HALF_WORLD_M) / 2 ** z
  const [west, north] = [x * side - HALF_WORLD_M, HALF_WORLD_M - y * side]
  return template
    .replace('{key}', encodeURIComponent(key))
    .replace('{z}', String(z))
    .replace('{x}', String(x))
    .replace('{y}', String(y))
    .replace('{bbox-epsg-3857}', [west, north - side, west + side, north].join(','))
}
