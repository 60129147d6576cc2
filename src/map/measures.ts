import type { Measurement, Session } from '../app/state.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { labelPoint } from '../core/label-point.ts'
import { sketchFigures } from '../core/sketch/figures.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength } from '../core/units.ts'
import type { LngLat } from '../workers/tiles-api.ts'
import { feature, seamFeatures } from './sketch-features.ts'

type Words = Pick<Session, 'locale' | 'areaUnit'>

/** The same, made anew only when the measurements or their words change. */
export function createMeasures(): typeof measureFeatures {
  let last: { readonly of: readonly Measurement[]; readonly words: string; readonly features: GeoJSON.FeatureCollection } | null =
    null
  return (of, words) => {
    const key = `${words.locale} ${words.areaUnit}`
    if (last?.of !== of || last.words !== key) last = { of, words: key, features: measureFeatures(of, words) }
    return last.features
  }
}

/** Measurements with their figures, as they stay on the map: property k is what a feature is, t the text on it. */
export function measureFeatures(measurements: readonly Measurement[], { locale, areaUnit }: Words): GeoJSON.FeatureCollection {
  const features = measurements.flatMap(({ kind, points }) => {
    const { segments, lengthM, areaM2 } = sketchFigures(points, kind === 'area')
    const sides = segments.map(({ from, to, lengthM: sideM }) =>
      feature({ type: 'LineString', coordinates: [[...from], [...to]] }, { k: 'side', t: lengthText(sideM) }),
    )
    const corners = points.map((at) => feature({ type: 'Point', coordinates: [...at] }, { k: 'corner' }))
    const shared = [...sides, ...corners, ...seamFeatures(points)]
    if (areaM2 === null) {
      const end = points[points.length - 1]
      return segments.length > 1
        ? [...shared, feature({ type: 'Point', coordinates: [...end] }, { k: 'total', t: lengthText(lengthM) })]
        : shared
    }
    const ring = [...points, points[0]].map(([lng, lat]) => [lng, lat])
    const unit = areaUnit === 'm2' ? companionUnits(areaM2)[0] : areaUnit
    const t = `${shownArea(areaM2, 'm2')} m²\n${shownArea(areaM2, unit)} ${AREA_UNITS[unit].label[locale]}`
    const middle = middleOf(ring as unknown as readonly LngLat[])
    return [
      feature({ type: 'Polygon', coordinates: [ring] }, { k: 'area' }),
      ...shared,
      ...(middle ? [feature({ type: 'Point', coordinates: [...middle] }, { k: 'area-total', t })] : []),
    ]
  })
  return { type: 'FeatureCollection', features }
}

function lengthText(lengthM: number): string {
  const { text, unit } = shownLength(lengthM)
  return `${text} ${unit}`
}

function middleOf(closed: readonly LngLat[]): LngLat | null {
  const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [closed.map((at) => [...at])] }])
  return labelPoint(geometry, 0, geometry.xy, 1 / Math.cos((closed[0][1] * Math.PI) / 180))
}
