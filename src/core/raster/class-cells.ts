import { classOf } from '../classify.ts'
import type { Task } from '../task.ts'
import { type GridReader, nodataOf } from './grid.ts'
import type { GridLook } from './grid-look.ts'

/** Cells of one tile of the full resolution, 0: no value, else the number of the class from 1. */
export interface ClassTile {
  readonly x: number
  readonly y: number
  /** `tileWidth` to a row */
  readonly cells: Uint8Array<ArrayBuffer>
}

/** The classes of the first band as the map shows them, tile by tile in rows. */
export async function* classTiles(reader: GridReader, look: GridLook, task: Task): AsyncGenerator<ClassTile> {
  const { width, height, tileWidth, tileHeight } = reader.meta.levels[0]
  const none = nodataOf(reader.meta)
  const across = Math.ceil(width / tileWidth)
  const down = Math.ceil(height / tileHeight)
  const breaks = look.breaks ?? []
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const samples = await reader.readTile(0, x, y, 0, task.signal)
      const cells = new Uint8Array(tileWidth * tileHeight)
      for (let i = 0; i < Math.min(cells.length, samples.length); i++)
        if (samples[i] !== none) cells[i] = classOf(samples[i], breaks) + 1
      yield { x, y, cells }
      task.progress((y * across + x + 1) / (across * down), 'stage.write')
      await task.breathe()
    }
}
