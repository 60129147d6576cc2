/** Size of a tile in CSS pixels at its own zoom. */
const TILE = 512
/** CGCS2000 semi-major axis in metres and squared first eccentricity. */
const A = 6378137
const E2 = 0.006694380022900686
/** A CSS pixel is 1/96 inch. */
const METRES_PER_CSS_PIXEL = 0.0254 / 96
const RADIANS = Math.PI / 180

/** The whole circle of latitude on the ellipsoid, metres. */
function parallel(lat: number): number {
  const sin = Math.sin(lat * RADIANS)
  return (2 * Math.PI * A * Math.cos(lat * RADIANS)) / Math.sqrt(1 - E2 * sin * sin)
}

/** True east–west metres that a CSS pixel covers at a latitude; Mercator stretches lengths by 1 / cos φ. */
export function metresPerPixel(lat: number, zoom: number): number {
  return parallel(lat) / (TILE * 2 ** zoom)
}
/** Zoom at which the scale is 1:denominator at a latitude. */
export function zoomOfScale(lat: number, denominator: number): number {
  return Math.log2(parallel(lat) / (TILE * METRES_PER_CSS_PIXEL * denominator))
}
