import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import type { Task } from '../task.ts'

/** Shapes joined at once; larger sets are halved along their longer side, so that cancelling is heard between the halves. */
const BATCH = 400

/** The clipper's union of shapes, in an order of place, not of rows. @param shapes rings of each, on the grid, at least one */
export async function joinPaths(shapes: readonly Paths64[], task: Task): Promise<Paths64> {
  const middles: readonly [Float64Array, Float64Array] = [new Float64Array(shapes.length), new Float64Array(shapes.length)]
  shapes.forEach((paths, i) => {
    const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const path of paths) {
      for (const { x, y } of path) {
        if (x < box[0]) box[0] = x
        if (y < box[1]) box[1] = y
        if (x > box[2]) box[2] = x
        if (y > box[3]) box[3] = y
      }
    }
    middles[0][i] = box[0] + box[2]
    middles[1][i] = box[1] + box[3]
  })
  const join = async (members: number[]): Promise<Paths64> => {
    await task.breathe()
    const [width, height] = middles.map((middle) => extentOf(middle, members))
    const [middle, across] = width > height ? middles : [middles[1], middles[0]]
    members.sort((a, b) => middle[a] - middle[b] || across[a] - across[b])
    if (members.length <= BATCH) {
      return Clipper.union(
        members.flatMap((i) => shapes[i]),
        FillRule.NonZero,
      )
    }
    const half = members.length >> 1
    const [first, second] = [await join(members.slice(0, half)), await join(members.slice(half))]
    await task.breathe()
    return Clipper.union([...first, ...second], FillRule.NonZero)
  }
  return join(Array.from(shapes.keys()))
}

function extentOf(values: Float64Array, members: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const at of members) {
    low = Math.min(low, values[at])
    high = Math.max(high, values[at])
  }
  return high - low
}
