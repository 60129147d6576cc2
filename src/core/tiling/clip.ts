/** A growing list of x, y pairs that is used again and again, so that cutting a tile makes no garbage. */
export class PointList {
  data = new Float64Array(256)
  /** number of points */
  length = 0
  clear(): void {
    this.length = 0
  }
  push(x: number, y: number): void {
    if (this.length * 2 + 2 > this.data.length) {
      const grown = new Float64Array(this.data.length * 2)
      grown.set(this.data)
      this.data = grown
    }
    this.data[this.length * 2] = x
    this.data[this.length * 2 + 1] = y
    this.length++
  }
}

const spare = new PointList()

/** Sutherland–Hodgman against the square lo … hi; `ring` is open (first point not repeated) and changed in place. */
export function clipRing(ring: PointList, lo: number, hi: number): void {
  clipSide(ring, 0, lo, false)
  clipSide(ring, 0, hi, true)
  clipSide(ring, 1, lo, false)
  clipSide(ring, 1, hi, true)
}

function clipSide(ring: PointList, axis: 0 | 1, limit: number, keepsLess: boolean): void {
  const { data, length } = ring
  spare.clear()
  for (let i = 0; i < length; i++) {
    const j = i + 1 === length ? 0 : i + 1
    const isIn = keepsLess ? data[2 * i + axis] <= limit : data[2 * i + axis] >= limit
    const isNextIn = keepsLess ? data[2 * j + axis] <= limit : data[2 * j + axis] >= limit
    if (isIn) spare.push(data[2 * i], data[2 * i + 1])
    if (isIn !== isNextIn) pushCrossing(data, i, j, axis, limit)
  }
  const used = ring.data
  ring.data = spare.data
  ring.length = spare.length
  spare.data = used
}

/** Both owners of an edge must find the same crossing, whichever way round they walk it. */
function pushCrossing(data: Float64Array, i: number, j: number, axis: 0 | 1, limit: number): void {
  const [a, b] = data[2 * i + axis] < data[2 * j + axis] ? [i, j] : [j, i]
  const share = (limit - data[2 * a + axis]) / (data[2 * b + axis] - data[2 * a + axis])
  const other = 1 - axis
  const across = data[2 * a + other] + (data[2 * b + other] - data[2 * a + other]) * share
  if (axis === 0) spare.push(limit, across)
  else spare.push(across, limit)
}

/** Cuts an open line by the square lo … hi and hands out each piece that remains. Liang–Barsky, segment by segment. */
export function clipLine(line: PointList, lo: number, hi: number, emit: (piece: PointList) => void): void {
  const { data, length } = line
  const piece = new PointList()
  const flush = () => {
    if (piece.length > 1) emit(piece)
    piece.clear()
  }
  for (let i = 0; i + 1 < length; i++) {
    const x = data[2 * i]
    const y = data[2 * i + 1]
    const dx = data[2 * i + 2] - x
    const dy = data[2 * i + 3] - y
    let enter = 0
    let leave = 1
    for (const [p, q] of [
      [-dx, x - lo],
      [dx, hi - x],
      [-dy, y - lo],
      [dy, hi - y],
    ]) {
      if (p === 0) {
        if (q < 0) leave = -1
      } else if (p < 0) enter = Math.max(enter, q / p)
      else leave = Math.min(leave, q / p)
    }
    if (enter > leave) {
      flush()
      continue
    }
    if (piece.length === 0) piece.push(x + dx * enter, y + dy * enter)
    piece.push(leave < 1 ? x + dx * leave : x + dx, leave < 1 ? y + dy * leave : y + dy)
    if (leave < 1) flush()
  }
  flush()
}
