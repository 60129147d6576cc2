import { geometryFromGeoJson } from '../src/core/geometry.ts'
import { authalicPlane } from '../src/core/plane.ts'
import type { Table } from '../src/core/table.ts'
import type { Parts } from './nasty-polygons.ts'

export const testPlane = authalicPlane({ lng0: 118.75, latTs: 37.65 })

/** Polygons of metres in testPlane as a lon/lat table. */
export function tableOfParts(polygons: readonly Parts[]): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    polygons.map((coordinates) => ({ type: 'MultiPolygon', coordinates })),
  )
  const xy = testPlane.toLngLat(geometry.xy)
  return { name: 't', crs: 'EPSG:4490', length: polygons.length, columns: [], geometry: { ...geometry, xy } }
}

/** A star-shaped ring, counter-clockwise, closed; its radius falls by up to the share `depth`. */
export function starRing(
  next: () => number,
  x: number,
  y: number,
  radius: number,
  count: number,
  depth = 0.5,
): [number, number][] {
  const ring = Array.from({ length: count }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / count
    const r = radius * (1 - depth * next())
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
  })
  return [...ring, ring[0]]
}
