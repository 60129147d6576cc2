/**
 * Share of each cell that a polygon covers, exact, by signed-area accumulation as font rasterisers do it: every edge leaves in each
 * row it crosses the signed height, split between the cell it passes and the next one by the area to its right; the running sum
 * along the row is the covered share. No cell is sampled and nothing is clipped. Cost: cells that edges cross plus cells of the window.
 */

/** Cells of a raster: columns col0 … col0 + width, rows row0 … row0 + height. */
export interface CellWindow {
  readonly col0: number
  readonly row0: number
  readonly width: number
  readonly height: number
}

/** Polygons in cell coordinates: x to the right, y downwards, cell (0, 0) from 0 to 1. */
export interface CellRings {
  /** x0 y0 x1 y1 …; rings closed */
  readonly xy: Float64Array
  /** ring r: vertices rings[r] … rings[r + 1] */
  readonly rings: Uint32Array | readonly number[]
}

/** Values a row of the accumulator takes. */
export function strideOf(window: CellWindow): number {
  return window.width + 2
}

/**
 * Adds the edges of rings from … to to the accumulator (strideOf × height values, zero before the first call). The share of cell
 * (x, y) is then |Σ accumulator[y][0 … x]|, provided that holes run the other way round than outer rings.
 */
export function accumulate(shape: CellRings, from: number, to: number, window: CellWindow, accumulator: Float64Array): void {
  const { xy, rings } = shape
  const { col0, row0, width, height } = window
  const stride = strideOf(window)
  for (let ring = from; ring < to; ring++) {
    const end = rings[ring + 1] - 1
    for (let i = rings[ring]; i < end; i++) {
      const y0 = xy[2 * i + 1] - row0
      const y1 = xy[2 * i + 3] - row0
      if (y0 === y1 || (y0 <= 0 && y1 <= 0) || (y0 >= height && y1 >= height)) continue
      addEdge(accumulator, stride, width, height, xy[2 * i] - col0, y0, xy[2 * i + 2] - col0, y1)
    }
  }
}

function addEdge(
  cells: Float64Array,
  stride: number,
  width: number,
  height: number,
  xa: number,
  ya: number,
  xb: number,
  yb: number,
): void {
  // always downwards, so that both neighbours of a shared edge round alike and their shares add up to one
  const isDown = ya < yb
  const sign = isDown ? 1 : -1
  const top = isDown ? ya : yb
  const bottom = isDown ? yb : ya
  const topX = isDown ? xa : xb
  const bottomX = isDown ? xb : xa
  const slope = (bottomX - topX) / (bottom - top)
  const last = Math.min(height, Math.ceil(bottom))
  for (let row = Math.max(0, Math.floor(top)); row < last; row++) {
    const upper = Math.max(row, top)
    const lower = Math.min(row + 1, bottom)
    const dy = lower - upper
    if (dy <= 0) continue
    const xUpper = row > top ? topX + (row - top) * slope : topX
    const xLower = row + 1 < bottom ? topX + (row + 1 - top) * slope : bottomX
    const left = Math.min(xUpper, xLower)
    const right = Math.max(xUpper, xLower)
    const at = row * stride
    const d = sign * dy
    if (right <= 0) cells[at] += d
    else if (left < width) addSpan(cells, at, width, left, right, d)
  }
}

/** An edge's piece inside one row, from x = left to right, of signed height d. */
function addSpan(cells: Float64Array, at: number, width: number, left: number, right: number, d: number): void {
  let l = left
  let r = right
  let height = d
  if (l < 0) {
    // what lies left of the window covers its whole row
    const before = (height * -l) / (r - l)
    cells[at] += before
    height -= before
    l = 0
  }
  if (r > width) {
    height *= (width - l) / (r - l)
    r = width
  }
  const first = Math.floor(l)
  const end = Math.ceil(r)
  if (end <= first + 1) {
    const rest = 0.5 * (l + r) - first
    cells[at + first] += height * (1 - rest)
    cells[at + first + 1] += height * rest
    return
  }
  // area right of the edge in cell k grows by the trapezoid it crosses there
  const perCell = height / (r - l)
  let covered = 0
  for (let k = first; k < end; k++) {
    const from = k === first ? l : k
    const to = k === end - 1 ? r : k + 1
    const share = perCell * (to - from) * (k + 1 - 0.5 * (from + to))
    // heights that ended in cells before count whole here
    const total = share + perCell * (from - l)
    cells[at + k] += total - covered
    covered = total
  }
  cells[at + end] += height - covered
}

/** Calls `each` with the columns first … end (exclusive) of every row whose cell centres lie inside the polygon (even-odd). */
export function centreSpans(
  shape: CellRings,
  from: number,
  to: number,
  window: CellWindow,
  each: (row: number, first: number, end: number) => void,
): void {
  const { xy, rings } = shape
  const crossings: number[][] = Array.from({ length: window.height }, () => [])
  for (let ring = from; ring < to; ring++) {
    for (let i = rings[ring]; i < rings[ring + 1] - 1; i++) {
      const isDown = xy[2 * i + 1] < xy[2 * i + 3]
      const [p, q] = isDown ? [i, i + 1] : [i + 1, i]
      const top = xy[2 * p + 1]
      const bottom = xy[2 * q + 1]
      const first = Math.max(window.row0, Math.ceil(top - 0.5))
      const end = Math.min(window.row0 + window.height, Math.ceil(bottom - 0.5))
      const slope = (xy[2 * q] - xy[2 * p]) / (bottom - top)
      for (let row = first; row < end; row++) crossings[row - window.row0].push(xy[2 * p] + (row + 0.5 - top) * slope)
    }
  }
  crossings.forEach((xs, y) => {
    xs.sort((a, b) => a - b)
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const first = Math.max(window.col0, Math.ceil(xs[k] - 0.5))
      const end = Math.min(window.col0 + window.width, Math.ceil(xs[k + 1] - 0.5))
      if (end > first) each(window.row0 + y, first, end)
    }
  })
}
