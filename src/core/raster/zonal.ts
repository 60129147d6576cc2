import { AppError } from '../errors.ts'
import type { SoundTable } from '../repair.ts'
import { spread } from '../spread.ts'
import type { Task } from '../task.ts'
import { type CellAreas, cellAreas } from './cell-area.ts'
import { type CellZones, cellZones, takeZones } from './cell-zones.ts'
import { type GridLevel, type GridReader, isIntegerType } from './grid.ts'
import { readStripe, type StripeValues } from './stripe.ts'
import kernel, { type ZoneCells } from './zone-cells.kernel.ts'
import partsKernel, { type ZoneBands } from './zone-parts.kernel.ts'
import { type CellValue, type ZonalOptions, type ZoneFigures, ZoneSums } from './zone-sums.ts'

/** Values read at once. */
const MOST_BYTES = 96 << 20
/** Narrow strips are put together to at least this many rows. */
const FEW_ROWS = 256

/**
 * Statistics of a raster inside polygons. The raster is read once, by stripes of tile rows and only where a zone lies; zones wait in
 * the order of their first row. Memory: one piece of a stripe, one accumulator, the zones' outlines and, for
 * quantiles, the values of the zones that the stripe crosses.
 * A cell counts for every zone it lies in.
 * @param rows of the table; zone i is rows[i]
 * @returns figures in the order of rows, and zones that have no place in the raster's CRS (their figures are empty)
 * @throws AppError raster.noBand, raster.noLevel, crs.unknown, and what the reader throws
 */
export async function zonalFigures(
  zonesTable: SoundTable,
  rows: Uint32Array,
  reader: GridReader,
  options: ZonalOptions,
  task: Task,
): Promise<{ readonly figures: readonly ZoneFigures[]; readonly unplaced: readonly number[] }> {
  const { meta } = reader
  const level = meta.levels[options.level]
  if (!level) throw new AppError('raster.noLevel', { level: options.level, levels: meta.levels.length - 1 })
  for (const band of bandsOf(options.value))
    if (!(band >= 0 && band < meta.bands)) throw new AppError('raster.noBand', { band: band + 1, bands: meta.bands })

  const areas = cellAreas(level, meta.crs)
  const zones = cellZones(zonesTable, rows, level, meta.crs, cellLengthM(level, areas))
  const isInteger = options.value.kind === 'band' && isIntegerType(meta.sampleType)
  const figures = new Array<ZoneFigures | undefined>(rows.length)
  /** only of zones that reach beyond one piece of a stripe: an accumulator is some hundred bytes, and zones may be a million */
  const sums = new Map<number, ZoneSums>()
  const sumOf = (zone: number) => {
    const sum = sums.get(zone) ?? new ZoneSums(zones, zone, options, isInteger)
    sums.set(zone, sum)
    return sum
  }
  const finish = (zone: number) => {
    const finished = sumOf(zone).finish()
    sums.delete(zone)
    return finished
  }

  const tileRows = Math.max(1, Math.floor(FEW_ROWS / level.tileHeight))
  const stripeRows = tileRows * level.tileHeight
  const byFirstRow = Uint32Array.from(rows.keys())
    .filter((zone) => touches(zones, zone, level))
    .sort((a, b) => top(zones, a) - top(zones, b))
  let next = 0
  let waiting: number[] = []
  for (let row0 = 0; row0 < level.height; row0 += stripeRows) {
    const height = Math.min(stripeRows, level.height - row0)
    while (next < byFirstRow.length && top(zones, byFirstRow[next]) < row0 + height) waiting.push(byFirstRow[next++])
    if (waiting.length === 0) {
      // nothing before the next zone
      if (next === byFirstRow.length) break
      row0 = Math.floor(Math.max(0, top(zones, byFirstRow[next])) / stripeRows) * stripeRows - stripeRows
      continue
    }
    for (const { from, to } of pieces(zones, waiting, level, meta.sampleType === 'f64' ? 8 : 4, height)) {
      const values = await readStripe(reader, options.level, options.value, { row0, height, tileFrom: from, tileTo: to }, task)
      const whole = waiting.filter((zone) => isWithin(zones, zone, values, level))
      const shared: ZoneCells = { level, crs: meta.crs, options, isInteger, values }
      const found = await wholeZones(zones, Uint32Array.from(whole), shared, task)
      whole.forEach((zone, i) => {
        figures[zone] = found[i]
      })
      const wide = waiting.filter((zone) => !figures[zone])
      await addBands(zones, wide.map(sumOf), shared, task)
    }
    waiting = waiting.filter((zone) => {
      if (figures[zone]) return false
      const goesOn = zones.boxes[4 * zone + 3] > row0 + height
      if (!goesOn) figures[zone] = finish(zone)
      return goesOn
    })
    task.progress((row0 + height) / level.height, 'stage.cells')
  }
  return { figures: Array.from(rows, (_, zone) => figures[zone] ?? finish(zone)), unplaced: zones.unplaced }
}

/** Zones computed at once on one thread. */
const MOST_ZONES = 512

/** Zones whose cells all lie in one piece of a stripe: they wait for nothing else, and are computed side by side (spread.ts). */
async function wholeZones(zones: CellZones, whole: Uint32Array, shared: ZoneCells, task: Task): Promise<ZoneFigures[]> {
  const pieces = {
    count: Math.ceil(whole.length / MOST_ZONES),
    at: (piece: number) => takeZones(zones, whole.subarray(piece * MOST_ZONES, (piece + 1) * MOST_ZONES)),
  }
  // the share of the job is told by stripes
  const parts = await spread(kernel, shared, pieces, { ...task, progress: () => {} })
  return parts.flat()
}

/** Rows of a zone that are added up in one go; at multiples of this, whatever the stripe. */
const BAND_ROWS = 64
/** Bands are taken together until their boxes hold this many cells. */
const PIECE_CELLS = 1 << 16

/** Adds a piece of a stripe to zones that reach beyond it: bands of their rows are computed side by side, and added in their order. */
async function addBands(zones: CellZones, wide: readonly ZoneSums[], shared: ZoneCells, task: Task): Promise<void> {
  const { values } = shared
  const bands: { readonly sum: ZoneSums; readonly from: number; readonly to: number }[] = []
  const starts = [0]
  let cells = 0
  for (const sum of wide) {
    const [left, upper, right, lower] = zones.boxes.subarray(4 * sum.zone, 4 * sum.zone + 4)
    const columns = Math.min(values.col0 + values.width, Math.ceil(right)) - Math.max(values.col0, Math.floor(left))
    const end = Math.min(values.row0 + values.height, Math.ceil(lower))
    if (columns <= 0) continue
    for (let from = Math.max(values.row0, Math.floor(upper)); from < end; ) {
      const to = Math.min(end, (Math.floor(from / BAND_ROWS) + 1) * BAND_ROWS)
      if (cells >= PIECE_CELLS) {
        starts.push(bands.length)
        cells = 0
      }
      bands.push({ sum, from, to })
      cells += columns * (to - from)
      from = to
    }
  }
  if (bands.length === 0) return
  const pieces = {
    count: starts.length,
    at(piece: number): ZoneBands {
      const own = bands.slice(starts[piece], starts[piece + 1])
      const taken = [...new Set(own.map(({ sum }) => sum.zone))]
      const place = new Map(taken.map((zone, i) => [zone, i]))
      return {
        zones: takeZones(zones, Uint32Array.from(taken)),
        bands: Uint32Array.from(own.flatMap(({ sum, from, to }) => [place.get(sum.zone) ?? 0, from, to])),
      }
    },
  }
  const parts = await spread(partsKernel, shared, pieces, { ...task, progress: () => {} })
  parts.flat().forEach((part, i) => {
    bands[i].sum.take(part)
  })
}

function isWithin({ boxes }: CellZones, zone: number, piece: StripeValues, { width, height }: GridLevel): boolean {
  const [left, upper, right, lower] = boxes.subarray(4 * zone, 4 * zone + 4)
  return (
    Math.max(0, Math.floor(left)) >= piece.col0 &&
    Math.min(width, Math.ceil(right)) <= piece.col0 + piece.width &&
    Math.max(0, Math.floor(upper)) >= piece.row0 &&
    Math.min(height, Math.ceil(lower)) <= piece.row0 + piece.height
  )
}

/** Bands of the raster, from 0, that are read for a value. */
export function bandsOf(value: CellValue): number[] {
  return value.kind === 'band' ? [value.band] : [value.a, value.b]
}

function top(zones: CellZones, zone: number): number {
  return zones.boxes[4 * zone + 1]
}
function touches({ boxes }: CellZones, zone: number, level: GridLevel): boolean {
  const [left, upper, right, lower] = boxes.subarray(4 * zone, 4 * zone + 4)
  return right > 0 && lower > 0 && left < level.width && upper < level.height
}
function cellLengthM(level: GridLevel, areas: CellAreas): number {
  const area = new Float64Array(1)
  areas(Math.floor(level.height / 2), Math.floor(level.width / 2), 1, area)
  return Math.sqrt(area[0])
}

/** Runs of tile columns that zones touch, none larger than MOST_BYTES. */
function pieces(zones: CellZones, waiting: readonly number[], level: GridLevel, bytes: number, height: number) {
  const { tileWidth, width } = level
  const columns = Math.ceil(width / tileWidth)
  const isTouched = new Uint8Array(columns)
  for (const zone of waiting) {
    const from = Math.max(0, Math.floor(zones.boxes[4 * zone] / tileWidth))
    const to = Math.min(columns, Math.ceil(zones.boxes[4 * zone + 2] / tileWidth))
    isTouched.fill(1, from, Math.max(from, to))
  }
  const longest = Math.max(1, Math.floor(MOST_BYTES / (tileWidth * height * bytes)))
  const runs: { from: number; to: number }[] = []
  for (let column = 0; column < columns; column++) {
    if (!isTouched[column]) continue
    const run = runs.at(-1)
    if (run && run.to === column && run.to - run.from < longest) run.to++
    else runs.push({ from: column, to: column + 1 })
  }
  return runs
}
