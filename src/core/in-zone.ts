import { crsOf } from './crs.ts'
import { cgcs2000Zone, zoneOf } from './crs-registry.ts'
import { lngLatOf } from './plane.ts'
import { reproject } from './reproject.ts'
import type { Table } from './table.ts'
import type { Task } from './task.ts'

/** The table in a zone of CGCS2000: its own, or with zone number the one in whose middle it lies best; null outside the zones of China. */
export function inZone(table: Table, task: Task): Table | null {
  const info = crsOf(table.crs)
  if (info?.datum === 'cgcs2000' && info.zone) return table
  const lngLat = lngLatOf(table)
  let west = Infinity
  let east = -Infinity
  for (let i = 0; i < lngLat.length; i += 2) {
    west = Math.min(west, lngLat[i])
    east = Math.max(east, lngLat[i])
  }
  const crs = cgcs2000Zone(zoneOf((west + east) / 2), 3, true)
  return crs ? reproject(table, crs, task) : null
}
