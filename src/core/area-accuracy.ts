import type { Geometry } from './table.ts'

/**
 * Standard deviation of the area of several rows together when every boundary point has the point error `pointSigmaM`, m².
 *
 * An area changes by ½ (d × δ) when a vertex moves by δ, d leading from the vertex before to the one after it. A point that rows share
 * moves once for all of them: its d are added first, and where rows lie all around it they are nothing. With m² = mx² + my² this gives
 * m_P² = m² ⅛ Σ |Σ d|², for one row the usual m_P = m·√(⅛ Σ d²) (rowAreaSigmaM2). Shared is what has the same coordinates to the last bit.
 * @param geometry outer rings counter-clockwise, holes clockwise @param xy its vertices in a plane, metres
 */
export function areaSigmaM2(geometry: Geometry, xy: Float64Array, rows: ArrayLike<number>, pointSigmaM: number): number {
  const vertices: number[] = []
  const dx: number[] = []
  const dy: number[] = []
  for (let i = 0; i < rows.length; i++) {
    const [from, to] = [geometry.parts[geometry.rows[rows[i]]], geometry.parts[geometry.rows[rows[i] + 1]]]
    for (let ring = from; ring < to; ring++) {
      const start = geometry.rings[ring]
      const count = geometry.rings[ring + 1] - start - 1
      for (let v = 0; v < count; v++) {
        const before = 2 * (start + ((v + count - 1) % count))
        const after = 2 * (start + ((v + 1) % count))
        vertices.push(start + v)
        dx.push(xy[after] - xy[before])
        dy.push(xy[after + 1] - xy[before + 1])
      }
    }
  }
  const order = Uint32Array.from(vertices.keys()).sort(
    (a, b) => xy[2 * vertices[a]] - xy[2 * vertices[b]] || xy[2 * vertices[a] + 1] - xy[2 * vertices[b] + 1],
  )
  let sum = 0
  for (let i = 0; i < order.length; ) {
    const at = vertices[order[i]]
    let [sumX, sumY] = [0, 0]
    for (; i < order.length && isSame(xy, vertices[order[i]], at); i++) {
      sumX += dx[order[i]]
      sumY += dy[order[i]]
    }
    sum += sumX * sumX + sumY * sumY
  }
  return pointSigmaM * Math.sqrt(sum / 8)
}

function isSame(xy: Float64Array, a: number, b: number): boolean {
  return xy[2 * a] === xy[2 * b] && xy[2 * a + 1] === xy[2 * b + 1]
}
