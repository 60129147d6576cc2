import { lngLatBox } from './bounds.ts'
import type { Table } from './table.ts'

/** Latitude of true scale of the product's one plane. It changes no area: what y is stretched by, x is shrunk by. */
export const LAT_TS = 37.65

/**
 * The plane of plane.ts as PROJ writes it, for QGIS, PostGIS and Sedona. The central meridian changes no area either, but
 * must lie near the data: PROJ turns longitudes to ±180° around it, and an edge across that seam would run round the earth.
 * The origin is written out because the JavaScript family of PROJ (proj4js, and what is ported from it) answers NaN without it.
 */
export function authalicProj(table: Table | undefined): string {
  const box = table ? lngLatBox(table) : null
  const lon0 = box ? Math.round(((box[0] + box[2]) / 2) * 100) / 100 : 0
  return `+proj=cea +lon_0=${lon0} +lat_ts=${LAT_TS} +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs`
}
