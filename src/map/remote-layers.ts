import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Overlay } from '../app/config.ts'
import type { Layer, ShownError } from '../app/state.ts'
import { type Appearance, lookOf, type SymbolGeometry } from '../core/appearance.ts'
import { hatchId } from './hatch.ts'
import type { Drawing } from './style.ts'
import { vectorTiles } from './tile-urls.ts'

export const OVERLAY_PREFIX = 'overlay-'

/** A path of the deployed folder as an address; templates keep their braces. */
export function absolute(address: string): string {
  if (/^https:\/\//i.test(address) || typeof document === 'undefined') return address
  return `${new URL('.', document.baseURI).href}${address}`
}

/** Only the host is named: the rest of an address may hold the office's key. */
export function overlayFailed(address: string): ShownError {
  return { code: 'overlay.failed', detail: { host: /^https:\/\/([^/?#]+)/.exec(address)?.[1] ?? address.split('?')[0] } }
}

/** Style layers of a service's layer, and its source. */
export function remoteLayers(
  layer: Layer,
  overlay: Overlay | undefined,
  drawing: Drawing | undefined,
  appearance: Appearance,
  sources: Record<string, SourceSpecification>,
): readonly LayerSpecification[] {
  if (!overlay) return []
  if (overlay.kind === 'pmtiles') return drawing ? vectorLayers(layer, overlay, drawing, appearance, sources) : []
  sources[layer.id] = {
    type: 'raster',
    tiles: overlay.tiles.map(absolute),
    tileSize: overlay.tileSize,
    maxzoom: overlay.maxZoom,
  }
  return [
    {
      id: layer.id,
      type: 'raster',
      source: layer.id,
      minzoom: layer.minZoom,
      maxzoom: layer.maxZoom,
      paint: { 'raster-opacity': layer.opacity, 'raster-fade-duration': 0 },
    },
  ]
}

/** What kinds of shapes a layer of the file has is not known beforehand: each is drawn by its kind. */
function vectorLayers(
  layer: Layer,
  overlay: Extract<Overlay, { kind: 'pmtiles' }>,
  { key, version, bbox, zooms, sourceLayers = [] }: Drawing,
  appearance: Appearance,
  sources: Record<string, SourceSpecification>,
): readonly LayerSpecification[] {
  sources[layer.id] = {
    type: 'vector',
    tiles: [vectorTiles(key, version)],
    minzoom: zooms?.min ?? 0,
    maxzoom: zooms?.max ?? 14,
    bounds: [...bbox],
  }
  const lookAs = (kind: SymbolGeometry) => lookOf(overlay.style, kind, appearance)
  const { opacity } = layer
  return sourceLayers.flatMap((name): LayerSpecification[] => {
    const common = { source: layer.id, 'source-layer': name, minzoom: layer.minZoom, maxzoom: layer.maxZoom }
    const [area, line, dot] = [lookAs('polygon'), lookAs('line'), lookAs('point')]
    const id = `${layer.id}:${name}`
    const layers: LayerSpecification[] = []
    if (area.fill)
      layers.push({
        id: `${id}:fill`,
        type: 'fill',
        ...common,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': area.fill, 'fill-opacity': area.fillOpacity * opacity },
      })
    if (area.hatch)
      layers.push({
        id: `${id}:hatch`,
        type: 'fill',
        ...common,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-pattern': hatchId(area.hatch, area.hatchColor), 'fill-opacity': opacity },
      })
    layers.push(
      {
        id: `${id}:line`,
        type: 'line',
        ...common,
        filter: ['in', ['geometry-type'], ['literal', ['LineString', ...(area.line ? ['Polygon'] : [])]]],
        paint: {
          'line-color': line.line ?? '#55666b',
          'line-width': line.lineWidth,
          'line-opacity': opacity,
          ...(line.lineDash ? { 'line-dasharray': [...line.lineDash] } : {}),
        },
      },
      {
        id: `${id}:dot`,
        type: 'circle',
        ...common,
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': dot.fill ?? '#55666b',
          'circle-radius': dot.radius,
          'circle-opacity': dot.fillOpacity * opacity,
          'circle-stroke-color': dot.line ?? '#ffffff',
          'circle-stroke-width': 1,
          'circle-stroke-opacity': opacity,
        },
      },
    )
    return layers
  })
}
