import { area as turfArea } from '@turf/turf'
import geographiclib from 'geographiclib-geodesic'
import { rowAreasM2 } from '../../src/core/plane.ts'
import type { Table } from '../../src/core/table.ts'
import { parcelFabric } from './fabric.ts'

export interface AreaRow {
  readonly method: string
  readonly milliseconds: number
  /** of the whole against GeographicLib, parts per million */
  readonly totalPpm: number
  readonly worstPpm: number
}
export interface AreaBench {
  readonly polygons: number
  readonly vertices: number
  readonly rows: readonly AreaRow[]
}

const cgcs2000 = new geographiclib.Geodesic.Geodesic(6378137, 1 / 298.257222101)

/** Median time of each way to measure the same rings, and how far it is from the geodesic polygon of GeographicLib. */
export function benchArea(polygons = 20_000, repeats = 5): AreaBench {
  const table = parcelFabric(polygons)
  const features = asGeoJson(table)
  const reference = geographicLibAreas(table)
  const ways: readonly (readonly [string, () => Float64Array])[] = [
    ['core/plane.ts (TD/T 1055)', () => rowAreasM2(table)],
    ['turf.area (sphere)', () => Float64Array.from(features, (feature) => turfArea(feature))],
    ['GeographicLib (geodesic)', () => geographicLibAreas(table)],
  ]
  const total = sum(reference)
  const rows = ways.map(([method, measure]) => {
    let areas = measure()
    const times = Array.from({ length: repeats }, () => {
      const start = performance.now()
      areas = measure()
      return performance.now() - start
    })
    let worst = 0
    areas.forEach((area, row) => {
      worst = Math.max(worst, Math.abs(area / reference[row] - 1))
    })
    return { method, milliseconds: median(times), totalPpm: (sum(areas) / total - 1) * 1e6, worstPpm: worst * 1e6 }
  })
  return { polygons, vertices: (table.geometry?.xy.length ?? 0) / 2, rows }
}

function geographicLibAreas(table: Table): Float64Array {
  const { xy, rings } = table.geometry!
  return Float64Array.from({ length: table.length }, (_, row) => {
    const polygon = cgcs2000.Polygon(false)
    for (let v = rings[row]; v < rings[row + 1] - 1; v++) polygon.AddPoint(xy[2 * v + 1], xy[2 * v])
    return Math.abs(polygon.Compute(false, true).area ?? Number.NaN)
  })
}

function asGeoJson(table: Table) {
  const { xy, rings } = table.geometry!
  return Array.from({ length: table.length }, (_, row) => {
    const ring: [number, number][] = []
    for (let v = rings[row]; v < rings[row + 1]; v++) ring.push([xy[2 * v], xy[2 * v + 1]])
    return { type: 'Polygon' as const, coordinates: [ring] }
  })
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]
