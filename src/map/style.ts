import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { Basemap, Overlay } from '../app/config.ts'
import { drawingKindOf } from '../app/drawing-layers.ts'
import { BLANK_BASEMAP } from '../app/initial.ts'
import type { MapOverlay } from '../app/ports.ts'
import type { Layer, Project } from '../app/state.ts'
import { type Appearance, isDrawnAsImage, type Look, VECTOR_ZOOM } from '../core/appearance.ts'
import type { LabelStyle } from '../core/symbology.ts'
import type { LngLatBox } from '../workers/tiles-api.ts'
import { FONTS } from './fonts.ts'
import { GRATICULE, graticuleLines, graticuleNames } from './graticule.ts'
import { OVERLAY, overlayLayers, overlaySource, sunLayers, sunnyName } from './overlay.ts'
import { paletteOf } from './palette.ts'
import { remoteLayers } from './remote-layers.ts'
import { MEASURES, measureLayers, SKETCH, sketchLayers } from './sketch-layers.ts'
import { looksOf, shapeLayers } from './symbology.ts'
import { HEIGHTS, type Relief } from './terrain.ts'
import { gridTiles, imageTiles, vectorTiles } from './tile-urls.ts'

/** What the worker holds ready to be drawn; `layer` is the layer as it was when its classes were counted. */
export interface Drawing {
  readonly key: string
  readonly version: number
  /** version of what its vector tiles hold, which other colours leave as it is; left out: `version` */
  readonly cut?: number
  readonly layer: Pick<Layer, 'symbology' | 'geometry' | 'label'>
  readonly rows: number
  readonly vertices: number
  readonly bbox: LngLatBox
  /** zoom above which the drawn rows no longer fit the window, where that matters */
  readonly fitZoom?: number
  /** of published tiles: finer ones are drawn from the finest there are */
  readonly zooms?: { readonly min: number; readonly max: number }
  /** of another host's tiles: the layers in them that are drawn */
  readonly sourceLayers?: readonly string[]
}

/** Parts of the style that no layer of the project stands for. */
export interface Highlight {
  readonly drawing: Drawing
  /** of the fill, 0…1 */
  readonly strength: number
}

export interface StyleInput {
  readonly project: Pick<Project, 'tree' | 'layers' | 'basemap'>
  readonly drawings: ReadonlyMap<string, Drawing>
  readonly highlights: readonly Highlight[]
  readonly basemap: Basemap | null
  /** that the deployment allows */
  readonly overlays?: readonly Overlay[]
  /** of the basemap, when it needs one */
  readonly basemapKey: string | null
  readonly appearance: Appearance
  readonly sketch: GeoJSON.FeatureCollection
  /** with figures, as measures.ts makes them */
  readonly measures: GeoJSON.FeatureCollection
  /** of the present view, below all else: the only ground of a blank map, and what is seen where a basemap does not come */
  readonly graticule: GeoJSON.FeatureCollection | null
  /** of heights; null or left out: the map is flat */
  readonly relief?: Relief | null
  /** of field work; null or left out: none */
  readonly overlay?: MapOverlay | null
}

/** Vector tiles finer than this would tell nothing new: a unit is 3 cm there. */
const FINEST_ZOOM = 18
/** Names of more rows than this are not looked for below VECTOR_ZOOM. */
const MANY_LABELS = 20_000
const LABEL_SIZE = 12

/** The map's style for a state: ground, basemap, context, data, highlights, names. Nothing in it is fetched but a basemap. */
export function buildStyle(input: StyleInput): StyleSpecification {
  const palette = paletteOf(input.appearance)
  const sources: Record<string, SourceSpecification> = {}
  const base = basemapLayers(input, sources)
  const isBlank = input.project.basemap === BLANK_BASEMAP
  const context: LayerSpecification[] = []
  const data: LayerSpecification[] = []
  const names: LayerSpecification[] = []
  /** what was drawn here, which the sun's veil is not to lie on */
  const drawn: LayerSpecification[] = []
  const isSunny = input.overlay?.isSunny ?? false
  for (const layer of bottomUp(input.project)) {
    const drawing = input.drawings.get(layer.id)
    if (!layer.visible) continue
    if (layer.overlay !== undefined) {
      const overlay = input.overlays?.find(({ id }) => id === layer.overlay)
      data.push(...remoteLayers(layer, overlay, drawing, input.appearance, sources))
      continue
    }
    if (!drawing) continue
    if (layer.grid) {
      data.push(gridLayer(drawing, layer, sources))
      continue
    }
    const isGround = layer.role === 'context'
    const looks = looksOf(drawing.layer, input.appearance)
    if (isGround && isBlank && !isBoundary(drawing, looks)) continue
    addSources(drawing, sources)
    const target = isGround ? context : isSunny && drawingKindOf(layer.id) ? drawn : data
    target.push(...drawingLayers(drawing, layer, looks, isGround, base.length > 0))
    if (drawing.layer.label) names.push(labelLayer(drawing, layer, drawing.layer.label, input.appearance))
  }
  const marks = input.highlights.flatMap(({ drawing, strength }) => {
    addSources(drawing, sources)
    return highlightLayers(drawing, strength, input.appearance)
  })
  if (input.graticule) sources[GRATICULE] = { type: 'geojson', data: input.graticule }
  const { overlay } = input
  if (overlay) sources[OVERLAY] = overlaySource(overlay)
  const hasMeasures = input.measures.features.length > 0
  if (hasMeasures) sources[MEASURES] = { type: 'geojson', data: input.measures }
  sources[SKETCH] = { type: 'geojson', data: input.sketch }
  if (input.relief) sources[HEIGHTS] = input.relief.source
  return {
    version: 8,
    // what is set is shown at once, and in one frame
    transition: { duration: 0, delay: 0 },
    sources,
    ...(input.relief ? { terrain: input.relief.terrain } : {}),
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': isSunny ? '#ffffff' : palette.land } },
      ...(input.graticule ? [graticuleLines(palette)] : []),
      ...base,
      ...context,
      ...data,
      ...(isSunny ? sunLayers(outlinedSource(input, sources)) : []),
      ...drawn,
      ...marks,
      ...(isSunny ? names.map(sunnyName) : names),
      ...(input.graticule && isBlank ? [graticuleNames(palette)] : []),
      ...(overlay ? overlayLayers() : []),
      ...(hasMeasures ? measureLayers(palette) : []),
      ...sketchLayers(palette),
    ],
  }
}

/** Where the outlines of the layer in hand come from, if it is drawn. */
function outlinedSource({ overlay, drawings }: StyleInput, sources: Record<string, SourceSpecification>) {
  const drawing = drawings.get(overlay?.outlined ?? '')
  if (!drawing || sources[drawing.key]?.type !== 'vector') return null
  return { source: drawing.key, minZoom: isDrawnAsImage(drawing.rows, drawing.vertices) ? VECTOR_ZOOM : 0 }
}

/** An area that is only outlined: the one kind of ground that a blank map keeps. */
function isBoundary({ layer }: Drawing, looks: readonly (Look | null)[]): boolean {
  return layer.geometry === 'polygon' && looks.every((look) => !look?.fill)
}

/** Layers of the tree, the one that is drawn first at the head. */
export function bottomUp(project: Pick<Project, 'tree' | 'layers'>): readonly Layer[] {
  return project.tree
    .flatMap((group) => group.layers)
    .flatMap((id) => project.layers[id] ?? [])
    .reverse()
}

function basemapLayers(input: StyleInput, sources: Record<string, SourceSpecification>): LayerSpecification[] {
  const { basemap, basemapKey } = input
  if (!basemap || (basemap.needsKey && !basemapKey)) return []
  return basemap.tiles.map((templates, index) => {
    const id = `base:${basemap.id}:${index}`
    sources[id] = {
      type: 'raster',
      tiles: templates.map((template) => template.replace('{key}', encodeURIComponent(basemapKey ?? ''))),
      tileSize: basemap.tileSize,
      maxzoom: basemap.maxZoom,
    }
    return { id, type: 'raster', source: id, paint: { 'raster-fade-duration': 0 } }
  })
}

function gridLayer(
  { key, version, bbox }: Drawing,
  { table, opacity, minZoom, maxZoom }: Layer,
  sources: Record<string, SourceSpecification>,
): LayerSpecification {
  sources[key] = { type: 'raster', tiles: [gridTiles(table, version)], tileSize: 512, maxzoom: FINEST_ZOOM, bounds: [...bbox] }
  return {
    id: key,
    type: 'raster',
    source: key,
    minzoom: minZoom,
    maxzoom: maxZoom,
    paint: { 'raster-opacity': opacity, 'raster-fade-duration': 0 },
  }
}

function labelZoom({ rows, vertices, layer }: Drawing): number {
  const wanted = layer.label?.minZoom ?? 0
  return isDrawnAsImage(rows, vertices) && rows > MANY_LABELS ? Math.max(VECTOR_ZOOM, wanted) : wanted
}

function addSources(drawing: Drawing, sources: Record<string, SourceSpecification>): void {
  const { key, version, cut = version, rows, vertices, bbox, layer, zooms } = drawing
  const bounds: [number, number, number, number] = [...bbox]
  const isImage = isDrawnAsImage(rows, vertices)
  const firstLabel = layer.label ? Math.min(VECTOR_ZOOM, Math.floor(labelZoom(drawing))) : VECTOR_ZOOM
  sources[key] = {
    type: 'vector',
    tiles: [vectorTiles(key, cut)],
    minzoom: isImage ? firstLabel : (zooms?.min ?? 0),
    maxzoom: zooms?.max ?? FINEST_ZOOM,
    bounds,
  }
  if (!isImage) return
  sources[imageSource(key)] = {
    type: 'raster',
    tiles: [imageTiles(key, version)],
    tileSize: 512,
    // the images of the next zoom are shown smaller from half way on, which keeps borders crisp
    maxzoom: VECTOR_ZOOM,
    bounds,
  }
}
export function imageSource(key: string): string {
  return `${key}:image`
}

function drawingLayers(
  drawing: Drawing,
  { opacity, minZoom, maxZoom }: Pick<Layer, 'opacity' | 'minZoom' | 'maxZoom'>,
  looks: readonly (Look | null)[],
  isGround: boolean,
  hasBasemap: boolean,
): readonly LayerSpecification[] {
  const { key, rows, vertices, layer } = drawing
  const isImage = isDrawnAsImage(rows, vertices)
  const images: LayerSpecification[] =
    isImage && minZoom < VECTOR_ZOOM && !(isGround && hasBasemap)
      ? [
          {
            id: imageSource(key),
            type: 'raster',
            source: imageSource(key),
            minzoom: minZoom,
            maxzoom: Math.min(VECTOR_ZOOM, maxZoom),
            paint: { 'raster-opacity': opacity, 'raster-fade-duration': 0 },
          },
        ]
      : []
  const from = isImage ? Math.max(VECTOR_ZOOM, minZoom) : minZoom
  if (from >= maxZoom) return images
  return [
    ...images,
    ...shapeLayers({
      id: key,
      source: key,
      geometry: layer.geometry,
      looks,
      opacity,
      minZoom: from,
      maxZoom,
      isGround,
      hasFill: !(isGround && hasBasemap),
    }),
  ]
}

function labelLayer(drawing: Drawing, layer: Layer, label: LabelStyle, appearance: Appearance): LayerSpecification {
  const palette = paletteOf(appearance)
  const isLine = layer.geometry === 'line'
  const isDark = appearance === 'dark'
  const size = label.size ?? LABEL_SIZE
  return {
    id: `${drawing.key}:name`,
    type: 'symbol',
    source: drawing.key,
    'source-layer': 'labels',
    minzoom: Math.max(layer.minZoom, labelZoom(drawing)),
    maxzoom: layer.maxZoom,
    layout: {
      'text-field': ['get', 't'],
      'text-font': fontsOf(label),
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, size * 0.9, 12, size, 17, size * 1.2],
      'text-letter-spacing': label.spacing ?? 0,
      'text-max-width': 9,
      'text-padding': 4,
      'symbol-placement': !isLine ? 'point' : label.placement === 'point' ? 'line-center' : 'line',
      'symbol-spacing': 360,
      // a river bends far out within the length of its name
      'text-max-angle': label.spacing ? 90 : 45,
      ...(layer.geometry === 'point' ? { 'text-anchor': 'left' as const, 'text-offset': [0.7, 0] as [number, number] } : {}),
    },
    paint: {
      'text-color': isDark ? palette.label : (label.color ?? palette.label),
      'text-halo-color': isDark ? palette.halo : (label.halo ?? palette.halo),
      'text-halo-width': label.haloWidth ?? 1.5,
      'text-opacity': layer.opacity < 0.35 ? layer.opacity / 0.35 : 1,
    },
  }
}

/** The weight is read from the first name of the list; no font of that name needs to exist. */
function fontsOf({ weight = 400, italic = false }: LabelStyle): string[] {
  const name = { 400: 'Regular', 500: 'Medium', 600: 'SemiBold' }[weight]
  return [`Map ${name}${italic ? ' Italic' : ''}`, ...FONTS]
}

function highlightLayers(drawing: Drawing, strength: number, appearance: Appearance): readonly LayerSpecification[] {
  const { fitZoom } = drawing
  const layers = drawingLayers(
    drawing,
    { opacity: 1, minZoom: 0, maxZoom: 24 },
    [highlightLook(drawing.layer.geometry, strength, appearance)],
    false,
    false,
  )
  if (fitZoom === undefined) return layers
  // what is larger than the window would colour all of it: there the outline alone says where it is
  return layers.map((layer) => {
    const strengthNow = layer.type === 'fill' ? layer.paint?.['fill-opacity'] : undefined
    if (layer.type !== 'fill' || strengthNow === undefined) return layer
    const fading = ['interpolate', ['linear'], ['zoom'], fitZoom + FILL_ENDS.from, strengthNow, fitZoom + FILL_ENDS.to, 0]
    return { ...layer, paint: { ...layer.paint, 'fill-opacity': fading as unknown as ExpressionSpecification } }
  })
}
/** Zooms above the one at which it fits the window. */
const FILL_ENDS = { from: 0.25, to: 1 }

/** Yellow with an ink line, whatever is below. */
export function highlightLook(geometry: Layer['geometry'], strength: number, appearance: Appearance): Look {
  const { selection, selectionLine } = paletteOf(appearance)
  const isLine = geometry === 'line'
  return {
    fill: selection,
    fillOpacity: geometry === 'polygon' ? strength : 1,
    hatch: null,
    hatchColor: selectionLine,
    line: isLine ? selection : selectionLine,
    lineWidth: isLine ? 4 : 2,
    lineDash: null,
    casing: isLine ? selectionLine : null,
    casingWidth: 7,
    radius: 7,
  }
}
