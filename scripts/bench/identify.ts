import { booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Feature, Polygon } from 'geojson'
import { rowBoxes } from '../../src/core/overlay/planar-layer.ts'
import type { Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { createTileService } from '../../src/core/tiling/tile-service.ts'
import { parcelFabric } from './fabric.ts'
import { boundsOf, featureOf } from './layers.ts'
import { type ChildFigure, type Engines, peakMiB } from './measure.ts'
import { randomOf } from './zones.ts'

const CLICKS = 2000
/** for a peer that looks at every feature */
const FEW_CLICKS = 100

type Place = readonly [lng: number, lat: number]

function placesOn(table: Table, count: number): Place[] {
  const [west, south, east, north] = boundsOf(table)
  const next = randomOf(4490)
  return Array.from({ length: count }, () => [west + (east - west) * next(), south + (north - south) * next()])
}

/** Median of one click after one round that warms up, ms. */
async function timeClicks(places: readonly Place[], find: (at: Place) => unknown): Promise<number> {
  for (const at of places.slice(0, 200)) await find(at)
  const times: number[] = []
  for (const at of places) {
    const start = performance.now()
    const answer = find(at)
    if (answer instanceof Promise) await answer
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[times.length >> 1]
}

async function ours(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const service = createTileService()
  await service.putTable({ id: 'parcels', table }, quietTask())
  const places = placesOn(table, CLICKS)
  const find = (at: Place) =>
    service.identify({ at, toleranceM: 0, tables: [{ id: 'parcels', filter: [] }], limit: 10 }, quietTask())
  const ms = await timeClicks(places, find)
  const mib = peakMiB()
  const candidates = indexed(table)
  let differing = 0
  for (const at of places) {
    const hits = await find(at)
    const others = candidates(at)
    if (hits.length !== others.length || hits.some(({ row }) => !others.includes(row))) differing++
  }
  const agreement = { with: 'turf.booleanPointInPolygon', worst: differing, compared: CLICKS, unit: 'clicks with another answer' }
  return { ms, mib, extrapolated: false, agreement }
}

/** Rows that hold a place, by turf, behind an index of boxes; features are made before they are asked for the second time. */
function indexed(table: Table): (at: Place) => number[] {
  const geometry = table.geometry!
  const boxes = rowBoxes(geometry, geometry.xy)
  const index = new Flatbush(table.length)
  for (let i = 0; i < boxes.length; i += 4) index.add(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3])
  index.finish()
  const features = new Map<number, Feature<Polygon>>()
  return ([lng, lat]) =>
    index.search(lng, lat, lng, lat).filter((row) => {
      let feature = features.get(row)
      if (!feature) {
        feature = featureOf({ geometry }, geometry.xy, row)
        features.set(row, feature)
      }
      return booleanPointInPolygon([lng, lat], feature)
    })
}

export const engines: Engines = {
  ours,
  'flatbush + turf.booleanPointInPolygon': async (n) => {
    const table = parcelFabric(n)
    const find = indexed(table)
    const places = placesOn(table, CLICKS)
    // makes the features
    for (const at of places) find(at)
    return { ms: await timeClicks(places, find), mib: peakMiB(), extrapolated: false }
  },
  'turf.booleanPointInPolygon, every feature': async (n) => {
    const table = parcelFabric(n)
    const geometry = table.geometry!
    const boxes = rowBoxes(geometry, geometry.xy)
    const features = Array.from({ length: n }, (_, row) => ({
      ...featureOf({ geometry }, geometry.xy, row),
      // turf looks at the box first where a feature has one
      bbox: [...boxes.subarray(4 * row, 4 * row + 4)] as [number, number, number, number],
    }))
    const find = ([lng, lat]: Place) => features.filter((feature) => booleanPointInPolygon([lng, lat], feature)).length
    return { ms: await timeClicks(placesOn(table, FEW_CLICKS), find), mib: peakMiB(), extrapolated: false }
  },
}
