import { planarArea } from '../geometry.ts'
import type { Task } from '../task.ts'
import { type AreaRange, Cutter } from './cutter.ts'
import type { PairAreas } from './pair-areas.ts'
import { PieceBuilder } from './piece-builder.ts'
import { type PlanarLayer, rowBoxes, takeRows } from './planar-layer.ts'
import { type EdgeTrees, edgeTrees } from './prepared-zones.ts'

/** Zones that count on a row of the subject, and between what the area lies that they cover together, m². */
export interface CountedZones {
  readonly row: number
  readonly zones: readonly number[]
  readonly expected: AreaRange
}

/** The pairs of some rows that count, by row. @param rows ascending @param zoneOf null: not asked for */
export function countedZones(
  rows: Uint32Array,
  pairs: readonly PairAreas[],
  zoneOf: (layer: number, zone: number) => number | null,
): CountedZones[] {
  if (rows.length === 0) return []
  const found = new Map(Array.from(rows, (row) => [row, { zones: [] as number[], most: 0, sum: 0 }]))
  for (const [k, { subject, zone, areaM2 }] of pairs.entries()) {
    subject.forEach((row, i) => {
      const own = found.get(row)
      const place = own && zoneOf(k, zone[i])
      if (!own || place === null || place === undefined) return
      own.zones.push(place)
      own.most = Math.max(own.most, areaM2[i])
      own.sum += areaM2[i]
    })
  }
  return Array.from(found, ([row, { zones, most, sum }]) => ({ row, zones, expected: [most, sum] }))
}

const treesOf = new WeakMap<PlanarLayer, EdgeTrees>()

/**
 * Of each row what the zones that count cover, cut along the stored borders, in the plane.
 * @param cases ascending by row, at least one @returns their rows, in their order
 */
export async function countedPieces(
  layer: PlanarLayer,
  zones: PlanarLayer,
  cases: readonly CountedZones[],
  task: Pick<Task, 'breathe'>,
): Promise<PlanarLayer> {
  const own = takeRows(
    layer,
    Uint32Array.from(cases, ({ row }) => row),
  )
  const trees = treesOf.get(zones) ?? edgeTrees(zones)
  treesOf.set(zones, trees)
  const cutter = new Cutter(
    { layer: own, trees: edgeTrees(own), lngLat: own.xy },
    { layer: zones, trees, lngLat: zones.xy },
    { toLngLat: (xy) => xy },
  )
  const builder = new PieceBuilder()
  for (const [i, each] of cases.entries()) {
    if (i % 64 === 0) await task.breathe()
    if (each.zones.length > 0) cutter.intersect(i, each.zones, each.expected, builder)
    builder.endRow(true)
  }
  const geometry = builder.finish()
  return { geometry, xy: geometry.xy, boxes: rowBoxes(geometry, geometry.xy) }
}

/** Outer rings less the rings in them, which run the other way round, m². */
export function planarRowArea({ geometry: { rings, parts, rows }, xy }: PlanarLayer, row: number): number {
  let areaM2 = 0
  for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) areaM2 += planarArea(xy, rings[ring], rings[ring + 1])
  return areaM2
}
