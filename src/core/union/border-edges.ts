import { freeBuffers } from '../free-buffers.ts'
import type { Task } from '../task.ts'

/** Closed rings of numbered points (grid-points.ts): ring r has corners starts[r] … starts[r + 1], without the closing one. */
export interface Outlines {
  readonly corners: Uint32Array
  readonly starts: Uint32Array
  /** the shape that each ring belongs to; around none does a shape wind negatively */
  readonly owners: Uint32Array
}

/** Directed edges between numbered points, the inside of their shape on the left. */
export interface BorderEdges {
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly owner: Uint32Array
}

/**
 * The edges that stay when each that is there in both directions is struck out with its opposite: borders between neighbours go. How
 * often the outlines wind around any place is the same before and after, whatever else the shapes do to each other.
 * @param points how many points are numbered
 */
export async function strikeOutShared({ corners, starts, owners }: Outlines, points: number, task: Task): Promise<BorderEdges> {
  const count = corners.length
  const to = new Uint32Array(count)
  const owner = new Uint32Array(count)
  const first = new Uint32Array(points + 1)
  for (let ring = 0; ring + 1 < starts.length; ring++) {
    if (ring % 8192 === 0) await task.breathe()
    const [start, end] = [starts[ring], starts[ring + 1]]
    for (let i = start; i < end; i++) {
      to[i] = corners[i + 1 < end ? i + 1 : start]
      owner[i] = owners[ring]
      first[corners[i] + 1]++
    }
  }
  for (let i = 0; i < points; i++) first[i + 1] += first[i]
  // edges by the point that they leave
  const leaving = new Uint32Array(count)
  const filled = first.slice(0, points)
  for (let edge = 0; edge < count; edge++) leaving[filled[corners[edge]]++] = edge
  await task.breathe()

  const isGone = new Uint8Array(count)
  let gone = 0
  for (let edge = 0; edge < count; edge++) {
    if (edge % 65536 === 0) await task.breathe()
    if (isGone[edge]) continue
    for (let at = first[to[edge]]; at < first[to[edge] + 1]; at++) {
      const other = leaving[at]
      if (isGone[other] || to[other] !== corners[edge]) continue
      isGone[edge] = isGone[other] = 1
      gone += 2
      break
    }
  }
  const kept: BorderEdges = {
    from: new Uint32Array(count - gone),
    to: new Uint32Array(count - gone),
    owner: new Uint32Array(count - gone),
  }
  for (let edge = 0, at = 0; edge < count; edge++) {
    if (isGone[edge]) continue
    kept.from[at] = corners[edge]
    kept.to[at] = to[edge]
    kept.owner[at++] = owner[edge]
  }
  freeBuffers([to, owner, first, leaving, filled, isGone])
  return kept
}
