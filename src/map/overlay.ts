import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { MapOverlay } from '../app/ports.ts'
import { FONTS } from './fonts.ts'

export const OVERLAY = 'overlay'
const BLUE = '#0057d9'
const RED = '#d00000'
/** What lies below keeps so much of its colour in bright sun. */
const BELOW_SHARE = 0.4

const role = (...names: string[]): ExpressionSpecification => ['in', ['get', 'role'], ['literal', names]]

export function overlaySource(overlay: MapOverlay): SourceSpecification {
  return { type: 'geojson', data: overlay.features }
}

/** Over ground and data in bright sun: they fade, and the outlines of parcels stand out black with a white edge. */
export function sunLayers(outlined: { readonly source: string; readonly minZoom: number } | null): LayerSpecification[] {
  const veil: LayerSpecification = {
    id: 'sun:veil',
    type: 'background',
    paint: { 'background-color': '#ffffff', 'background-opacity': 1 - BELOW_SHARE },
  }
  if (!outlined) return [veil]
  const line = (id: string, color: string, width: number): LayerSpecification => ({
    id: `sun:${id}`,
    type: 'line',
    source: outlined.source,
    'source-layer': 'shapes',
    minzoom: outlined.minZoom,
    paint: { 'line-color': color, 'line-width': ['interpolate', ['linear'], ['zoom'], 13, width / 3, 17, width] },
  })
  return [veil, line('casing', '#ffffff', 7), line('line', '#000000', 3)]
}

/** Names in the sun: black on white, whatever colour the layer gives them. */
export function sunnyName(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== 'symbol') return layer
  return {
    ...layer,
    paint: { ...layer.paint, 'text-color': '#000000', 'text-halo-color': '#ffffff', 'text-halo-width': 2.5, 'text-opacity': 1 },
  }
}

/** The parcel in hand, its points, the position with its accuracy and direction, and the way to what is looked for. */
export function overlayLayers(): LayerSpecification[] {
  return [
    {
      id: 'overlay:area',
      type: 'line',
      source: OVERLAY,
      filter: role('area'),
      paint: { 'line-color': '#555555', 'line-width': 4, 'line-dasharray': [3, 2] },
    },
    {
      id: 'overlay:parcel',
      type: 'fill',
      source: OVERLAY,
      filter: role('parcel'),
      paint: { 'fill-color': '#ffd400', 'fill-opacity': 0.45 },
    },
    {
      id: 'overlay:outline',
      type: 'line',
      source: OVERLAY,
      filter: role('parcel'),
      paint: { 'line-color': '#000000', 'line-width': 5 },
      layout: { 'line-join': 'round' },
    },
    {
      id: 'overlay:accuracy',
      type: 'fill',
      source: OVERLAY,
      filter: role('accuracy', 'accuracyStale'),
      paint: { 'fill-color': ['match', ['get', 'role'], 'accuracy', BLUE, '#555555'], 'fill-opacity': 0.14 },
    },
    {
      id: 'overlay:accuracy-line',
      type: 'line',
      source: OVERLAY,
      filter: role('accuracy', 'accuracyStale'),
      paint: { 'line-color': ['match', ['get', 'role'], 'accuracy', BLUE, '#555555'], 'line-width': 2.5 },
    },
    {
      id: 'overlay:way-casing',
      type: 'line',
      source: OVERLAY,
      filter: role('way', 'walked'),
      paint: { 'line-color': '#ffffff', 'line-width': 6 },
    },
    {
      id: 'overlay:way',
      type: 'line',
      source: OVERLAY,
      filter: role('way', 'walked'),
      paint: { 'line-color': BLUE, 'line-width': 3, 'line-dasharray': [2.5, 2] },
    },
    {
      id: 'overlay:point',
      type: 'circle',
      source: OVERLAY,
      filter: role('point', 'target', 'measured'),
      paint: {
        'circle-radius': ['match', ['get', 'role'], 'target', 9, 'measured', 5, 6],
        'circle-color': [
          'case',
          ['==', ['get', 'role'], 'target'],
          RED,
          ['==', ['get', 'role'], 'measured'],
          BLUE,
          ['get', 'isDone'],
          '#000000',
          '#ffffff',
        ],
        'circle-stroke-color': '#000000',
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'overlay:heading',
      type: 'fill',
      source: OVERLAY,
      filter: role('heading'),
      paint: { 'fill-color': BLUE, 'fill-opacity': 0.85 },
    },
    {
      id: 'overlay:position',
      type: 'circle',
      source: OVERLAY,
      filter: role('position', 'positionStale'),
      paint: {
        'circle-radius': 9,
        'circle-color': ['match', ['get', 'role'], 'position', BLUE, '#555555'],
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'overlay:name',
      type: 'symbol',
      source: OVERLAY,
      filter: role('point', 'target', 'name'),
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Map SemiBold', ...FONTS],
        'text-size': 16,
        'text-anchor': 'bottom-left',
        'text-offset': [0.5, -0.4],
        'text-allow-overlap': false,
        'symbol-sort-key': ['match', ['get', 'role'], 'target', 0, 1],
      },
      paint: { 'text-color': '#000000', 'text-halo-color': '#ffffff', 'text-halo-width': 3 },
    },
  ]
}
