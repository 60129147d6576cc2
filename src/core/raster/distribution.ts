/** Weights of cells by value: for median, percentiles, majority and class areas. */
export interface Distribution {
  add(value: number, weight: number, areaM2: number): void
  /** values ascending, each once */
  finish(): Spread
}
/** By different value: what cells have it. */
export interface Spread {
  /** ascending, in the raster's unit */
  readonly values: Float64Array
  /** in cells */
  readonly weights: Float64Array
  /** on the ellipsoid */
  readonly areasM2: Float64Array
  /** digits were cut, because there were too many different values to keep */
  readonly isCoarse: boolean
}

/** For integers: one slot a value, as long as their range is this wide at most. */
const WIDEST_RANGE = 1 << 17
/** Different values kept exactly; beyond, 16 significant bits are left (a relative error of 1.5e-5 at most). */
const MOST_VALUES = 1 << 20

/** Cells that are kept one by one before equal values are joined. */
const MERGED_FROM = 1 << 14

/** @param isInteger of the raster's type: values are counted, not kept */
export function makeDistribution(isInteger: boolean): Distribution {
  return isInteger ? new Histogram() : new Pairs()
}

class Histogram implements Distribution {
  private base = 0
  private weights = new Float64Array(0)
  private areas = new Float64Array(0)
  private pairs: Pairs | null = null

  add(value: number, weight: number, areaM2: number): void {
    let slot = value - this.base
    if (!this.pairs && !(slot >= 0 && slot < this.weights.length)) {
      this.widen(value)
      slot = value - this.base
    }
    if (this.pairs) this.pairs.add(value, weight, areaM2)
    else {
      this.weights[slot] += weight
      this.areas[slot] += areaM2
    }
  }

  /** Makes room for a value; where the range gets too wide, pairs take over. */
  private widen(value: number): void {
    const length = this.weights.length
    if (length === 0) {
      this.base = value - 8
      this.weights = new Float64Array(16)
      this.areas = new Float64Array(16)
      return
    }
    const low = Math.min(this.base, value)
    const high = Math.max(this.base + length - 1, value)
    if (high - low >= WIDEST_RANGE) {
      const pairs = new Pairs()
      for (const [each, weight, area] of this.filled()) pairs.add(each, weight, area)
      this.pairs = pairs
      return
    }
    const size = Math.max(high - low + 1, 2 * length)
    const base = low < this.base ? high - size + 1 : low
    const weights = new Float64Array(size)
    const areas = new Float64Array(size)
    weights.set(this.weights, this.base - base)
    areas.set(this.areas, this.base - base)
    this.base = base
    this.weights = weights
    this.areas = areas
  }

  private filled(): [value: number, weight: number, areaM2: number][] {
    const rows: [number, number, number][] = []
    for (let i = 0; i < this.weights.length; i++)
      if (this.weights[i] > 0) rows.push([this.base + i, this.weights[i], this.areas[i]])
    return rows
  }

  finish(): Spread {
    if (this.pairs) return this.pairs.finish()
    const rows = this.filled()
    return {
      values: Float64Array.from(rows, ([value]) => value),
      weights: Float64Array.from(rows, ([, weight]) => weight),
      areasM2: Float64Array.from(rows, ([, , area]) => area),
      isCoarse: false,
    }
  }
}

class Pairs implements Distribution {
  private values = new Float64Array(16)
  private weights = new Float64Array(16)
  private areas = new Float64Array(16)
  private length = 0
  private isCoarse = false

  add(value: number, weight: number, areaM2: number): void {
    if (this.length === this.values.length) this.makeRoom()
    this.values[this.length] = this.isCoarse ? coarse(value) : value
    this.weights[this.length] = weight
    this.areas[this.length++] = areaM2
  }

  private makeRoom(): void {
    if (this.length >= MERGED_FROM) this.merge()
    if (this.length > MOST_VALUES && !this.isCoarse) {
      this.isCoarse = true
      for (let i = 0; i < this.length; i++) this.values[i] = coarse(this.values[i])
      this.merge()
    }
    if (2 * this.length <= this.values.length) return
    // sorting small lists again and again costs more than their room
    const size = 2 * this.values.length
    this.values = grown(this.values, size)
    this.weights = grown(this.weights, size)
    this.areas = grown(this.areas, size)
  }

  /** Sorts by value and joins equal ones. */
  private merge(): void {
    const { values, weights, areas, length } = this
    const order = ascending(values, length)
    const v = new Float64Array(values.length)
    const w = new Float64Array(values.length)
    const m = new Float64Array(values.length)
    let n = -1
    for (const i of order) {
      if (n < 0 || v[n] !== values[i]) v[++n] = values[i]
      w[n] += weights[i]
      m[n] += areas[i]
    }
    this.values = v
    this.weights = w
    this.areas = m
    this.length = n + 1
  }

  finish(): Spread {
    this.merge()
    return {
      values: this.values.slice(0, this.length),
      weights: this.weights.slice(0, this.length),
      areasM2: this.areas.slice(0, this.length),
      isCoarse: this.isCoarse,
    }
  }
}

/** Room for an index beside 32 bits of value in the 53 bits of a number. */
const INDEX_RANGE = 1 << 21

/**
 * Indexes of values in ascending order. Where all are 32-bit floats (also integers below 2²⁴), their bits, made to grow with the
 * value, and the index share one number, which the engine sorts without calling back: five times faster.
 */
function ascending(values: Float64Array, length: number): Uint32Array {
  const order = new Uint32Array(length)
  const floats = new Float32Array(length)
  let isNarrow = length <= INDEX_RANGE
  for (let i = 0; i < length; i++) {
    order[i] = i
    floats[i] = values[i]
    isNarrow &&= floats[i] === values[i]
  }
  if (!isNarrow) return order.sort((a, b) => values[a] - values[b])
  const bits = new Uint32Array(floats.buffer)
  const keys = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const growing = (bits[i] >>> 31 ? ~bits[i] : bits[i] | 0x80000000) >>> 0
    keys[i] = growing * INDEX_RANGE + i
  }
  keys.sort()
  for (let i = 0; i < length; i++) order[i] = keys[i] % INDEX_RANGE
  return order
}

function grown(array: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size)
  larger.set(array)
  return larger
}
function coarse(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 15)
  return Math.round(value / unit) * unit
}

/**
 * Smallest value at which the weight up to and including it reaches a share of the whole; where it is just reached, the mean of that
 * value and the next (Hyndman & Fan 1996, definition 2): the median of 1 2 3 4 is 2.5, that of 1 1 1 2 is 1.
 * @param share 0…1
 */
export function quantile({ values, weights }: Spread, share: number): number {
  if (values.length === 0) return Number.NaN
  let total = 0
  for (const weight of weights) total += weight
  const wanted = share * total
  // shares of cells come with the last digits of a division
  const noise = 1e-9 * total
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]
    if (sum < wanted - noise) continue
    return sum <= wanted + noise && i + 1 < values.length ? (values[i] + values[i + 1]) / 2 : values[i]
  }
  return values[values.length - 1]
}

/** The value with the most weight; of several the smallest; NaN without values. */
export function majority({ values, weights }: Spread): number {
  let best = -1
  for (let i = 0; i < values.length; i++) if (best < 0 || weights[i] > weights[best]) best = i
  return best < 0 ? Number.NaN : values[best]
}
