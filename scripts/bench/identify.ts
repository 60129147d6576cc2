import { booleanPointInPolygon } from '@turf/turf'
import { quietTask } from '../../src/core/task.ts'
import { createTileService } from '../../src/core/tiling/tile-service.ts'
import { parcelFabric } from './fabric.ts'
import type { MeasureRow } from './measure.ts'
import { randomOf } from './zones.ts'

const CLICKS = 200
const PEER = 'turf.booleanPointInPolygon'

/** Which parcel lies at a place: our resident table beside turf over all features, box first. Median of one click, ms. */
export async function benchIdentify(sizes: readonly number[]): Promise<MeasureRow[]> {
  const rows: MeasureRow[] = []
  for (const n of sizes) {
    const table = parcelFabric(n)
    const { xy, rings } = table.geometry!
    const service = createTileService()
    const { bbox } = await service.putTable({ id: 'parcels', table }, quietTask())
    const [west, south, east, north] = bbox!
    const features = Array.from({ length: n }, (_, row) => {
      const ring: [number, number][] = []
      for (let v = rings[row]; v < rings[row + 1]; v++) ring.push([xy[2 * v], xy[2 * v + 1]])
      const xs = ring.map(([x]) => x)
      const ys = ring.map(([, y]) => y)
      const box: [number, number, number, number] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
      return { type: 'Feature' as const, bbox: box, properties: {}, geometry: { type: 'Polygon' as const, coordinates: [ring] } }
    })
    const next = randomOf(4490)
    const points = Array.from(
      { length: CLICKS },
      () => [west + (east - west) * next(), south + (north - south) * next()] as const,
    )
    const ours: number[] = []
    const turf: number[] = []
    let differing = 0
    for (const at of points) {
      let start = performance.now()
      const hits = await service.identify({ at, toleranceM: 0, tables: [{ id: 'parcels', filter: [] }], limit: 10 })
      ours.push(performance.now() - start)
      start = performance.now()
      const found = features.flatMap((feature, row) => (booleanPointInPolygon([...at], feature) ? [row] : []))
      turf.push(performance.now() - start)
      const same = hits.length === found.length && hits.every(({ row }) => found.includes(row))
      if (!same) differing++
    }
    rows.push({
      measure: 'identify',
      n,
      oursMs: median(ours),
      oursMiB: Number.NaN,
      peers: { [PEER]: { ms: median(turf), mib: Number.NaN, extrapolated: false } },
      ratios: { [PEER]: median(turf) / median(ours) },
      agreement: { with: PEER, worst: differing, compared: CLICKS, unit: 'clicks with another answer' },
    })
  }
  return rows
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]
