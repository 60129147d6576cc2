import polygonClipping from 'polygon-clipping'
import proj4 from 'proj4'
import type { PolygonFeature } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

/** The equal-area plane as PROJ has it, and polygon-clipping in it: neither is what the product computes with. */
const { forward } = proj4('+proj=cea +lon_0=118.75 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs')
type Rings = [number, number][][]
export function inPlane({ geometry }: PolygonFeature): Rings[] {
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as number[][][][]
  return polygons.map((rings) => rings.map((ring) => ring.map((position) => forward(position.slice(0, 2)) as [number, number])))
}
export function planarM2(polygons: readonly Rings[]): number {
  let area = 0
  for (const ring of polygons.flat()) {
    const [x0, y0] = ring[0]
    for (let i = 0; i + 1 < ring.length; i++) {
      area += ((ring[i][0] - x0) * (ring[i + 1][1] - y0) - (ring[i + 1][0] - x0) * (ring[i][1] - y0)) / 2
    }
  }
  return area
}
export function sharedM2(a: readonly PolygonFeature[], b: readonly PolygonFeature[]): number {
  return planarM2(polygonClipping.intersection(a.flatMap(inPlane), b.flatMap(inPlane)))
}
export const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
/** Σ over pairs, and Σ over the rows of a of what b covers of them, every place once. */
export const pairsM2 = (a: readonly PolygonFeature[], b: readonly PolygonFeature[]) =>
  sumOf(a.flatMap((one) => b.map((other) => sharedM2([one], [other]))))
export const coveredM2 = (a: readonly PolygonFeature[], b: readonly PolygonFeature[]) => sumOf(a.map((one) => sharedM2([one], b)))
export const totalM2 = (features: readonly PolygonFeature[]) => features.reduce((sum, { geometry }) => sum + areaM2(geometry), 0)
