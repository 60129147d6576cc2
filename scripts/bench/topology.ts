import Flatbush from 'flatbush'
import { makeSound } from '../../src/core/repair.ts'
import { quietTask } from '../../src/core/task.ts'
import { checkTopology } from '../../src/core/topology/topology.ts'
import { startGeos } from '../../tests/geos.ts'
import { plantDefects } from './defects.ts'
import { parcelFabric } from './fabric.ts'
import { featureOf, planarParcels, turfSharedM2 } from './layers.ts'
import { type ChildFigure, type Engine, type Engines, timePart, timeRuns } from './measure.ts'

const OPTIONS = { smallestM2: 0.01, vertexToleranceM: 0.01 }

/** Overlaps, gaps and unequal corners of a fabric with planted defects, projection included, validity checked before. */
async function ours(n: number): Promise<ChildFigure> {
  const { table, planted } = plantDefects(parcelFabric(n))
  const sound = await makeSound(table, quietTask())
  const { plane, lngLat } = sound
  const { figure, result } = await timeRuns(() => checkTopology({ ...sound, xy: plane.toPlane(lngLat) }, OPTIONS, quietTask()), {
    repeats: 3,
  })
  const named = new Set<number>()
  for (const { first, second } of result.overlaps) named.add(first).add(second)
  for (const { rows } of result.gaps) for (const row of rows) named.add(row)
  for (const { row, other } of result.nearVertices) named.add(row).add(other)
  const missed = planted.filter((row) => !named.has(row)).length
  return {
    ...figure,
    agreement: { with: 'planted defects', worst: missed, compared: planted.length, unit: 'missed' },
    detail: {
      planted: planted.length,
      overlaps: result.overlaps.length,
      gaps: result.gaps.length,
      nearVertices: result.nearVertices.length,
    },
  }
}

/** Overlaps only, as one finds them without shared edges: each row with every later row whose box it meets. */
function pairwise<T>(
  make: () => Promise<{
    load: (layer: ReturnType<typeof planarParcels>['layer'], lngLat: Float64Array, row: number) => T
    meet: (a: T, b: T) => number
    release?: (item: T) => void
  }>,
): Engine {
  return async (n, { partMs }) => {
    const { table } = plantDefects(parcelFabric(n))
    const { layer } = planarParcels(table)
    const { load, meet, release } = await make()
    const index = new Flatbush(n)
    const near = (row: number) =>
      index
        .search(layer.boxes[4 * row], layer.boxes[4 * row + 1], layer.boxes[4 * row + 2], layer.boxes[4 * row + 3])
        .filter((other) => other > row)
    let overlaps = 0
    return timePart(n, partMs, {
      prepare() {
        for (let row = 0; row < n; row++)
          index.add(layer.boxes[4 * row], layer.boxes[4 * row + 1], layer.boxes[4 * row + 2], layer.boxes[4 * row + 3])
        index.finish()
      },
      load: (row) => [row, ...near(row)].map((each) => load(layer, table.geometry!.xy, each)),
      work([own, ...others], row) {
        near(row)
        for (const other of others) if (meet(own, other) > OPTIONS.smallestM2) overlaps++
        return overlaps
      },
      ...(release ? { release: (items: T[]) => items.forEach(release) } : {}),
    })
  }
}

export const engines: Engines = {
  ours,
  'flatbush + geos-wasm, overlaps only': pairwise(async () => {
    const geos = await startGeos()
    return {
      load: (layer, _lngLat, row) => geos.polygon(layer.geometry, layer.xy, row),
      meet: geos.intersectionArea,
      release: geos.destroy,
    }
  }),
  'flatbush + turf.intersect, overlaps only': pairwise(async () => ({
    load: (layer, lngLat, row) => featureOf(layer, lngLat, row),
    meet: turfSharedM2,
  })),
}
