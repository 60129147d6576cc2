import { AppError } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { GridReader } from './grid.ts'
import { gridPixels, gridValueAt, type MapTile } from './grid-image.ts'
import type { GridLook } from './grid-look.ts'

/** Points along each side of the outline: a raster's straight side may be bent on the map. */
const SIDE_POINTS = 16

/** Rasters open by id: everything of the tiles worker that shows them. @param open reads a file's head */
export function createGridService<F>(open: (file: F, task: Task) => Promise<GridReader>) {
  const grids = new Map<string, { readonly reader: GridReader; readonly look: GridLook }>()

  return {
    async putGrid({ id, file, look }: { id: string; file: F; look: GridLook }, task: Task): Promise<Table> {
      const reader = grids.get(id)?.reader ?? (await open(file, task))
      grids.set(id, { reader, look })
      return outlineOf(reader)
    },
    dropGrid({ id }: { id: string }): void {
      grids.delete(id)
    },
    /** null when the raster has gone while its last tiles were on their way */
    async gridPixels({ id, ...tile }: MapTile & { readonly id: string }, task: Task) {
      const grid = grids.get(id)
      return grid ? gridPixels(grid.reader, grid.look, tile, task) : null
    },
    async gridValue({ id, at, band }: { id: string; at: readonly [number, number]; band: number }, task: Task) {
      const grid = grids.get(id)
      if (!grid) throw new AppError('tiles.noTable', { table: id })
      return gridValueAt(grid.reader, band, at[0], at[1], task.signal)
    },
  }
}

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
