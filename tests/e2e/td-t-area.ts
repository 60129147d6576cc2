/**
 * Ellipsoidal area as 国土调查办发〔2008〕32号 prints it, with the CGCS2000 constants of TD/T 1055-2019: five terms, written here a second
 * time, so that the product is not measured with its own yardstick.
 */
const POLAR_RADIUS_M = 6356752.314140356
const E2 = 0.006694380022900686
const TERMS = [
  1 + (3 / 6) * E2 + (30 / 80) * E2 ** 2 + (35 / 112) * E2 ** 3 + (630 / 2304) * E2 ** 4,
  -((1 / 6) * E2 + (15 / 80) * E2 ** 2 + (21 / 112) * E2 ** 3 + (420 / 2304) * E2 ** 4),
  (3 / 80) * E2 ** 2 + (7 / 112) * E2 ** 3 + (180 / 2304) * E2 ** 4,
  -((1 / 112) * E2 ** 3 + (45 / 2304) * E2 ** 4),
  (5 / 2304) * E2 ** 4,
]
const RADIANS = Math.PI / 180

type Position = readonly number[]

function ringM2(ring: readonly Position[]): number {
  const [[meridian]] = ring
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [l1, b1] = ring[i]
    const [l2, b2] = ring[i + 1]
    const h = (b2 - b1) * RADIANS
    const middle = ((b1 + b2) / 2) * RADIANS
    const series = TERMS.reduce(
      (total, term, k) => total + term * Math.sin(((2 * k + 1) * h) / 2) * Math.cos((2 * k + 1) * middle),
      0,
    )
    sum += 2 * POLAR_RADIUS_M ** 2 * ((l1 + l2) / 2 - meridian) * RADIANS * series
  }
  return Math.abs(sum)
}

/** m² of a GeoJSON Polygon or MultiPolygon in lon/lat: outer rings less their holes. */
export function areaM2(geometry: { readonly type: string; readonly coordinates: unknown }): number {
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Position[][][]
  return polygons.reduce(
    (total, [outer, ...holes]) => total + ringM2(outer) - holes.reduce((sum, hole) => sum + ringM2(hole), 0),
    0,
  )
}
