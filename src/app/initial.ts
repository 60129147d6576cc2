import type { Note } from '../core/errors.ts'
import type { Catalog, CatalogGrid, CatalogLayer } from './catalog.ts'
import type { Config, Overlay } from './config.ts'
import { PROJECT_VERSION } from './migrate-project.ts'
import { EMPTY_PACK } from './pack.ts'
import type { GroupNode, Layer, LayerStatus, Project, Session, TableId } from './state.ts'

export const WAITING: LayerStatus = {
  state: 'waiting',
  share: null,
  error: null,
  count: null,
  classCounts: null,
  visibleCount: null,
  bbox: null,
}

/** The map from the deployment's own context layers, and the bare one with a graticule and boundaries. */
export const OWN_BASEMAP = 'none'
export const BLANK_BASEMAP = 'blank'

/** The table of a shipped layer is named by its content, so that a replaced file is a new table. */
export function shippedTableId(layer: CatalogLayer | CatalogGrid): TableId {
  return `${layer.id}@${layer.sha256.slice(0, 12)}`
}

function shippedLayer(layer: CatalogLayer | CatalogGrid): Layer {
  return {
    ...(layer.kind === 'table' ? tablePart(layer) : gridPart(layer)),
    id: layer.id,
    title: layer.title,
    table: shippedTableId(layer),
    visible: layer.visible,
    opacity: layer.opacity,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
    filter: [],
    source: {
      title: layer.source,
      file: layer.file,
      sha256: layer.sha256,
      crs: layer.crs,
      date: layer.date,
      licence: layer.licence,
      isDemonstration: layer.isDemonstration,
      notes: layer.kind === 'table' && layer.part ? [partNote(layer.count, layer.part)] : [],
    },
    receipt: null,
    edits: null,
  }
}

/** Goes with everything that is made of the layer. */
function partNote(count: number, { title, of }: NonNullable<CatalogLayer['part']>): Note {
  return { code: 'offline.part', detail: { area: title, count, all: of.count }, level: 'warning' }
}

function tablePart({ geometry, role, symbology, label, fields }: CatalogLayer) {
  return { geometry, role, symbology, label, fields }
}
function gridPart({ unit, range, ramp }: CatalogGrid) {
  return {
    geometry: 'grid',
    grid: { unit, range, ramp },
    role: 'data',
    symbology: { kind: 'single', style: {} },
    label: null,
    fields: [],
  } as const
}

export function isTableLayer(layer: Catalog['layers'][number]): layer is CatalogLayer {
  return layer.kind === 'table'
}

const overlayLayerId = (overlay: Overlay) => `overlay-${overlay.id}`

/** A layer of another service: what it shows is not here, so that it can be drawn and placed, and nothing else. */
function overlayLayer(overlay: Overlay): Layer {
  const id = overlayLayerId(overlay)
  return {
    id,
    title: overlay.title,
    table: id,
    geometry: 'remote',
    overlay: overlay.id,
    role: 'data',
    visible: overlay.visible,
    opacity: overlay.opacity,
    symbology: { kind: 'single', style: overlay.kind === 'pmtiles' ? overlay.style : {} },
    label: null,
    minZoom: overlay.shownFrom,
    maxZoom: overlay.shownTo,
    filter: [],
    fields: [],
    source: {
      title: overlay.attribution,
      file: '',
      sha256: '',
      crs: 'EPSG:3857',
      date: '',
      licence: '',
      isDemonstration: false,
      notes: [],
    },
    receipt: null,
    edits: null,
  }
}

function overlayGroups(overlays: readonly Overlay[]): GroupNode[] {
  const titles = [...new Map(overlays.map(({ group }) => [group.zh, group])).values()]
  return titles.map((title, index) => ({
    id: `overlays-${index + 1}`,
    title,
    isOpen: true,
    layers: overlays.filter(({ group }) => group.zh === title.zh).map(overlayLayerId),
  }))
}

/** The project a deployment starts with: its catalog, nothing changed. */
export function initialProject(catalog: Catalog, overlays: readonly Overlay[] = []): Project {
  const remote = overlays.map(overlayLayer)
  const layers = Object.fromEntries([...remote, ...catalog.layers.map(shippedLayer)].map((layer) => [layer.id, layer]))
  const tree: GroupNode[] = catalog.groups
    .map((group) => ({ ...group, layers: group.layers.filter((id) => layers[id]) }))
    .filter((group) => group.layers.length > 0)
  return { version: PROJECT_VERSION, tree: [...overlayGroups(overlays), ...tree], layers, basemap: OWN_BASEMAP, runs: [] }
}

/** Where each session key survives. A key without an entry does not compile. */
export const KEEP = {
  view: 'device',
  selection: 'device',
  tool: 'never',
  presenting: 'never',
  absent: 'never',
  compare: 'never',
  comparePainted: 'never',
  relief: 'never',
  styling: 'never',
  querying: 'never',
  dashboard: 'device',
  frozen: 'device',
  question: 'never',
  sketch: 'device',
  card: 'never',
  drawer: 'device',
  tableLooks: 'device',
  drawerHeight: 'device',
  panels: 'device',
  asked: 'device',
  isPhone: 'never',
  dialog: 'never',
  receipts: 'never',
  dialogLayer: 'never',
  dialogRows: 'never',
  jobs: 'never',
  toasts: 'never',
  layerStatus: 'never',
  locale: 'device',
  theme: 'device',
  areaUnit: 'device',
  coordinateFormat: 'device',
  singleKeys: 'device',
  isGreeted: 'device',
  layerFormat: 'device',
  reportFormat: 'device',
  layerAreaUnit: 'device',
  basemapKeys: 'device',
  copiedLook: 'never',
  sheet: 'device',
  restoredAt: 'never',
  offline: 'never',
  order: 'never',
  field: 'device',
  isSunny: 'device',
  hasFieldSound: 'device',
  install: 'never',
  isInstallOffered: 'device',
} as const satisfies Record<keyof Session, 'device' | 'never'>

/** What the session says of a project, gone with it: rows, figures and panels that are about its layers. */
export const NOTHING_OPEN = {
  selection: null,
  card: null,
  drawer: null,
  frozen: null,
  question: null,
  styling: null,
} as const satisfies Partial<Session>

/** Web Mercator zoom (512 px tiles) at which the extent fills most of a window `width` × `height` CSS pixels. */
export function zoomToFit(extent: readonly [number, number, number, number], width: number, height: number): number {
  const [west, south, east, north] = extent
  const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)
  const spanX = (east - west) / 360
  const spanY = mercator(north) - mercator(south)
  return Math.min(Math.log2(width / (512 * spanX)), Math.log2(height / (512 * spanY)))
}

/** From this width on the layer panel stands beside the map's middle; below, it is a drawer that is opened when wanted. */
const DESKTOP_PX = 1181
/** of the map, that the open layer panel covers at the left */
const LAYER_PANEL_PX = 296
/** of the window, that header and status bar take */
const BARS_PX = 76

/** The view in which the whole district fills what the layer panel leaves free. @param covered CSS pixels at the left */
function wholeDistrict(extent: Config['district']['extent'], size: { width: number; height: number }, covered: number) {
  const [west, south, east, north] = extent
  const zoom = Number(zoomToFit(extent, (size.width - covered) * 0.94, (size.height - BARS_PX) * 0.92).toFixed(2))
  const degreesPerPixel = 360 / (512 * 2 ** zoom)
  return { lng: (west + east) / 2 - (covered / 2) * degreesPerPixel, lat: (south + north) / 2, zoom }
}

export function initialSession(config: Config, project: Project, size: { width: number; height: number }): Session {
  const hasLayerPanel = size.width >= DESKTOP_PX
  return {
    view: wholeDistrict(config.district.extent, size, hasLayerPanel ? LAYER_PANEL_PX : 0),
    selection: null,
    tool: 'browse',
    presenting: null,
    absent: { layers: [], local: 0 },
    compare: null,
    // the map that is there already
    comparePainted: [0],
    relief: null,
    styling: null,
    querying: null,
    dashboard: null,
    frozen: null,
    question: null,
    sketch: null,
    card: null,
    drawer: null,
    tableLooks: {},
    // beside panels a strip below the map; on a tablet nothing else stands there
    drawerHeight: hasLayerPanel ? 228 : Math.round(size.height / 2),
    panels: { layers: hasLayerPanel, analysis: false, measure: false },
    asked: [],
    isPhone: false,
    dialog: null,
    receipts: [],
    dialogLayer: null,
    dialogRows: [],
    jobs: [],
    toasts: [],
    layerStatus: Object.fromEntries(Object.keys(project.layers).map((id) => [id, WAITING])),
    locale: config.locale,
    theme: 'system',
    areaUnit: config.areaUnit,
    coordinateFormat: `gk:${config.workingCrs[0]}`,
    singleKeys: true,
    isGreeted: false,
    layerFormat: 'geojson',
    reportFormat: 'geojson',
    layerAreaUnit: null,
    basemapKeys: {},
    copiedLook: null,
    sheet: null,
    restoredAt: null,
    offline: { isOnline: true, isKept: false, hasNew: false, pack: EMPTY_PACK, updates: [] },
    order: null,
    field: false,
    isSunny: true,
    hasFieldSound: true,
    install: 'none',
    isInstallOffered: false,
  }
}
