import { seamsCrossed } from '../core/sketch/figures.ts'
import type { LngLat } from '../workers/tiles-api.ts'

/** How far the border of two zones is drawn beyond what crosses it, degrees. */
const SEAM_BEYOND = 0.2

/**
 * What is drawn of a sketch: its area, line and points, and the zone borders that it crosses.
 * @param pointer where the next point would go
 */
export function sketchFeatures(
  vertices: readonly LngLat[],
  isRing: boolean,
  pointer: LngLat | null,
): GeoJSON.FeatureCollection | null {
  if (vertices.length === 0) return null
  const path = (pointer ? [...vertices, pointer] : vertices).map(([lng, lat]) => [lng, lat])
  const features: GeoJSON.Feature[] = vertices.map(([lng, lat]) => feature({ type: 'Point', coordinates: [lng, lat] }))
  if (isRing && path.length > 2) features.push(feature({ type: 'Polygon', coordinates: [[...path, path[0]]] }))
  else if (path.length > 1) features.push(feature({ type: 'LineString', coordinates: path }))
  return { type: 'FeatureCollection', features: [...features, ...seamFeatures(path as unknown as readonly LngLat[])] }
}

/** Borders of 3° zones between the points, from below them to above. */
export function seamFeatures(points: readonly LngLat[]): readonly GeoJSON.Feature[] {
  const lats = points.map(([, lat]) => lat)
  const [south, north] = [Math.min(...lats) - SEAM_BEYOND, Math.max(...lats) + SEAM_BEYOND]
  return seamsCrossed(points).map((lng) =>
    feature(
      {
        type: 'LineString',
        coordinates: [
          [lng, south],
          [lng, north],
        ],
      },
      { k: 'seam' },
    ),
  )
}

export function feature(geometry: GeoJSON.Geometry, properties: GeoJSON.GeoJsonProperties = {}): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry }
}
