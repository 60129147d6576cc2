import geodesic from 'geographiclib-geodesic'
import { quietTask } from '../../src/core/task.ts'
import { createTileService } from '../../src/core/tiling/tile-service.ts'
import { parcelFabric } from './fabric.ts'
import { boundsOf } from './layers.ts'
import { type ChildFigure, type Engines, peakMiB } from './measure.ts'
import { randomOf } from './zones.ts'

const FIXES = 5000
const COMPARED = 500
const ACCURACY_M = 6
const earth = new geodesic.Geodesic.Geodesic(6378137, 1 / 298.257222101)

/** Each fix timed for itself; a frame has 16 ms for the slowest of twenty. */
async function ours(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const geometry = table.geometry!
  const service = createTileService()
  await service.putTable({ id: 'parcels', table }, quietTask())
  const [west, south, east, north] = boundsOf(table)
  const next = randomOf(1001)
  const places = Array.from({ length: FIXES }, () => [west + (east - west) * next(), south + (north - south) * next()] as const)
  const ask = (at: (typeof places)[number]) =>
    service.position({ at, accuracyM: ACCURACY_M, table: 'parcels', filter: [] }, quietTask())
  const cold = performance.now()
  await ask(places[0])
  const coldMs = performance.now() - cold
  const times: number[] = []
  for (const at of places) {
    const start = performance.now()
    await ask(at)
    times.push(performance.now() - start)
  }
  const mib = peakMiB()
  times.sort((a, b) => a - b)
  let worst = 0
  for (const at of places.slice(0, COMPARED)) {
    const { row, boundary } = await ask(at)
    if (row === null || !boundary) continue
    const [from, to] = [geometry.rings[row], geometry.rings[row + 1] - 1]
    let nearest = Number.POSITIVE_INFINITY
    for (let v = from; v < to; v++)
      nearest = Math.min(nearest, earth.Inverse(at[1], at[0], geometry.xy[2 * v + 1], geometry.xy[2 * v]).s12!)
    worst = Math.max(worst, Math.abs(nearest - boundary.point.distanceM))
  }
  return {
    ms: times[times.length >> 1],
    coldMs,
    mib,
    extrapolated: false,
    agreement: { with: 'GeographicLib, to the nearest boundary point', worst, compared: COMPARED, unit: 'm' },
    detail: { p95Ms: times[Math.floor(times.length * 0.95)], longestMs: times[times.length - 1] },
  }
}

export const engines: Engines = { ours }
