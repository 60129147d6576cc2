import type { NumberFigures } from './card.ts'

/** Adds numbers up with what each addition loses (Neumaier), so that the sum is that of the exact values in any number of rows. */
export function createFigures() {
  let [count, blank, sum, lost] = [0, 0, 0, 0]
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  return {
    /** NaN and infinities are no values */
    add(value: number): void {
      if (!Number.isFinite(value)) {
        blank++
        return
      }
      count++
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
      if (value < min) min = value
      if (value > max) max = value
    },
    figures(): NumberFigures {
      const total = sum + lost
      return {
        count,
        blank,
        sum: total,
        mean: count > 0 ? total / count : Number.NaN,
        min: count > 0 ? min : Number.NaN,
        max: count > 0 ? max : Number.NaN,
      }
    },
  }
}
