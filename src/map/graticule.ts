import type { LayerSpecification } from 'maplibre-gl'
import type { LngLatBox } from '../workers/tiles-api.ts'
import { FONTS } from './fonts.ts'
import type { Palette } from './palette.ts'

export const GRATICULE = 'graticule'
/** Spacings of the lines in minutes of arc, the largest first. */
const STEPS = [600, 300, 120, 60, 30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 1 / 20, 1 / 60]
/** At least so many lines across the shorter side. */
const LEAST_LINES = 3
/** Beyond Mercator's end. */
const MAX_LAT = 85

/**
 * Meridians and parallels of a view at round degrees and minutes: lines with `t`, the value as it is written on a map sheet.
 * @param view lon/lat; the lines reach as far again on each side, so that a small move shows no end of them
 */
export function graticule([west, south, east, north]: LngLatBox): GeoJSON.FeatureCollection {
  const shorter = Math.min(east - west, north - south) * 60
  const step = (STEPS.find((minutes) => shorter / minutes >= LEAST_LINES) ?? STEPS[STEPS.length - 1]) / 60
  const [width, height] = [east - west, north - south]
  const [w, e] = [Math.max(-180, west - width), Math.min(180, east + width)]
  const [s, n] = [Math.max(-MAX_LAT, south - height), Math.min(MAX_LAT, north + height)]
  const line = (coordinates: GeoJSON.Position[], t: string): GeoJSON.Feature => ({
    type: 'Feature',
    properties: { t },
    geometry: { type: 'LineString', coordinates },
  })
  return {
    type: 'FeatureCollection',
    features: [
      ...multiples(w, e, step).map((lng) =>
        line(
          [
            [lng, s],
            [lng, n],
          ],
          angle(lng, 'E', 'W'),
        ),
      ),
      ...multiples(s, n, step).map((lat) =>
        line(
          [
            [w, lat],
            [e, lat],
          ],
          angle(lat, 'N', 'S'),
        ),
      ),
    ],
  }
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
}

function angle(degrees: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(degrees) * 3600)
  const parts = [`${Math.floor(seconds / 3600)}°`]
  if (seconds % 3600) parts.push(`${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}′`)
  if (seconds % 60) parts.push(`${String(seconds % 60).padStart(2, '0')}″`)
  return `${parts.join('')}${degrees < 0 ? negative : positive}`
}

export function graticuleLines({ graticule }: Palette): LayerSpecification {
  return { id: GRATICULE, type: 'line', source: GRATICULE, paint: { 'line-color': graticule, 'line-width': 0.8 } }
}

export function graticuleNames({ graticuleLabel, halo }: Palette): LayerSpecification {
  return {
    id: `${GRATICULE}:name`,
    type: 'symbol',
    source: GRATICULE,
    layout: {
      'text-field': ['get', 't'],
      'text-font': [...FONTS],
      'text-size': 11,
      'symbol-placement': 'line',
      'symbol-spacing': 600,
    },
    paint: { 'text-color': graticuleLabel, 'text-halo-color': halo, 'text-halo-width': 1.5 },
  }
}
