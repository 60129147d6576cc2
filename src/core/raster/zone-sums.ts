import type { CellAreas } from './cell-area.ts'
import type { CellZones } from './cell-zones.ts'
import { accumulate, type CellWindow, centreSpans, strideOf } from './coverage.ts'
import { type Distribution, majority, makeDistribution, quantile, type Spread } from './distribution.ts'
import type { StripeValues } from './stripe.ts'

/** What is measured in the cells: one band, or of two their difference a − b or the normalised one (a − b) / (a + b), such as NDVI. */
export type CellValue =
  | { readonly kind: 'band'; readonly band: number }
  | { readonly kind: 'plainDifference' | 'normalisedDifference'; readonly a: number; readonly b: number }

/** How zones are measured, and which figures are wanted. */
export interface ZonalOptions {
  /** 'area': each cell by the share that the zone covers; 'centre': whole cells whose centre lies inside */
  readonly rule: 'area' | 'centre'
  /** 0: full resolution, 1: first overview … */
  readonly level: number
  readonly value: CellValue
  /** shares 0…1, ascending: the values below which they lie are wanted */
  readonly quantiles: readonly number[]
  readonly majority: boolean
  /** area by value, of rasters of integers */
  readonly classes: boolean
}

/** Figures of one zone. Weights are in cells. */
export interface ZoneFigures {
  /** of cells with a value */
  count: number
  /** of cells without */
  nodata: number
  /** of the zone outside the raster */
  outside: number
  /** of cells with a value, on the CGCS2000 ellipsoid, m² */
  areaM2: number
  mean: number
  /** of the whole population, weighted */
  sd: number
  min: number
  max: number
  sum: number
  /** smaller than one cell: by the area rule it has a share of that cell's value, by the centre rule it takes the area rule's */
  isSmall: boolean
  /** in the order of ZonalOptions.quantiles */
  quantiles: readonly number[]
  majority: number
  /** m² by value, ascending; empty unless wanted */
  classes: readonly (readonly [value: number, areaM2: number])[]
  /** quantiles and majority are of values cut to 16 significant bits */
  isCoarse: boolean
}

/** Cells of one accumulator: a wide zone is worked off in bands of rows. */
const MOST_CELLS = 1 << 21
/** A share smaller than this is the rounding of an edge that runs along a cell's border. */
const NOISE = 1e-9

/** What some rows of a zone add up to, to be sent between threads. */
export interface ZonePart {
  readonly count: number
  readonly nodata: number
  readonly areaM2: number
  readonly min: number
  readonly max: number
  readonly shift: number
  readonly sum: number
  readonly squares: number
  readonly spread: Spread | null
}

/** What has been added up for one zone. */
export class ZoneSums {
  readonly zone: number
  readonly isSmall: boolean
  readonly rule: ZonalOptions['rule']
  private readonly cells: number
  private count = 0
  private nodata = 0
  private areaM2 = 0
  private min = Infinity
  private max = -Infinity
  /** of value − first value, whose squares keep their digits */
  private shift = Number.NaN
  private sum = 0
  private squares = 0
  private distribution: Distribution | null = null
  private quantiles: readonly number[]
  private majority = Number.NaN
  private classes: ZoneFigures['classes'] = []
  private isCoarse = false

  constructor(
    zones: CellZones,
    zone: number,
    private readonly options: ZonalOptions,
    private readonly isInteger: boolean,
  ) {
    this.zone = zone
    this.cells = Math.abs(zones.areas[zone])
    this.isSmall = this.cells < 1
    // a parcel between cell centres would have no value at all
    this.rule = this.isSmall ? 'area' : options.rule
    this.quantiles = options.quantiles.map(() => Number.NaN)
  }

  private get needsSpread(): boolean {
    const { quantiles, majority: isWanted, classes } = this.options
    return quantiles.length > 0 || isWanted || (classes && this.isInteger)
  }

  add(value: number, weight: number, areaM2: number): void {
    // NaN is the only value that differs from itself
    // biome-ignore lint/suspicious/noSelfCompare: the fastest test for NaN, run for every cell
    if (value !== value) {
      this.nodata += weight
      return
    }
    if (this.count === 0) {
      this.shift = value
      if (this.needsSpread) this.distribution = makeDistribution(this.isInteger)
    }
    this.count += weight
    this.areaM2 += weight * areaM2
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    const difference = value - this.shift
    this.sum += weight * difference
    this.squares += weight * difference * difference
    this.distribution?.add(value, weight, weight * areaM2)
  }

  part(): ZonePart {
    const { count, nodata, areaM2, min, max, shift, sum, squares } = this
    return { count, nodata, areaM2, min, max, shift, sum, squares, spread: this.distribution?.finish() ?? null }
  }

  /** Adds a part. The figures depend on the order of parts in their last digits: they are given in the order of rows. */
  take({ count, nodata, areaM2, min, max, shift, sum, squares, spread }: ZonePart): void {
    this.nodata += nodata
    if (count === 0) return
    if (this.count === 0) {
      this.shift = shift
      if (this.needsSpread) this.distribution = makeDistribution(this.isInteger)
    }
    const moved = shift - this.shift
    this.count += count
    this.areaM2 += areaM2
    this.min = Math.min(this.min, min)
    this.max = Math.max(this.max, max)
    this.sum += sum + moved * count
    this.squares += squares + 2 * moved * sum + moved * moved * count
    if (!spread) return
    this.isCoarse ||= spread.isCoarse
    for (let i = 0; i < spread.values.length; i++) this.distribution?.add(spread.values[i], spread.weights[i], spread.areasM2[i])
  }

  /** No cell will come any more: the values are not needed longer. */
  close(): void {
    const spread = this.distribution?.finish()
    this.distribution = null
    if (!spread) return
    this.quantiles = this.options.quantiles.map((share) => quantile(spread, share))
    if (this.options.majority) this.majority = majority(spread)
    if (this.options.classes && this.isInteger)
      this.classes = Array.from(spread.values, (value, i) => [value, spread.areasM2[i]] as const)
    this.isCoarse ||= spread.isCoarse
  }

  finish(): ZoneFigures {
    this.close()
    const { count, nodata, areaM2, isSmall } = this
    const isEmpty = count === 0
    const mean = this.shift + this.sum / count
    const variance = this.squares / count - (this.sum / count) ** 2
    const outside = this.rule === 'area' ? this.cells - count - nodata : 0
    return {
      count,
      nodata,
      outside: outside > NOISE * this.cells ? outside : 0,
      areaM2,
      isSmall,
      mean: isEmpty ? Number.NaN : mean,
      sd: isEmpty ? Number.NaN : Math.sqrt(Math.max(0, variance)),
      min: isEmpty ? Number.NaN : this.min,
      max: isEmpty ? Number.NaN : this.max,
      sum: isEmpty ? Number.NaN : this.shift * count + this.sum,
      quantiles: this.quantiles,
      majority: this.majority,
      classes: this.classes,
      isCoarse: this.isCoarse,
    }
  }
}

/** Adds the cells of a piece of a stripe to zones; its buffers are used over and over. */
export class ZoneWorker {
  private accumulator = new Float64Array(0)
  private areaRow = new Float64Array(0)
  constructor(
    private readonly zones: CellZones,
    private readonly areas: CellAreas,
  ) {}

  add(sum: ZoneSums, piece: StripeValues): void {
    const { boxes, zones } = this.zones
    const [left, upper, right, lower] = boxes.subarray(4 * sum.zone, 4 * sum.zone + 4)
    const col0 = Math.max(piece.col0, Math.floor(left))
    const width = Math.min(piece.col0 + piece.width, Math.ceil(right)) - col0
    const firstRow = Math.max(piece.row0, Math.floor(upper))
    const endRow = Math.min(piece.row0 + piece.height, Math.ceil(lower))
    if (width <= 0 || endRow <= firstRow) return
    if (this.areaRow.length < width) this.areaRow = new Float64Array(width)
    const rings: [number, number] = [zones[sum.zone], zones[sum.zone + 1]]
    const rowsAtOnce = Math.max(1, Math.floor(MOST_CELLS / (width + 2)))
    for (let row0 = firstRow; row0 < endRow; row0 += rowsAtOnce) {
      const window = { col0, row0, width, height: Math.min(rowsAtOnce, endRow - row0) }
      if (sum.rule === 'area') this.addShares(sum, piece, window, rings)
      else this.addCentres(sum, piece, window, rings)
    }
  }

  private addShares(sum: ZoneSums, piece: StripeValues, window: CellWindow, [from, to]: [number, number]): void {
    const stride = strideOf(window)
    const size = stride * window.height
    if (this.accumulator.length < size) this.accumulator = new Float64Array(size)
    else this.accumulator.fill(0, 0, size)
    accumulate(this.zones, from, to, window, this.accumulator)
    const sign = this.zones.areas[sum.zone] < 0 ? 1 : -1
    for (let y = 0; y < window.height; y++) {
      const row = window.row0 + y
      this.areas(row, window.col0, window.width, this.areaRow)
      const at = (row - piece.row0) * piece.width + window.col0 - piece.col0
      let share = 0
      for (let x = 0; x < window.width; x++) {
        share += this.accumulator[y * stride + x]
        let weight = share * sign
        if (weight < NOISE) continue
        if (weight > 1 - NOISE) weight = 1
        sum.add(piece.values[at + x], weight, this.areaRow[x])
      }
    }
  }

  private addCentres(sum: ZoneSums, piece: StripeValues, window: CellWindow, [from, to]: [number, number]): void {
    centreSpans(this.zones, from, to, window, (row, first, end) => {
      this.areas(row, first, end - first, this.areaRow)
      const at = (row - piece.row0) * piece.width - piece.col0
      for (let column = first; column < end; column++) sum.add(piece.values[at + column], 1, this.areaRow[column - first])
    })
  }
}
