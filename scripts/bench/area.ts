import { area as turfArea } from '@turf/turf'
import geographiclib from 'geographiclib-geodesic'
import { rowAreasM2 } from '../../src/core/plane.ts'
import type { Table } from '../../src/core/table.ts'
import { parcelFabric } from './fabric.ts'
import { featureOf } from './layers.ts'
import { type ChildFigure, type Engines, shuffled, timePart, timeRuns } from './measure.ts'

/** parcels held against GeographicLib at each size */
const COMPARED = 20_000

const cgcs2000 = new geographiclib.Geodesic.Geodesic(6378137, 1 / 298.257222101)

async function ours(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const { figure, result } = await timeRuns(() => rowAreasM2(table))
  let worst = 0
  let [sum, sphere, reference] = [0, 0, 0]
  const rows = shuffled(n).subarray(0, COMPARED)
  for (const row of rows) {
    const expected = geodesicAreaM2(table, row)
    worst = Math.max(worst, Math.abs(result[row] / expected - 1) * 1e6)
    sum += result[row]
    sphere += turfArea(featureOf({ geometry: table.geometry! }, table.geometry!.xy, row))
    reference += expected
  }
  return {
    ...figure,
    agreement: { with: 'GeographicLib', worst, compared: rows.length, unit: 'ppm' },
    detail: {
      parcelsPerSecond: Math.round((n / figure.ms) * 1000),
      sumPpm: (sum / reference - 1) * 1e6,
      turfSumPpm: (sphere / reference - 1) * 1e6,
    },
  }
}

function geodesicAreaM2({ geometry }: Table, row: number): number {
  const { xy, rings } = geometry!
  const polygon = cgcs2000.Polygon(false)
  for (let v = rings[row]; v < rings[row + 1] - 1; v++) polygon.AddPoint(xy[2 * v + 1], xy[2 * v])
  return Math.abs(polygon.Compute(false, true).area ?? Number.NaN)
}

export const engines: Engines = {
  ours,
  'turf.area': (n, { partMs }) => {
    const table = parcelFabric(n)
    return timePart(n, partMs, {
      load: (row) => featureOf({ geometry: table.geometry! }, table.geometry!.xy, row),
      work: (feature) => turfArea(feature),
    })
  },
  geographiclib: (n, { partMs }) => {
    const table = parcelFabric(n)
    return timePart(n, partMs, { load: (row) => row, work: (row) => geodesicAreaM2(table, row) })
  },
}
