import Flatbush from 'flatbush'
import type { Task } from '../task.ts'
import type { BorderEdges } from './border-edges.ts'
import type { GridPoints } from './grid-points.ts'

/** Boxes of the edges, by their number. @param edges at least one */
export async function indexEdges({ from, to }: BorderEdges, { x, y }: GridPoints, task: Task): Promise<Flatbush> {
  const index = new Flatbush(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    if (edge % 65536 === 0) await task.breathe()
    const [a, b] = [from[edge], to[edge]]
    index.add(Math.min(x[a], x[b]), Math.min(y[a], y[b]), Math.max(x[a], x[b]), Math.max(y[a], y[b]))
  }
  index.finish()
  return index
}

/** Calls `meet` for each two edges that have more in common than one end: they cross, touch, or run along each other. */
export async function eachMeeting(
  { from, to }: BorderEdges,
  points: GridPoints,
  index: Flatbush,
  task: Task,
  meet: (edge: number, other: number) => void,
): Promise<void> {
  const { x, y } = points
  for (let edge = 0; edge < from.length; edge++) {
    if (edge % 1024 === 0) await task.breathe()
    const [a, b] = [from[edge], to[edge]]
    index.search(Math.min(x[a], x[b]), Math.min(y[a], y[b]), Math.max(x[a], x[b]), Math.max(y[a], y[b]), (other) => {
      if (other > edge && doMeet(points, a, b, from[other], to[other])) meet(edge, other)
      return false
    })
  }
}

function doMeet(points: GridPoints, a: number, b: number, c: number, d: number): boolean {
  if (a === c) return b === d || runAlong(points, a, b, d)
  if (a === d) return b === c || runAlong(points, a, b, c)
  if (b === c) return runAlong(points, b, a, d)
  if (b === d) return runAlong(points, b, a, c)
  const [c1, d1] = [side(points, a, b, c), side(points, a, b, d)]
  if (c1 * d1 > 0) return false
  const [a1, b1] = [side(points, c, d, a), side(points, c, d, b)]
  // all four on one line: boxes that meet are stretches that meet
  return a1 * b1 <= 0
}

/** Two edges from one point in the same direction. */
function runAlong(points: GridPoints, shared: number, b: number, c: number): boolean {
  if (side(points, shared, b, c) !== 0) return false
  const { x, y } = points
  return (x[b] - x[shared]) * (x[c] - x[shared]) + (y[b] - y[shared]) * (y[c] - y[shared]) > 0
}

/**
 * 1 where c is left of a → b, −1 right, 0 on the line, or so near to it that the products do not tell (edges beyond some kilometres):
 * what counts as a meeting is only looked at more closely.
 */
export function side({ x, y }: GridPoints, a: number, b: number, c: number): number {
  const left = (x[b] - x[a]) * (y[c] - y[a])
  const right = (y[b] - y[a]) * (x[c] - x[a])
  const cross = left - right
  return Math.abs(cross) <= 4.5e-16 * (Math.abs(left) + Math.abs(right)) ? 0 : Math.sign(cross)
}
