import type { XY } from './local-plane.ts'
import type { Random } from './random.ts'

export type Line = readonly XY[]

export const distance = (a: XY, b: XY) => Math.hypot(b[0] - a[0], b[1] - a[1])

/** A smooth curve through the points (Catmull–Rom), sampled about every `stepM`. A closed one does not repeat its first point. */
export function smooth(points: Line, stepM: number, isClosed = false): XY[] {
  const n = points.length
  const at = (i: number): XY => {
    if (isClosed) return points[(i + n) % n]
    if (i < 0) return [2 * points[0][0] - points[1][0], 2 * points[0][1] - points[1][1]]
    if (i >= n) return [2 * points[n - 1][0] - points[n - 2][0], 2 * points[n - 1][1] - points[n - 2][1]]
    return points[i]
  }
  const result: XY[] = []
  for (let i = 0; i < (isClosed ? n : n - 1); i++) {
    const [p, a, b, q] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const steps = Math.max(1, Math.round(distance(a, b) / stepM))
    for (let k = 0; k < steps; k++) {
      const t = k / steps
      const blend = (j: 0 | 1) =>
        0.5 *
        (2 * a[j] +
          (b[j] - p[j]) * t +
          (2 * p[j] - 5 * a[j] + 4 * b[j] - q[j]) * t * t +
          (3 * a[j] - p[j] - 3 * b[j] + q[j]) * t * t * t)
      result.push([blend(0), blend(1)])
    }
  }
  if (!isClosed) result.push(points[n - 1])
  return result
}

/** Unit normals to the left, one a vertex. */
function normals(line: Line, isClosed: boolean): XY[] {
  const n = line.length
  return line.map((_, i) => {
    const a = isClosed ? line[(i + n - 1) % n] : line[Math.max(0, i - 1)]
    const b = isClosed ? line[(i + 1) % n] : line[Math.min(n - 1, i + 1)]
    const length = distance(a, b) || 1
    return [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
  })
}

/** The line moved to its left by `by(metres along the line)`; negative: to the right. */
export function offset(line: Line, by: number | ((alongM: number) => number), isClosed = false): XY[] {
  const sides = normals(line, isClosed)
  let along = 0
  return line.map((p, i) => {
    if (i > 0) along += distance(line[i - 1], p)
    const d = typeof by === 'number' ? by : by(along)
    return [p[0] + sides[i][0] * d, p[1] + sides[i][1] * d]
  })
}

/** A sum of three sine waves about the given wavelength, with an amplitude of about one. */
export function wave(rng: Random, wavelengthM: number): (alongM: number) => number {
  const parts = [1, 0.62, 0.37].map((share) => ({ k: (2 * Math.PI) / (wavelengthM * share), phase: rng.between(0, 2 * Math.PI) }))
  return (along) => parts.reduce((sum, part, i) => sum + Math.sin(along * part.k + part.phase) * [0.62, 0.28, 0.1][i], 0)
}

/** A closed line around a point, lobed by the seed; `longM` and `wideM` are half axes, `turn` the direction of the long one (radians). */
export function blob(centre: XY, longM: number, wideM: number, turn: number, rng: Random, lobes = 0.12, stepM = 120): XY[] {
  const phases = [rng.between(0, 6.28), rng.between(0, 6.28), rng.between(0, 6.28)]
  const steps = Math.max(12, Math.round((Math.PI * (longM + wideM)) / stepM))
  return Array.from({ length: steps }, (_, i) => {
    const t = (2 * Math.PI * i) / steps
    const r =
      1 + lobes * (Math.sin(2 * t + phases[0]) * 0.5 + Math.sin(3 * t + phases[1]) * 0.5 + Math.sin(5 * t + phases[2]) * 0.22)
    const u = Math.cos(t) * longM * r
    const v = Math.sin(t) * wideM * r
    return [centre[0] + u * Math.cos(turn) - v * Math.sin(turn), centre[1] + u * Math.sin(turn) + v * Math.cos(turn)]
  })
}

/** Is the point inside the ring (closed or not, either winding)? */
export function isInside(ring: Line, [x, y]: XY): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]
    const [xj, yj] = ring[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** Distance in metres from a point to a line; side: positive to the left of its nearest piece. */
export function nearest(line: Line, [x, y]: XY): { distanceM: number; side: number } {
  let best = Number.POSITIVE_INFINITY
  let side = 0
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i]
    const dx = line[i + 1][0] - ax
    const dy = line[i + 1][1] - ay
    const length = Math.hypot(dx, dy)
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (length * length || 1)))
    const d = Math.hypot(x - ax - t * dx, y - ay - t * dy)
    if (d < best) {
      best = d
      side = dx * (y - ay) - dy * (x - ax)
    }
  }
  return { distanceM: best, side }
}
