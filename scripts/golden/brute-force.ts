export interface CellSums {
  /** cells, by share */
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/**
 * A polygon laid on a grid with no engine at all: `lines` lines through every row of cells, each cut exactly at the border (even-odd), each
 * with the weight of its strip. @param rings closed, in cells, y down
 */
export function sumByLines(
  rings: readonly (readonly (readonly [x: number, y: number])[])[],
  valueAt: (column: number, row: number) => number,
  lines: number,
): CellSums {
  const ys = rings.flatMap((ring) => ring.map(([, y]) => y))
  let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let line = Math.floor(Math.min(...ys)) * lines; line < Math.ceil(Math.max(...ys)) * lines; line++) {
    const y = (line + 0.5) / lines
    const cuts = rings
      .flatMap((ring) =>
        ring.slice(1).flatMap(([x1, y1], i) => {
          const [x0, y0] = ring[i]
          return y0 > y === y1 > y ? [] : [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)]
        }),
      )
      .sort((a, b) => a - b)
    for (let k = 0; k + 1 < cuts.length; k += 2) {
      for (let column = Math.floor(cuts[k]); column < cuts[k + 1]; column++) {
        const width = (Math.min(column + 1, cuts[k + 1]) - Math.max(column, cuts[k])) / lines
        const value = valueAt(column, Math.floor(y))
        count += width
        sum += width * value
        min = Math.min(min, value)
        max = Math.max(max, value)
      }
    }
  }
  return { count, sum, min, max }
}
