import { planeOf } from '../../src/core/plane.ts'
import type { Table } from '../../src/core/table.ts'
import { randomOf } from './zones.ts'

/** 545 in 100 000 parcels */
const SHARE = 0.00545

/**
 * Moves one vertex of some rows of a parcel fabric by 1.5 m or 2 mm in a random direction; the neighbours keep theirs, so that an overlap,
 * a gap or a corner that is not shared appears.
 */
export function plantDefects(fabric: Table): { readonly table: Table; readonly planted: readonly number[] } {
  const geometry = fabric.geometry!
  const xy = geometry.xy.slice()
  const plane = planeOf(xy)
  const next = randomOf(7)
  const columns = Math.ceil(Math.sqrt(fabric.length))
  const planted = new Set<number>()
  const count = Math.max(4, Math.round(fabric.length * SHARE))
  while (planted.size < count) {
    const row = Math.floor(next() * fabric.length)
    const [column, line] = [row % columns, Math.floor(row / columns)]
    // not at the outline, where there is no neighbour to disagree with
    if (planted.has(row) || column < 2 || column > columns - 3 || line < 2 || row + 3 * columns > fabric.length) continue
    const vertex = geometry.rings[row] + 1 + Math.floor(next() * 11)
    const moveM = planted.size % 2 === 0 ? 1.5 : 0.002
    const angle = next() * 2 * Math.PI
    const [x, y] = plane.toPlane(xy.slice(2 * vertex, 2 * vertex + 2))
    xy.set(plane.toLngLat(Float64Array.of(x + moveM * Math.cos(angle), y + moveM * Math.sin(angle))), 2 * vertex)
    planted.add(row)
  }
  return { table: { ...fabric, geometry: { ...geometry, xy } }, planted: [...planted] }
}
