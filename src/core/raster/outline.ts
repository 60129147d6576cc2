import type { Table } from '../table.ts'
import type { GridReader } from './grid.ts'

/** Points along each side: a raster's straight side may be bent on the map. */
const SIDE_POINTS = 16

/** The raster's outline as a table of one row, in the raster's CRS. */
export function outlineOf({ meta }: GridReader): Table {
  const { transform, width, height } = meta.levels[0]
  const [a, b, c, d, e, f] = transform
  const corners = [
    [0, 0],
    [0, height],
    [width, height],
    [width, 0],
  ]
  const xy: number[] = []
  corners.forEach(([column, row], i) => {
    const [nextColumn, nextRow] = corners[(i + 1) % 4]
    for (let k = 0; k < SIDE_POINTS; k++) {
      const x = column + ((nextColumn - column) * k) / SIDE_POINTS
      const y = row + ((nextRow - row) * k) / SIDE_POINTS
      xy.push(a + b * x + c * y, d + e * x + f * y)
    }
  })
  xy.push(xy[0], xy[1])
  return {
    name: meta.name,
    crs: meta.crs,
    length: 1,
    columns: [],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from(xy),
      rings: Uint32Array.of(0, xy.length / 2),
      parts: Uint32Array.of(0, 1),
      rows: Uint32Array.of(0, 1),
    },
  }
}
