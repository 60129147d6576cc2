/**
 * World pixels: spherical Web Mercator (EPSG:3857 on geodetic latitude) as unsigned 32-bit integers, x east and y south
 * from the north-west corner. One unit is 0.93 cm at the equator. Equal lon/lat give equal integers, so that borders which
 * two features share stay the same line at every zoom.
 */
export const WORLD = 2 ** 32
/** Latitude where the square ends. */
const MAX_LAT = 85.0511287798066
const RADIANS = Math.PI / 180

/** World x of a longitude in degrees; not rounded. */
export function worldX(lng: number): number {
  return (lng / 360 + 0.5) * WORLD
}
/** World y of a latitude in degrees; not rounded. */
export function worldY(lat: number): number {
  const sin = Math.sin(Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * RADIANS)
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * WORLD
}

/** Bands a degree of latitude, 1.7 km each: the vertices of a parcel lie in one or two. */
const BANDS = 64
/** Beyond, the series below would need more terms. */
const SERIES_LAT = 75

/**
 * Rounds lon/lat pairs `from` … `to` (vertex indexes) into `out`. Pairs that are no numbers become 0, 0.
 *
 * Sine and logarithm took most of the time in which a table is made ready. Within a band of latitude world y is its Taylor series about the
 * band's middle φ: y′ = −k sec φ, y″ = −k sec φ tan φ, y‴ = −k sec φ (2 sec² φ − 1) with k = WORLD / 2π; what is left out is below 1e-4
 * of a unit. A latitude has one band, whoever asks, so that equal ones stay equal.
 */
export function toWorld(lngLat: Float64Array, out: Uint32Array, from: number, to: number): void {
  let band = Number.NaN
  let middle = 0
  let y0 = 0
  let y1 = 0
  let y2 = 0
  let y3 = 0
  for (let i = from * 2; i < to * 2; i += 2) {
    out[i] = clampWorld(worldX(lngLat[i]))
    const lat = lngLat[i + 1]
    const own = Math.floor(lat * BANDS)
    if (own !== band) {
      // also false for NaN
      if (!(Math.abs(lat) < SERIES_LAT)) {
        out[i + 1] = clampWorld(worldY(lat))
        continue
      }
      band = own
      middle = (band + 0.5) / BANDS
      const tan = Math.tan(middle * RADIANS)
      const square = 1 + tan * tan
      const sec = -(WORLD / (2 * Math.PI)) * Math.sqrt(square)
      y0 = worldY(middle)
      y1 = sec * RADIANS
      y2 = (sec * tan * RADIANS ** 2) / 2
      y3 = (sec * (2 * square - 1) * RADIANS ** 3) / 6
    }
    const d = lat - middle
    out[i + 1] = clampWorld(y0 + d * (y1 + d * (y2 + d * y3)))
  }
}
function clampWorld(value: number): number {
  return value > 0 ? Math.min(WORLD - 1, Math.round(value)) : 0
}
