import { ringRange, rowBox } from './geometry.ts'
import { geodesicM } from './plane.ts'
import type { Geometry } from './table.ts'

/**
 * Rows among `candidates` that share boundary with `row`, with the geodesic length of what is shared, longest first.
 * Edges need not have the same vertices: collinear stretches within `toleranceM` count. Touching at a point is not sharing.
 */
export function neighboursOf(
  geometry: Geometry,
  lngLat: Float64Array,
  row: number,
  candidates: ArrayLike<number>,
  toleranceM = 0.001,
): { row: number; sharedM: number }[] {
  const box = rowBox(geometry, row, lngLat)
  if (!box) return []
  const kx = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180)
  const toleranceDeg = toleranceM / 111195
  const found: { row: number; sharedM: number }[] = []
  for (let c = 0; c < candidates.length; c++) {
    const other = candidates[c]
    if (other === row) continue
    const sharedM = sharedLengthM(geometry, lngLat, row, other, kx, toleranceDeg)
    if (sharedM > toleranceM) found.push({ row: other, sharedM })
  }
  return found.sort((a, b) => b.sharedM - a.sharedM || a.row - b.row)
}

/** How much of each edge of `row` each other row shares, metres. An edge is named by the vertex it starts at. */
export function sharedEdges(
  geometry: Geometry,
  lngLat: Float64Array,
  row: number,
  candidates: ArrayLike<number>,
  toleranceM = 0.001,
): readonly { readonly row: number; readonly vertex: number; readonly sharedM: number }[] {
  const box = rowBox(geometry, row, lngLat)
  if (!box) return []
  const kx = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180)
  const found: { row: number; vertex: number; sharedM: number }[] = []
  for (let c = 0; c < candidates.length; c++) {
    const other = candidates[c]
    if (other === row) continue
    sharedLengthM(geometry, lngLat, row, other, kx, toleranceM / 111195, (vertex, sharedM) => {
      if (sharedM > toleranceM) found.push({ row: other, vertex, sharedM })
    })
  }
  return found
}

function sharedLengthM(
  geometry: Geometry,
  lngLat: Float64Array,
  a: number,
  b: number,
  kx: number,
  tolerance: number,
  onEdge?: (vertex: number, sharedM: number) => void,
): number {
  let sum = 0
  const boxB = rowBox(geometry, b, lngLat)
  if (!boxB) return 0
  eachEdge(geometry, a, (i) => {
    const x1 = lngLat[2 * i]
    const y1 = lngLat[2 * i + 1]
    const x2 = lngLat[2 * i + 2]
    const y2 = lngLat[2 * i + 3]
    if (Math.max(x1, x2) < boxB[0] - tolerance || Math.min(x1, x2) > boxB[2] + tolerance) return
    if (Math.max(y1, y2) < boxB[1] - tolerance || Math.min(y1, y2) > boxB[3] + tolerance) return
    const dx = (x2 - x1) * kx
    const dy = y2 - y1
    const length = Math.hypot(dx, dy)
    if (length === 0) return
    // where the other's edges lie on this one, as shares of it
    const spans: [number, number][] = []
    eachEdge(geometry, b, (j) => {
      const ax = (lngLat[2 * j] - x1) * kx
      const ay = lngLat[2 * j + 1] - y1
      if (Math.abs(ax * dy - ay * dx) > tolerance * length) return
      const bx = (lngLat[2 * j + 2] - x1) * kx
      const by = lngLat[2 * j + 3] - y1
      if (Math.abs(bx * dy - by * dx) > tolerance * length) return
      const s = (ax * dx + ay * dy) / (length * length)
      const t = (bx * dx + by * dy) / (length * length)
      const low = Math.max(0, Math.min(s, t))
      const high = Math.min(1, Math.max(s, t))
      if (high > low) spans.push([low, high])
    })
    const share = unionLength(spans)
    if (share === 0) return
    const sharedM = share * geodesicM(x1, y1, x2, y2)
    sum += sharedM
    onEdge?.(i, sharedM)
  })
  return sum
}

function eachEdge(geometry: Geometry, row: number, visit: (vertex: number) => void): void {
  const [from, to] = ringRange(geometry, row)
  for (let ring = from; ring < to; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) visit(i)
  }
}

function unionLength(spans: [number, number][]): number {
  spans.sort((a, b) => a[0] - b[0])
  let end = Number.NEGATIVE_INFINITY
  let sum = 0
  for (const [low, high] of spans) {
    sum += Math.max(0, high - Math.max(low, end))
    end = Math.max(end, high)
  }
  return sum
}
