import { connectedGroups } from '../connected-groups.ts'
import { freeBuffers } from '../free-buffers.ts'
import type { Task } from '../task.ts'
import { type Outlines, strikeOutShared } from './border-edges.ts'
import { linkRings } from './border-rings.ts'
import { eachMeeting, indexEdges } from './edge-meetings.ts'
import type { GridPoints } from './grid-points.ts'
import { joinPaths } from './join-paths.ts'
import { exchanged, pathsOf } from './outlines.ts'
import { ringPolygons } from './ring-polygons.ts'

/** Polygons as corners by number. */
export interface Joined {
  readonly polygons: readonly (readonly Uint32Array[])[]
  readonly points: GridPoints
}

/** What outlines cover. @param shapes their owners are 0 … shapes − 1 */
export async function joinOutlines(given: Outlines, points: GridPoints, shapes: number, task: Task): Promise<Joined> {
  let outlines = given
  let owners = shapes
  /** shapes that the clipper made: what is left of meetings within one is its rounding */
  const isClipped = (owner: number) => owner >= shapes
  // what is settled by the first round is most of it, as a rule
  for (let left = 1; ; left /= 2) {
    const tell = (share: number) => task.progress(1 - left * (1 - share), 'stage.dissolve')
    tell(0.2)
    const edges = await strikeOutShared(outlines, points.length, task)
    if (edges.from.length === 0) return { polygons: [], points }
    const index = await indexEdges(edges, points, task)
    // some hundred megabytes a round, which would wait for the collection of garbage
    const free = () => freeBuffers([edges.from, edges.to, edges.owner, new Uint8Array(index.data)])
    tell(0.4)
    const first: number[] = []
    const second: number[] = []
    await eachMeeting(edges, points, index, task, (edge, other) => {
      const [a, b] = [edges.owner[edge], edges.owner[other]]
      if (a === b && isClipped(a)) return
      first.push(a)
      second.push(b)
    })
    if (first.length === 0) {
      tell(0.7)
      const rings = await linkRings(edges, points, task)
      const polygons = await ringPolygons(edges, rings, points, index, task)
      free()
      tell(0.9)
      return { polygons, points }
    }
    free()
    const groups = connectedGroups({ first, second })
    outlines = await joinGroups(outlines, points, groups, owners, task)
    owners += groups.length
  }
}

/** Each group becomes one shape. @param owner of the first of them */
async function joinGroups(
  outlines: Outlines,
  points: GridPoints,
  groups: readonly (readonly number[])[],
  owner: number,
  task: Task,
): Promise<Outlines> {
  const isGone = new Set(groups.flat())
  const paths = pathsOf(outlines, points, (each) => isGone.has(each))
  const joined = new Map<number, Awaited<ReturnType<typeof joinPaths>>>()
  for (const [i, group] of groups.entries()) {
    joined.set(
      owner + i,
      await joinPaths(
        group.map((each) => paths.get(each) ?? []),
        task,
      ),
    )
  }
  return exchanged(outlines, points, (each) => isGone.has(each), joined)
}
