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

/** Steps of the table in a degree; a power of two, so that latitudes on it are exact. */
const STEPS = 16
const TERMS = 6
/** For each latitude of the steps the Taylor series of worldY by degrees, filled as it is asked for. */
let series: Float64Array | null = null

/** The series' sixth term, which is left out, is 1e-6 of a unit at 85° and less anywhere else. */
function fillSeries(table: Float64Array, at: number, lat: number): void {
  const tan = Math.tan(lat * RADIANS)
  const sec = Math.hypot(1, tan)
  // of asinh(tan φ), whose first derivative is sec φ
  const derivatives = [
    sec,
    sec * tan,
    sec * (2 * tan ** 2 + 1),
    sec * tan * (6 * tan ** 2 + 5),
    sec * (24 * tan ** 4 + 28 * tan ** 2 + 5),
  ]
  // also of a step beyond the side of the square, from which latitudes inside are counted
  table[at] = (0.5 - Math.asinh(tan) / (2 * Math.PI)) * WORLD
  let scale = -WORLD / (2 * Math.PI)
  for (let n = 1; n < TERMS; n++) {
    scale *= RADIANS / n
    table[at + n] = scale * derivatives[n - 1]
  }
}

/**
 * Rounds lon/lat pairs `from` … `to` (vertex indexes) into `out`. Pairs that are no numbers become 0, 0. The logarithm of each latitude
 * would be a third of what stands between a file and its picture: a series around the nearest sixteenth of a degree gives the same
 * number but where it stands within a millionth of a unit of the border between two.
 */
export function toWorld(lngLat: Float64Array, out: Uint32Array, from: number, to: number): void {
  series ??= new Float64Array((180 * STEPS + 1) * TERMS)
  const table = series
  for (let i = from * 2; i < to * 2; i += 2) {
    out[i] = clampWorld(worldX(lngLat[i]))
    const lat = Math.max(-MAX_LAT, Math.min(MAX_LAT, lngLat[i + 1]))
    const step = Math.floor(lat * STEPS + 0.5)
    // a latitude that is no number looks at the first place, and stays none
    const at = ((step + 90 * STEPS) * TERMS) | 0
    // the first derivative is nowhere zero
    if (table[at + 1] === 0) fillSeries(table, at, step / STEPS)
    const d = lat - step / STEPS
    out[i + 1] = clampWorld(
      table[at] + d * (table[at + 1] + d * (table[at + 2] + d * (table[at + 3] + d * (table[at + 4] + d * table[at + 5])))),
    )
  }
}
/** Half up as Math.round, by the array that cuts off what is behind the point: a fifth of the time. */
function clampWorld(value: number): number {
  const next = value + 0.5
  return next >= 1 ? (next < WORLD ? next : WORLD - 1) : 0
}
