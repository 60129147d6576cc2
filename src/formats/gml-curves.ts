import { chordsAround, chordsOfArc } from './arc-chords.ts'

/** x, y, z of each vertex */
export type Points = number[]

const at = (points: Points, i: number) => [points[3 * i], points[3 * i + 1], points[3 * i + 2]] as const

/**
 * The vertices of an interpolation through its control points; arcs as chords.
 * @param radius of what is given by its centre, in the unit of the coordinates @returns null: it cannot be drawn from these
 */
export function curvePoints(kind: string, points: Points, radius: number): Points | null {
  const count = points.length / 3
  switch (kind) {
    case 'Arc':
      return count === 3 ? arcs(points) : null
    case 'ArcString':
      return count >= 3 && count % 2 === 1 ? arcs(points) : null
    case 'Circle':
      return count === 3 ? circle(points) : null
    case 'CircleByCenterPoint':
      return count === 1 && radius > 0 ? around(points, radius) : null
    default:
      return points
  }
}

function arcs(points: Points): Points {
  const out: Points = points.slice(0, 3)
  for (let i = 0; i + 2 < points.length / 3; i += 2) {
    const [from, middle, to] = [at(points, i), at(points, i + 1), at(points, i + 2)]
    const chords = chordsOfArc(from[0], from[1], middle[0], middle[1], to[0], to[1])
    for (const [k, [x, y]] of chords.entries()) out.push(x, y, from[2] + ((to[2] - from[2]) * (k + 1)) / (chords.length + 1))
    out.push(...to)
  }
  return out
}

/** Once round, through three points: an arc over all three, and one that goes on from the last to the first. */
function circle(points: Points): Points | null {
  const [a, b, c] = [at(points, 0), at(points, 1), at(points, 2)]
  const [centreX, centreY] = centreOf(a, b, c)
  // three points on a line, or two of them the same
  if (!Number.isFinite(centreX + centreY)) return null
  const turn = Math.atan2(a[1] - centreY, a[0] - centreX) - Math.atan2(c[1] - centreY, c[0] - centreX)
  const isLeft = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0
  const sweep = isLeft ? (turn < 0 ? turn + 2 * Math.PI : turn) : turn > 0 ? turn - 2 * Math.PI : turn
  const rest = chordsAround(centreX, centreY, c[0], c[1], sweep)
  return [...arcs(points), ...rest.flatMap(([x, y]) => [x, y, a[2]]), ...a]
}

function centreOf(a: readonly number[], b: readonly number[], c: readonly number[]): [number, number] {
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]]
  const d = 2 * (bx * cy - by * cx)
  const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy]
  return [a[0] + (cy * b2 - by * c2) / d, a[1] + (bx * c2 - cx * b2) / d]
}

function around([x, y, z]: Points, radius: number): Points {
  const start = [x + radius, y] as const
  const chords = chordsAround(x, y, start[0], start[1], 2 * Math.PI)
  return [...start, z, ...chords.flatMap(([cx, cy]) => [cx, cy, z]), ...start, z]
}
