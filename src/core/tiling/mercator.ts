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

/** Rounds lon/lat pairs `from` … `to` (vertex indexes) into `out`. Pairs that are no numbers become 0, 0. */
export function toWorld(lngLat: Float64Array, out: Uint32Array, from: number, to: number): void {
  for (let i = from * 2; i < to * 2; i += 2) {
    out[i] = clampWorld(worldX(lngLat[i]))
    out[i + 1] = clampWorld(worldY(lngLat[i + 1]))
  }
}
function clampWorld(value: number): number {
  return value > 0 ? Math.min(WORLD - 1, Math.round(value)) : 0
}
