import { planarArea } from '../geometry.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { type AreaRange, Cutter } from './cutter.ts'
import { PieceBuilder } from './piece-builder.ts'
import { type PlanarLayer, takeRows } from './planar-layer.ts'
import { type EdgeTrees, edgeTrees } from './prepared-zones.ts'

/** Zones that count on a row of the subject, and between what the area lies that they cover together, m². */
export interface CountedZones {
  readonly row: number
  readonly zones: readonly number[]
  readonly expected: AreaRange
}

const treesOf = new WeakMap<PlanarLayer, EdgeTrees>()

/**
 * What zones that overlap each other cover of a row, every place once, where others that meet it are ignored: joined with those they
 * would cover their slivers too. Cut along the stored borders.
 * @param cases ascending by row, with a zone each @returns m², in their order
 */
export async function countedCover(
  layer: PlanarLayer,
  zones: PlanarLayer,
  cases: readonly CountedZones[],
  task: Pick<Task, 'breathe'>,
): Promise<Float64Array> {
  const areasM2 = new Float64Array(cases.length)
  if (cases.length === 0) return areasM2
  const own = takeRows(
    layer,
    Uint32Array.from(cases, ({ row }) => row),
  )
  const trees = treesOf.get(zones) ?? edgeTrees(zones)
  treesOf.set(zones, trees)
  // pieces stay in the plane
  const cutter = new Cutter(
    { layer: own, trees: edgeTrees(own), lngLat: own.xy },
    { layer: zones, trees, lngLat: zones.xy },
    { toLngLat: (xy) => xy },
  )
  for (const [i, each] of cases.entries()) {
    if (i % 64 === 0) await task.breathe()
    const builder = new PieceBuilder()
    cutter.intersect(i, each.zones, each.expected, builder)
    builder.endRow()
    areasM2[i] = areaOf(builder.finish())
  }
  return areasM2
}

/** Outer rings less the rings in them. */
function areaOf({ xy, rings, parts }: Geometry): number {
  let areaM2 = 0
  for (let part = 0; part + 1 < parts.length; part++) {
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      const own = Math.abs(planarArea(xy, rings[ring], rings[ring + 1]))
      areaM2 += ring === parts[part] ? own : -own
    }
  }
  return areaM2
}
