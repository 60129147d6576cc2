import type { Histogram } from './card.ts'

export type Bins = Pick<Histogram, 'edges' | 'isOpenBelow' | 'isOpenAbove' | 'dates'>

/** What a filter must let through so that it leaves the rows of bins from … to, and no other. */
export function rangeOfBins({ edges, isOpenBelow, isOpenAbove }: Bins, from: number, to: number) {
  const last = edges.length - 2
  return {
    min: from === 0 && isOpenBelow ? null : edges[from],
    max: to === last ? (isOpenAbove ? null : edges[last + 1]) : justBelow(edges[to + 1]),
  }
}

/** The greatest number below: bins do not hold their upper end, ranges of a filter do. */
export function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return bits.getFloat64(0)
}
