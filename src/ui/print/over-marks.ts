import type { App } from '../../app/app.ts'
import { OWN_BASEMAP } from '../../app/initial.ts'
import type { Layer, Project } from '../../app/state.ts'
import { fromLngLat } from '../../core/crs.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import type { Mark } from '../../core/print/marks.ts'
import { insetSize, type SheetInset } from '../../core/print/sheet-extras.ts'
import type { Locale } from '../../core/text.ts'
import { printText } from '../../i18n/print.ts'
import { t } from '../../i18n/t.ts'
import { gatherMap } from './gather-map.ts'
import type { SheetPage } from './series.ts'
import { fitBox } from './start-frame.ts'

const OUTLINE = { line: '#b3261e', lineWidthMm: 0.9, lineOpacity: 0.9 }

/** The outline of the feature that a page is about. */
export async function featureOutline(app: App, page: SheetPage, signal: AbortSignal): Promise<readonly Mark[]> {
  if (!page.feature) return []
  const { table, geometry } = app.store.getState().project.layers[page.feature.layer]
  const cut = await app.tiles.sheetLayer(
    {
      table,
      frame: page.frame,
      filter: [],
      rows: Uint32Array.of(page.feature.row),
      classField: null,
      classValues: [],
      labelField: null,
    },
    { signal },
  )
  return cut.classes.map(
    ({ paths }): Mark =>
      geometry === 'point'
        ? { kind: 'dots', xy: paths.xy, radiusMm: 2, paint: OUTLINE }
        : { kind: 'shapes', paths, paint: OUTLINE },
  )
}

/** Villages and canals would be grain on a map of four centimetres. */
const FAR_ZOOM = 8
const isOverview = ({ role, geometry, minZoom }: Layer) => role === 'context' && geometry !== 'point' && minZoom <= FAR_ZOOM

/** Of the small map in the corner: the whole district. */
export function insetFrame(app: App, main: MapFrame): MapFrame {
  const { extent } = app.config.district
  const [west, south, east, north] = extent
  const xy = fromLngLat(main.crs, Float64Array.of(west, south, east, north))
  const [widthMm, heightMm] = insetSize(main, (xy[2] - xy[0]) / (xy[3] - xy[1]))
  return {
    crs: main.crs,
    turnDeg: 0,
    widthMm,
    heightMm,
    ...fitBox(main.crs, extent, widthMm, heightMm, Number.POSITIVE_INFINITY),
  }
}

/** The whole district by its ground and its boundaries, for the small map in the corner. */
export async function districtInset(
  app: App,
  project: Project,
  main: MapFrame,
  locale: Locale,
  signal: AbortSignal,
): Promise<SheetInset> {
  const frame = insetFrame(app, main)
  const layers = Object.fromEntries(
    Object.entries(project.layers).map(([id, layer]) => [
      id,
      { ...layer, visible: isOverview(layer), minZoom: 0, maxZoom: 24, label: null },
    ]),
  )
  const ground = { ...project, basemap: OWN_BASEMAP, layers }
  const { marks } = await gatherMap(app, ground, { frame, colors: 'screen', dpi: 96, locale, signal })
  return { title: t(printText.inset, locale), frame, marks }
}
