import { fromLngLat, requireCrs } from './crs.ts'
import { lngLatOf } from './plane.ts'
import type { Table } from './table.ts'
import type { Task } from './task.ts'

/** Vertices moved through lon/lat; CGCS2000 and WGS 84 count as equal. Heights stay. @throws AppError crs.unknown */
export function reproject(table: Table, crs: string, task: Pick<Task, 'note'>): Table {
  const info = requireCrs(crs)
  if (!table.geometry || table.crs === info.code) return { ...table, crs: info.code }
  if (info.needsParameters || requireCrs(table.crs).needsParameters)
    task.note('summary.noDatum', { crs: info.needsParameters ? info.code : table.crs }, 'warning')
  const xy = fromLngLat(info.code, lngLatOf(table), new Float64Array(table.geometry.xy.length))
  return { ...table, crs: info.code, geometry: { ...table.geometry, xy } }
}
