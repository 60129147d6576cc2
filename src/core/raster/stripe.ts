import type { Task } from '../task.ts'
import { type GridReader, nodataOf, type Samples } from './grid.ts'
import type { CellValue } from './zone-sums.ts'

/** Values of a piece of a stripe, row by row; NaN where there is none. */
export interface StripeValues {
  readonly col0: number
  readonly row0: number
  readonly width: number
  readonly height: number
  readonly values: Float32Array | Float64Array
}

export interface StripePlace {
  readonly row0: number
  readonly height: number
  /** columns of tiles from … to (exclusive) */
  readonly tileFrom: number
  readonly tileTo: number
}

/** Tiles on their way at once: hides the latency of a network without holding many. */
const AT_ONCE = 4

/** Reads the tiles of a piece of a stripe and lays them side by side; row0 is the first row of a tile. */
export async function readStripe(
  reader: GridReader,
  levelIndex: number,
  value: CellValue,
  place: StripePlace,
  task: Task,
): Promise<StripeValues> {
  const { meta } = reader
  const level = meta.levels[levelIndex]
  const col0 = place.tileFrom * level.tileWidth
  const width = Math.min(level.width, place.tileTo * level.tileWidth) - col0
  // 32-bit floats hold 8- and 16-bit integers and themselves exactly; differences and wider types need more
  const isNarrow = value.kind === 'band' && !['u32', 'i32', 'f64'].includes(meta.sampleType)
  const values = isNarrow ? new Float32Array(width * place.height) : new Float64Array(width * place.height)
  const nodata = nodataOf(meta)
  const tiles: { tileX: number; tileY: number }[] = []
  const firstTileRow = Math.floor(place.row0 / level.tileHeight)
  const endTileRow = Math.ceil((place.row0 + place.height) / level.tileHeight)
  for (let tileY = firstTileRow; tileY < endTileRow; tileY++)
    for (let tileX = place.tileFrom; tileX < place.tileTo; tileX++) tiles.push({ tileX, tileY })

  const readOne = async ({ tileX, tileY }: { tileX: number; tileY: number }) => {
    const read = (band: number) => reader.readTile(levelIndex, tileX, tileY, band, task.signal)
    const samples =
      value.kind === 'band'
        ? withoutNodata(await read(value.band), nodata)
        : differenceOf(value.kind, await read(value.a), await read(value.b), nodata)
    const x0 = tileX * level.tileWidth - col0
    const across = Math.min(level.tileWidth, width - x0)
    const y0 = tileY * level.tileHeight - place.row0
    for (let y = Math.max(0, -y0); y < level.tileHeight && y0 + y < place.height; y++) {
      const start = y * level.tileWidth
      values.set(samples.subarray(start, start + across), (y0 + y) * width + x0)
    }
    await task.breathe()
  }
  for (let i = 0; i < tiles.length; i += AT_ONCE) await Promise.all(tiles.slice(i, i + AT_ONCE).map(readOne))
  return { col0, row0: place.row0, width, height: place.height, values }
}

function withoutNodata(samples: Samples, nodata: number): Samples {
  if (Number.isNaN(nodata) || !samples.includes(nodata)) return samples
  const out =
    samples instanceof Uint32Array || samples instanceof Int32Array || samples instanceof Float64Array
      ? Float64Array.from(samples)
      : Float32Array.from(samples)
  for (let i = 0; i < out.length; i++) if (samples[i] === nodata) out[i] = Number.NaN
  return out
}

/** No value where either has none or would be divided by zero. */
function differenceOf(kind: Exclude<CellValue['kind'], 'band'>, a: Samples, b: Samples, nodata: number): Float64Array {
  const out = new Float64Array(Math.min(a.length, b.length)).fill(Number.NaN)
  for (let i = 0; i < out.length; i++) {
    if (a[i] === nodata || b[i] === nodata) continue
    const by = kind === 'plainDifference' ? 1 : a[i] + b[i]
    if (by !== 0) out[i] = (a[i] - b[i]) / by
  }
  return out
}
