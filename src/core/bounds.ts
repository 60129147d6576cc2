import { crsOf } from './crs.ts'
import { lngLatOf } from './plane.ts'
import type { Table } from './table.ts'

type Box = readonly [number, number, number, number]

/** As stored; null without vertices. */
export function ownBox(table: Table): Box | null {
  return table.geometry ? boxOf(table.geometry.xy) : null
}
/** In degrees; null without vertices or where the CRS is not known. */
export function lngLatBox(table: Table): Box | null {
  return table.geometry && crsOf(table.crs) ? boxOf(lngLatOf(table)) : null
}

function boxOf(xy: Float64Array): Box | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < xy.length; i += 2) {
    if (xy[i] < x0) x0 = xy[i]
    if (xy[i] > x1) x1 = xy[i]
    if (xy[i + 1] < y0) y0 = xy[i + 1]
    if (xy[i + 1] > y1) y1 = xy[i + 1]
  }
  return x1 >= x0 ? [x0, y0, x1, y1] : null
}
