import { isGeographic, toLngLat } from '../crs.ts'
import { ringAreaM2 } from '../plane.ts'
import type { GridLevel } from './grid.ts'

/** Ellipsoidal areas of cells in m², for columns col0 … col0 + count of a row, into `out`. */
export type CellAreas = (row: number, col0: number, count: number, out: Float64Array) => void

/** Between places this far apart the area of a cell changes so evenly that a straight line is right to 1e-8. */
const NODE_DISTANCE_M = 1000
const MAX_STEP = 64

/**
 * Areas of a raster's cells on the CGCS2000 ellipsoid. North-up rasters in degrees: exact, one figure a row. Others: exact at nodes
 * at most 1 km apart (one cell, where cells are larger), in between along a straight line.
 * @throws AppError crs.unknown
 */
export function cellAreas(level: GridLevel, crs: string): CellAreas {
  const [, , c, , e] = level.transform
  if (isGeographic(crs) && c === 0 && e === 0) {
    let lastRow = Number.NaN
    let area = 0
    return (row, _col0, count, out) => {
      if (row !== lastRow) {
        area = blockArea(level, crs, 0, row, 1)
        lastRow = row
      }
      out.fill(area, 0, count)
    }
  }
  const middle = blockArea(level, crs, level.width / 2, level.height / 2, 1)
  const step = Math.max(1, Math.min(MAX_STEP, Math.floor(NODE_DISTANCE_M / Math.sqrt(middle)) || 1))
  const nodes = new Map<number, Float64Array>()
  const across = Math.ceil(level.width / step) + 1
  /** node (i, j): the mean of a block of step × step cells around cell corner i·step, j·step */
  const nodeRow = (j: number) => {
    let row = nodes.get(j)
    if (!row) {
      if (nodes.size > 8) nodes.clear()
      row = Float64Array.from({ length: across }, (_, i) => blockArea(level, crs, (i - 0.5) * step, (j - 0.5) * step, step))
      nodes.set(j, row)
    }
    return row
  }
  return (row, col0, count, out) => {
    const v = (row + 0.5) / step
    const j = Math.floor(v)
    const above = nodeRow(j)
    const below = nodeRow(j + 1)
    const t = v - j
    for (let k = 0; k < count; k++) {
      const u = (col0 + k + 0.5) / step
      const i = Math.floor(u)
      const s = u - i
      out[k] = (above[i] * (1 - s) + above[i + 1] * s) * (1 - t) + (below[i] * (1 - s) + below[i + 1] * s) * t
    }
  }
}

/** Mean area of the cells of a block, m². */
function blockArea({ transform }: GridLevel, crs: string, col: number, row: number, size: number): number {
  const [a, b, c, d, e, f] = transform
  const corners = new Float64Array(10)
  const order = [0, 0, 1, 0, 1, 1, 0, 1, 0, 0]
  for (let k = 0; k < 10; k += 2) {
    const x = col + order[k] * size
    const y = row + order[k + 1] * size
    corners[k] = a + b * x + c * y
    corners[k + 1] = d + e * x + f * y
  }
  return Math.abs(ringAreaM2(toLngLat(crs, corners, corners), 0, 5)) / (size * size)
}
