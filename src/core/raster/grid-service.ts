import { AppError } from '../errors.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { GridReader } from './grid.ts'
import { gridPixels, gridValueAt, type MapTile } from './grid-image.ts'
import type { GridLook } from './grid-look.ts'
import { outlineOf } from './outline.ts'

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
