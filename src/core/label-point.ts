import { planarArea, ringContains, ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

/**
 * A point well inside the largest part of a row, for its label: the pole of inaccessibility to 1 % of the part's size
 * (the quadtree search of Garcia-Castellanos & Lombardo 2007, as in mapbox/polylabel). Lines: the middle vertex; points: the first.
 * @param yStretch length of a unit of y in units of x (1 / cos φ for degrees), so that "farthest" means metres
 */
export function labelPoint(
  geometry: Geometry,
  row: number,
  xy: Float64Array = geometry.xy,
  yStretch = 1,
): readonly [number, number] | null {
  const [ringFrom, ringTo] = ringRange(geometry, row)
  if (ringFrom === ringTo) return null
  if (geometry.kind !== 'polygon') {
    const [start, end] = [geometry.rings[ringFrom], geometry.rings[ringFrom + 1]]
    const vertex = geometry.kind === 'point' ? start : start + ((end - start) >> 1)
    return [xy[2 * vertex], xy[2 * vertex + 1]]
  }
  const part = largestPart(geometry, row, xy)
  return pole(geometry, part, xy, yStretch)
}

function largestPart(geometry: Geometry, row: number, xy: Float64Array): number {
  let best = geometry.rows[row]
  let bestArea = -1
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const outer = geometry.parts[part]
    const area = Math.abs(planarArea(xy, geometry.rings[outer], geometry.rings[outer + 1]))
    if (area > bestArea) {
      best = part
      bestArea = area
    }
  }
  return best
}

interface Cell {
  readonly x: number
  readonly y: number
  readonly half: number
  /** from the middle to the boundary, negative outside */
  readonly distance: number
  /** the best that any point of the cell can reach */
  readonly reach: number
}

function pole(geometry: Geometry, part: number, xy: Float64Array, yStretch: number): readonly [number, number] {
  const from = geometry.parts[part]
  const to = geometry.parts[part + 1]
  let x0 = Number.POSITIVE_INFINITY
  let y0 = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let y1 = Number.NEGATIVE_INFINITY
  for (let i = geometry.rings[from]; i < geometry.rings[from + 1]; i++) {
    x0 = Math.min(x0, xy[2 * i])
    x1 = Math.max(x1, xy[2 * i])
    y0 = Math.min(y0, xy[2 * i + 1] * yStretch)
    y1 = Math.max(y1, xy[2 * i + 1] * yStretch)
  }
  const size = Math.min(x1 - x0, y1 - y0)
  if (!(size > 0)) return [x0, y0 / yStretch]
  const precision = Math.max(x1 - x0, y1 - y0) / 100
  const cellAt = (x: number, y: number, half: number): Cell => {
    const distance = signedDistance(geometry, from, to, xy, yStretch, x, y)
    return { x, y, half, distance, reach: distance + half * Math.SQRT2 }
  }
  let best = cellAt((x0 + x1) / 2, (y0 + y1) / 2, 0)
  const queue: Cell[] = []
  const half = size / 2
  for (let x = x0; x < x1; x += size) for (let y = y0; y < y1; y += size) queue.push(cellAt(x + half, y + half, half))
  // a long, thin shape makes many first cells; the cap keeps a label from costing more than the shape is worth
  for (let step = 0; step < 500 && queue.length > 0; step++) {
    let next = 0
    for (let i = 1; i < queue.length; i++) if (queue[i].reach > queue[next].reach) next = i
    const cell = queue[next]
    queue[next] = queue[queue.length - 1]
    queue.pop()
    if (cell.distance > best.distance) best = cell
    if (cell.reach - best.distance <= precision) break
    const quarter = cell.half / 2
    for (const dx of [-quarter, quarter])
      for (const dy of [-quarter, quarter]) queue.push(cellAt(cell.x + dx, cell.y + dy, quarter))
  }
  // a winding strip is narrower than the search is fine
  return best.distance > 0 ? [best.x, best.y / yStretch] : onSurface(geometry, from, to, xy)
}

/** The middle of the widest stretch of a part on a parallel between two of its vertices, half way up. */
function onSurface(geometry: Geometry, from: number, to: number, xy: Float64Array): readonly [number, number] {
  const first = geometry.rings[from]
  const end = geometry.rings[to]
  const heights = [...new Set(Array.from({ length: end - first }, (_, i) => xy[2 * (first + i) + 1]))].sort((a, b) => a - b)
  const middle = Math.max(0, (heights.length >> 1) - 1)
  const y = (heights[middle] + (heights[middle + 1] ?? heights[middle])) / 2
  const crossings: number[] = []
  for (let ring = from; ring < to; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
      const [ax, ay, bx, by] = xy.subarray(2 * i, 2 * i + 4)
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    }
  }
  crossings.sort((a, b) => a - b)
  let [x, widest] = [xy[2 * first], -1]
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    if (crossings[i + 1] - crossings[i] <= widest) continue
    widest = crossings[i + 1] - crossings[i]
    x = (crossings[i] + crossings[i + 1]) / 2
  }
  return [x, y]
}

function signedDistance(
  geometry: Geometry,
  from: number,
  to: number,
  xy: Float64Array,
  yStretch: number,
  x: number,
  y: number,
): number {
  let square = Number.POSITIVE_INFINITY
  let isInside = false
  for (let ring = from; ring < to; ring++) {
    const start = geometry.rings[ring]
    const end = geometry.rings[ring + 1]
    if (ringContains(xy, start, end, x, y / yStretch)) isInside = !isInside
    for (let i = start; i + 1 < end; i++) {
      const ax = xy[2 * i] - x
      const ay = xy[2 * i + 1] * yStretch - y
      const dx = xy[2 * i + 2] - xy[2 * i]
      const dy = (xy[2 * i + 3] - xy[2 * i + 1]) * yStretch
      const length2 = dx * dx + dy * dy
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2))
      square = Math.min(square, (ax + t * dx) ** 2 + (ay + t * dy) ** 2)
    }
  }
  return isInside ? Math.sqrt(square) : -Math.sqrt(square)
}
