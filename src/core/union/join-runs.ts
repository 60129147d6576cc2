import type { Geometry } from '../table.ts'

/** Rows that are to be joined, and fetched when their turn comes. */
export interface JoinRows {
  /** vertices of each */
  readonly sizes: Uint32Array
  /** four a row, in the plane */
  readonly boxes: Float64Array
  /** @param rows places in `sizes` @returns polygons in lon/lat */
  readonly take: (rows: Uint32Array) => Geometry
}

/** Vertices that are numbered at once: of a hundred million, as buffers have, the tables alone would be ten gigabytes. */
export const MOST_VERTICES = 2_000_000

/** Rows that lie together, so many that memory holds what they need; halved along the longer side. Rows without shape are in none. */
export function joinRuns({ sizes, boxes }: JoinRows, mostVertices: number): Uint32Array[] {
  const middles = [0, 1].map((axis) => Float64Array.from(sizes, (_, row) => boxes[4 * row + axis] + boxes[4 * row + axis + 2]))
  const runs: Uint32Array[] = []
  const halve = (members: Uint32Array) => {
    let vertices = 0
    for (const row of members) vertices += sizes[row]
    if (members.length < 2 || vertices <= mostVertices) {
      runs.push(members)
      return
    }
    const [width, height] = middles.map((middle) => extentOf(middle, members))
    const [across, along] = width <= height ? middles : [middles[1], middles[0]]
    members.sort((a, b) => along[a] - along[b] || across[a] - across[b] || a - b)
    const half = members.length >> 1
    halve(members.slice(0, half))
    halve(members.slice(half))
  }
  const filled = Uint32Array.from(sizes.keys()).filter((row) => sizes[row] > 0)
  if (filled.length > 0) halve(filled)
  return runs
}

function extentOf(values: Float64Array, members: Uint32Array): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const row of members) {
    if (values[row] < low) low = values[row]
    if (values[row] > high) high = values[row]
  }
  return high - low
}
