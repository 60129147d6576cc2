import type { Task } from '../task.ts'
import { type GridReader, nodataOf } from './grid.ts'
import type { GridLook } from './grid-look.ts'

/** Blue-green to sand, readable on both grounds and by colour-blind eyes; lightness rises evenly. */
const RAMP = ['#27476e', '#2f6f86', '#4c9684', '#8bb87c', '#d0d08a', '#f3e6bd']
const MOST_TILES = 16
const SAMPLES = 50_000
/** What a few odd cells must not stretch the ramp by. */
const CUT = 0.02

/** Values that most cells of the first band have, ascending, from tiles spread over the coarsest overview. */
export async function sampleValues(reader: GridReader, task: Task): Promise<Float64Array> {
  const { meta } = reader
  const index = meta.levels.length - 1
  const level = meta.levels[index]
  const across = Math.ceil(level.width / level.tileWidth)
  const count = across * Math.ceil(level.height / level.tileHeight)
  const step = Math.max(1, count / MOST_TILES)
  const nodata = nodataOf(meta)
  const values: number[] = []
  for (let k = 0; k < count; k += step) {
    const tile = Math.floor(k)
    const samples = await reader.readTile(index, tile % across, Math.floor(tile / across), 0, task.signal)
    const stride = Math.max(1, Math.floor((samples.length * Math.min(count, MOST_TILES)) / SAMPLES))
    for (let i = 0; i < samples.length; i += stride) {
      const value = samples[i]
      if (Number.isFinite(value) && value !== nodata) values.push(value)
    }
    await task.breathe()
  }
  return Float64Array.from(values).sort()
}

/** A ramp over the values that most cells have. */
export async function defaultLook(reader: GridReader, task: Task): Promise<GridLook> {
  const values = await sampleValues(reader, task)
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0
  const range = [at(CUT), Math.max(at(1 - CUT), at(CUT) + Number.EPSILON)] as const
  return { unit: null, range, ramp: RAMP, ...(reader.meta.colours && { isPhoto: true }) }
}
