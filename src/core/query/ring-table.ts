import { geometryFromGeoJson, planarArea } from '../geometry.ts'
import type { Table } from '../table.ts'

/** A ring in lon/lat (closed or not, either way round) as a layer of one polygon. */
export function ringTable(ring: readonly (readonly [number, number])[]): Table {
  const [first] = ring
  const last = ring[ring.length - 1]
  const closed = first && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : [...ring]
  const points = closed.map(([lng, lat]) => [lng, lat])
  const isClockwise = planarArea(Float64Array.from(points.flat()), 0, points.length) < 0
  if (isClockwise) points.reverse()
  return {
    name: 'ring',
    crs: 'EPSG:4490',
    length: 1,
    columns: [],
    geometry: geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [points] }]),
  }
}
