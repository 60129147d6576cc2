import { AppError } from '../errors.ts'
import type { ClassMethod } from '../symbology.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { type NumberProfile, numberProfile, roundedBreaks } from '../tiling/field-profile.ts'
import { sampleValues } from './default-look.ts'
import type { GridReader } from './grid.ts'
import { gridPixels, gridValueAt, heightPixels, type MapTile } from './grid-image.ts'
import type { GridLook } from './grid-look.ts'
import { outlineOf } from './outline.ts'

/** Rasters open by id: everything of the tiles worker that shows them. @param open reads a file's head */
export function createGridService<F>(open: (file: F, task: Task) => Promise<GridReader>) {
  const grids = new Map<string, { readonly reader: GridReader; readonly look: GridLook }>()

  /** taken once: a histogram and each change of classes look at the same cells */
  const samples = new Map<string, Promise<Float64Array>>()

  function sampleOf(id: string, task: Task): Promise<Float64Array> {
    const grid = grids.get(id)
    if (!grid) throw new AppError('tiles.noTable', { table: id })
    let sample = samples.get(id)
    if (!sample) {
      sample = sampleValues(grid.reader, task)
      samples.set(id, sample)
      sample.catch(() => samples.delete(id))
    }
    return sample
  }

  return {
    async putGrid({ id, file, look }: { id: string; file: F; look: GridLook }, task: Task): Promise<Table> {
      const reader = grids.get(id)?.reader ?? (await open(file, task))
      grids.set(id, { reader, look })
      return outlineOf(reader)
    },
    /** Another look of an open raster; false: it is not open. */
    setGridLook({ id, look }: { id: string; look: GridLook }): boolean {
      const grid = grids.get(id)
      if (grid) grids.set(id, { ...grid, look })
      return grid !== undefined
    },
    /** How values spread, from a sample of cells. @throws AppError tiles.noTable */
    async gridNumbers({ id, bins }: { id: string; bins: number }, task: Task): Promise<NumberProfile> {
      return numberProfile(await sampleOf(id, task), bins)
    },
    async gridBreaks({ id, method, count }: { id: string; method: ClassMethod; count: number }, task: Task) {
      return roundedBreaks(await sampleOf(id, task), method, count)
    },
    dropGrid({ id }: { id: string }): void {
      samples.delete(id)
      grids.delete(id)
    },
    /** null when the raster has gone while its last tiles were on their way */
    async gridPixels({ id, ...tile }: MapTile & { readonly id: string }, task: Task) {
      const grid = grids.get(id)
      return grid ? gridPixels(grid.reader, grid.look, tile, task) : null
    },
    async heightPixels({ id, ...tile }: MapTile & { readonly id: string }, task: Task) {
      const grid = grids.get(id)
      return grid ? heightPixels(grid.reader, tile, task) : null
    },
    async gridValue({ id, at, band }: { id: string; at: readonly [number, number]; band: number }, task: Task) {
      const grid = grids.get(id)
      if (!grid) throw new AppError('tiles.noTable', { table: id })
      return gridValueAt(grid.reader, band, at[0], at[1], task.signal)
    },
  }
}
