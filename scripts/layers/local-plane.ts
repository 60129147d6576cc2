/**
 * The drawing board: metres east and north of a point in the middle of the district. It is a linear map of longitude and
 * latitude, so that a line straight here is straight in degrees; good for drawing (0.2 % over the district), never for areas.
 */
const ORIGIN_LNG = 118.78
const ORIGIN_LAT = 37.68
const M_PER_DEG_LNG = 88_220
const M_PER_DEG_LAT = 110_990
const GRID = 1e9

export type XY = readonly [number, number]

export const toX = (lng: number) => (lng - ORIGIN_LNG) * M_PER_DEG_LNG
export const toY = (lat: number) => (lat - ORIGIN_LAT) * M_PER_DEG_LAT
/** Degrees on the 1e-9° grid (0.1 mm): the rounding that makes the bytes independent of the last bit of a sine. */
export const toLng = (x: number) => Math.round((x / M_PER_DEG_LNG + ORIGIN_LNG) * GRID) / GRID
export const toLat = (y: number) => Math.round((y / M_PER_DEG_LAT + ORIGIN_LAT) * GRID) / GRID
export const toXY = ([lng, lat]: XY): XY => [toX(lng), toY(lat)]
export const toLngLat = ([x, y]: XY): XY => [toLng(x), toLat(y)]
