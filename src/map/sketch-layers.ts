import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { FONTS } from './fonts.ts'
import type { Palette } from './palette.ts'

export const SKETCH = 'sketch'
export const MEASURES = 'measures'

/** What is being drawn, above all else. */
export function sketchLayers({ accent, halo, label }: Palette): LayerSpecification[] {
  return [
    {
      id: 'sketch:fill',
      type: 'fill',
      source: SKETCH,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': always(accent), 'fill-opacity': always(0.12) },
    },
    {
      id: 'sketch:casing',
      type: 'line',
      source: SKETCH,
      filter: NO_SEAM,
      paint: { 'line-color': always(halo), 'line-width': alwaysWidth(4) },
    },
    {
      id: 'sketch:line',
      type: 'line',
      source: SKETCH,
      filter: NO_SEAM,
      paint: { 'line-color': always(accent), 'line-width': alwaysWidth(2), 'line-dasharray': [3, 1.5] },
    },
    seamLine('sketch:seam', SKETCH, label),
    {
      id: 'sketch:vertex',
      type: 'circle',
      source: SKETCH,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': ['case', ['==', ['get', 'k'], 'middle'], 2.5, 4],
        'circle-stroke-color': accent,
        'circle-stroke-width': ['case', ['==', ['get', 'k'], 'middle'], 1, 2],
      },
    },
  ]
}

/** What was measured, with its figures. */
export function measureLayers({ accent, halo, label }: Palette): LayerSpecification[] {
  const isA = (kind: string): ExpressionSpecification => ['==', ['get', 'k'], kind]
  const words = { 'text-color': label, 'text-halo-color': halo, 'text-halo-width': 2 }
  return [
    {
      id: 'measures:fill',
      type: 'fill',
      source: MEASURES,
      filter: isA('area'),
      paint: { 'fill-color': always(accent), 'fill-opacity': always(0.1) },
    },
    {
      id: 'measures:casing',
      type: 'line',
      source: MEASURES,
      filter: isA('side'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': always(halo), 'line-width': alwaysWidth(4) },
    },
    {
      id: 'measures:line',
      type: 'line',
      source: MEASURES,
      filter: isA('side'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': always(accent), 'line-width': alwaysWidth(2) },
    },
    seamLine('measures:seam', MEASURES, label),
    {
      id: 'measures:corner',
      type: 'circle',
      source: MEASURES,
      filter: isA('corner'),
      paint: { 'circle-color': halo, 'circle-radius': 3, 'circle-stroke-color': accent, 'circle-stroke-width': 1.5 },
    },
    {
      id: 'measures:sides',
      type: 'symbol',
      source: MEASURES,
      filter: isA('side'),
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 't'],
        'text-font': ['Map Regular', ...FONTS],
        'text-size': 11,
        'text-offset': [0, -0.9],
        'text-padding': 1,
      },
      paint: words,
    },
    {
      id: 'measures:totals',
      type: 'symbol',
      source: MEASURES,
      filter: ['any', isA('total'), isA('area-total')],
      layout: {
        'text-field': ['get', 't'],
        'text-font': ['Map SemiBold', ...FONTS],
        'text-size': 13,
        // two that end at the same place make room for each other; the figure that was asked for is never left out
        'text-variable-anchor-offset': ['case', isA('total'), ['literal', BESIDE_AN_END], ['literal', ABOUT_A_MIDDLE]],
        'text-allow-overlap': true,
        'text-max-width': 20,
      },
      paint: words,
    },
  ]
}

/** In this order, in ems from the place itself; both of one length, which an expression asks for. */
const BESIDE_AN_END = ['left', [0.8, 0], 'right', [-0.8, 0], 'bottom', [0, -0.8], 'top', [0, 0.8], 'bottom-left', [0.6, -1.2], 'top-left', [0.6, 1.2]] // biome-ignore format: one row
const ABOUT_A_MIDDLE = ['center', [0, 0], 'top', [0, 1.4], 'bottom', [0, -1.4], 'left', [1, 0], 'right', [-1, 0], 'top-left', [1, 1.4]] // biome-ignore format: one row

const NO_SEAM: ExpressionSpecification = ['!=', ['get', 'k'], 'seam']

/** The border of two 3° zones. */
function seamLine(id: string, source: string, color: string): LayerSpecification {
  return {
    id,
    type: 'line',
    source,
    filter: ['==', ['get', 'k'], 'seam'],
    paint: {
      'line-color': always(color),
      'line-width': alwaysWidth(1),
      'line-dasharray': [8, 3, 1, 3],
      'line-opacity': 0.7,
    },
  }
}

/** A constant in the form that the shapes' properties have, so that the first sketch does not wait for shader programs of its own. */
function always(value: string | number): ExpressionSpecification {
  return ['match', ['get', 'c'], [0], value, value] as unknown as ExpressionSpecification
}
function alwaysWidth(width: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 0, always(width), 24, always(width)] as unknown as ExpressionSpecification
}
