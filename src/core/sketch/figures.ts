import { centralMeridianOf, zoneOf } from '../crs-registry.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { azimuthDeg, geodesicM, planeOf, ringAreaM2 } from '../plane.ts'
import { findDefects } from '../validity.ts'

type LngLat = readonly [lng: number, lat: number]

export interface Segment {
  readonly from: LngLat
  readonly to: LngLat
  /** of the geodesic on CGCS2000 */
  readonly lengthM: number
  /** 方位角 of that geodesic at its start: degrees from north over east; NaN where the ends fall together */
  readonly azimuthDeg: number
}

export interface SketchFigures {
  /** of a ring the one that closes it is the last */
  readonly segments: readonly Segment[]
  /** of a line its length, of a ring its perimeter */
  readonly lengthM: number
  /** TD/T 1055 on CGCS2000, of the vertices as they are; null for a line, and before there are three vertices */
  readonly areaM2: number | null
  /** edges cross: the figure of the area means nothing */
  readonly crossesItself: boolean
  /** 3° zone borders that it crosses, degrees */
  readonly seams: readonly number[]
}

/** What is measured of a sketch; each figure from the vertices alone. @param points of a ring: not closed */
export function sketchFigures(points: readonly LngLat[], isRing: boolean): SketchFigures {
  const isClosed = isRing && points.length > 2
  const path = isClosed ? [...points, points[0]] : points
  const segments = path.slice(1).map((to, i): Segment => {
    const from = path[i]
    return { from, to, lengthM: geodesicM(...from, ...to), azimuthDeg: azimuthDeg(...from, ...to) }
  })
  return {
    segments,
    lengthM: segments.reduce((sum, { lengthM }) => sum + lengthM, 0),
    areaM2: isClosed ? ringArea(points) : null,
    crossesItself: isClosed && isCrossing(path),
    seams: seamsCrossed(points),
  }
}

function ringArea(points: readonly LngLat[]): number {
  return Math.abs(ringAreaM2(Float64Array.from(points.flat()), 0, points.length))
}

function isCrossing(closed: readonly LngLat[]): boolean {
  const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [closed.map(([lng, lat]) => [lng, lat])] }])
  return findDefects(geometry, planeOf(geometry.xy).toPlane(geometry.xy), 0, 1).some(({ kind }) => kind === 'crossing')
}

/** Longitudes of the borders between 3° zones (118.5° …) on whose both sides points lie. */
export function seamsCrossed(points: readonly LngLat[]): readonly number[] {
  const zones = points.map(([lng]) => zoneOf(lng))
  const seams: number[] = []
  for (let zone = Math.min(...zones); zone < Math.max(...zones); zone++) seams.push(centralMeridianOf(zone) + 1.5)
  return seams
}
