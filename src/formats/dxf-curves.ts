import { clampSweep, ellipsePoints } from './arc-chords.ts'
import type { DxfEntity } from './dxf-entity.ts'

type Points = [number, number][]

const CHORDS_PER_SPAN = 16
const MOST_POINTS = 200_000
const HIGHEST_DEGREE = 10
/** the first and the last point of a closed curve are the same, but for the last digits that a file is written with */
const SAME = 1e-9

/** @returns whether it closes, and its points; null: it is damaged */
export function ellipseOf(entity: DxfEntity): { points: Points; isClosed: boolean } | null {
  const [centre] = entity.vertices
  const { second, radius: ratio } = entity
  if (!centre || !(ratio > 0) || !Number.isFinite(second.x + second.y)) return null
  const from = entity.numbers.get(41) ?? 0
  let sweep = (entity.numbers.get(42) ?? 2 * Math.PI) - from
  if (sweep <= 0) sweep += 2 * Math.PI
  const isClosed = Math.abs(sweep - 2 * Math.PI) < SAME
  const sign = entity.isMirrored ? -1 : 1
  const points = ellipsePoints([centre.x, centre.y], [second.x, second.y], ratio, from, clampSweep(sweep), sign)
  return { points, isClosed }
}

/** A rational B-spline (AutoCAD 2012 DXF reference, SPLINE) as chords; null where the file gives no control points, or damaged ones. */
export function splineOf({ vertices, knots, weights, numbers }: DxfEntity): { points: Points; isClosed: boolean } | null {
  const degree = numbers.get(71) ?? 3
  const n = vertices.length
  const isSound =
    Number.isInteger(degree) &&
    degree >= 1 &&
    degree <= HIGHEST_DEGREE &&
    n > degree &&
    knots.length === n + degree + 1 &&
    knots.every((knot, i) => i === 0 || knot >= knots[i - 1]) &&
    (weights.length === 0 || (weights.length === n && weights.every((weight) => weight > 0)))
  if (!isSound) return null
  const spans = Array.from({ length: n - degree }, (_, i) => degree + i).filter((k) => knots[k + 1] > knots[k])
  const steps = Math.max(1, Math.min(degree === 1 ? 1 : CHORDS_PER_SPAN, Math.floor(MOST_POINTS / spans.length)))
  const points: Points = []
  const at = (span: number, u: number) => {
    // de Boor, in homogeneous coordinates relative to the first point, so that no digits are lost to large ones
    const d = Array.from({ length: degree + 1 }, (_, j) => {
      const i = span - degree + j
      const w = weights[i] ?? 1
      return [(vertices[i].x - vertices[0].x) * w, (vertices[i].y - vertices[0].y) * w, w]
    })
    for (let r = 1; r <= degree; r++)
      for (let j = degree; j >= r; j--) {
        const i = span - degree + j
        const width = knots[i + degree - r + 1] - knots[i]
        const share = width > 0 ? (u - knots[i]) / width : 0
        for (let k = 0; k < 3; k++) d[j][k] = (1 - share) * d[j - 1][k] + share * d[j][k]
      }
    const [x, y, w] = d[degree]
    points.push([vertices[0].x + x / w, vertices[0].y + y / w])
  }
  for (const [i, span] of spans.entries()) {
    if (i === 0) at(span, knots[span])
    for (let step = 1; step <= steps; step++) at(span, knots[span] + ((knots[span + 1] - knots[span]) * step) / steps)
  }
  if (points.length < 2) return null
  const [first, last] = [points[0], points[points.length - 1]]
  const size = Math.max(1, ...[first, last].flat().map(Math.abs))
  const isClosed = points.length > 3 && Math.hypot(first[0] - last[0], first[1] - last[1]) <= SAME * size
  if (isClosed) points[points.length - 1] = [...first]
  return { points, isClosed }
}
