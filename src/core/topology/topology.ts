import type { SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { indexEdges } from './edge-index.ts'
import { findLooseEdges } from './edges.ts'
import { findGaps, type Gap } from './gaps.ts'
import { findNearVertices, type NearVertex } from './near-vertices.ts'
import { findOverlapPairs, type OverlapPair } from './overlaps.ts'

/** What is too small to be a defect. */
export interface TopologyOptions {
  /** overlaps and gaps up to this area are rounding, not defects */
  readonly smallestM2: number
  /** corners up to this far from a neighbour's corner or side should stand on it */
  readonly vertexToleranceM: number
}

/** How the polygons of one layer fit together. */
export interface Topology {
  readonly overlaps: readonly OverlapPair[]
  readonly gaps: readonly Gap[]
  readonly nearVertices: readonly NearVertex[]
  /** corners that stand exactly on a neighbour's side without being shared */
  readonly hangingVertices: number
}

/** Overlaps, gaps and unequal corners of all rows of a layer; shared borders are matched first, only the rest is measured. */
export async function checkTopology(sound: SoundTable, options: TopologyOptions, task: Task): Promise<Topology> {
  const { geometry, xy } = sound
  const loose = await findLooseEdges(geometry, xy, stretchOf(task, 0, 0.5))
  const overlaps = await findOverlapPairs(geometry, xy, loose, options.smallestM2, stretchOf(task, 0.5, 0.8))
  const index = indexEdges(xy, loose)
  if (!index) return { overlaps, gaps: [], nearVertices: [], hangingVertices: 0 }
  const gaps = findGaps(sound, loose, index, options.smallestM2)
  await task.breathe()
  const { near, hanging } = await findNearVertices(xy, loose, index, options.vertexToleranceM, stretchOf(task, 0.9, 1))
  return { overlaps, gaps, nearVertices: near, hangingVertices: hanging }
}
