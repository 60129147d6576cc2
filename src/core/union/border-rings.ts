import type { Task } from '../task.ts'
import type { BorderEdges } from './border-edges.ts'
import { side } from './edge-meetings.ts'
import type { GridPoints } from './grid-points.ts'

/** Rings of edges: ring r is made of edges order[starts[r]] … order[starts[r + 1]], each beginning where the one before ends. */
export interface BorderRings {
  readonly order: Uint32Array
  readonly starts: readonly number[]
  /** of each edge */
  readonly ringOf: Uint32Array
}

/**
 * Links edges into rings that do not cross each other. Where several meet in a point, an edge goes on along the other border of the
 * inside that it has on its left: shapes that touch in a point stay rings of their own.
 * @param edges as many arrive at each point as leave it
 */
export async function linkRings({ from, to }: BorderEdges, points: GridPoints, task: Task): Promise<BorderRings> {
  const count = from.length
  const first = new Uint32Array(points.length + 1)
  for (let edge = 0; edge < count; edge++) first[from[edge] + 1]++
  for (let i = 0; i < points.length; i++) first[i + 1] += first[i]
  const leaving = new Uint32Array(count)
  const filled = first.slice(0, points.length)
  for (let edge = 0; edge < count; edge++) leaving[filled[from[edge]]++] = edge
  await task.breathe()

  const next = new Uint32Array(count)
  /** edges that arrive where several leave */
  const arriving = new Map<number, number[]>()
  for (let edge = 0; edge < count; edge++) {
    const at = to[edge]
    if (first[at + 1] - first[at] === 1) next[edge] = leaving[first[at]]
    else {
      const known = arriving.get(at)
      if (known) known.push(edge)
      else arriving.set(at, [edge])
    }
  }
  let turn = 0
  for (const [at, ins] of arriving) {
    if (turn++ % 4096 === 0) await task.breathe()
    const outs = Array.from(leaving.subarray(first[at], first[at + 1]))
    const rays = [
      ...outs.map((edge): Ray => ({ edge, end: to[edge], isOut: true })),
      ...ins.map((edge): Ray => ({ edge, end: from[edge], isOut: false })),
    ].sort((a, b) => halfOf(points, at, a.end) - halfOf(points, at, b.end) || -side(points, at, a.end, b.end))
    pairRays(rays, next)
  }

  const order = new Uint32Array(count)
  const starts = [0]
  const ringOf = new Uint32Array(count).fill(NONE)
  let size = 0
  for (let begin = 0; begin < count; begin++) {
    if (begin % 65536 === 0) await task.breathe()
    if (ringOf[begin] !== NONE) continue
    const ring = starts.length - 1
    for (let edge = begin; ringOf[edge] === NONE; edge = next[edge]) {
      ringOf[edge] = ring
      order[size++] = edge
    }
    starts.push(size)
  }
  return { order, starts, ringOf }
}

const NONE = 0xffffffff

interface Ray {
  readonly edge: number
  /** the point at its far end */
  readonly end: number
  readonly isOut: boolean
}

/** Counter-clockwise, the inside lies from a leaving edge to an arriving one: pairs nest like brackets, around the point. */
function pairRays(rays: readonly Ray[], next: Uint32Array): void {
  const open: Ray[] = []
  const late: Ray[] = []
  for (const ray of rays) {
    if (ray.isOut) open.push(ray)
    else {
      const out = open.pop()
      if (out) next[ray.edge] = out.edge
      else late.push(ray)
    }
  }
  for (const ray of late) {
    const out = open.pop()
    if (!out) throw new Error('more edges arrive at a point than leave it')
    next[ray.edge] = out.edge
  }
}

/** 0 for directions from east to below west, 1 for the others. */
function halfOf({ x, y }: GridPoints, at: number, end: number): number {
  const dy = y[end] - y[at]
  return dy > 0 || (dy === 0 && x[end] > x[at]) ? 0 : 1
}
