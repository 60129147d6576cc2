import type { Geometry as GeoJson, Position } from 'geojson'
import { AppError } from './errors.ts'
import type { Geometry } from './table.ts'

/** xmin, ymin, xmax, ymax in the units of the coordinates */
export type Box = readonly [number, number, number, number]

/** Has the row no shape? */
export function isRowEmpty(geometry: Geometry, row: number): boolean {
  return geometry.rows[row] === geometry.rows[row + 1]
}
/** Rings of a row: from … to (exclusive). A part with several rings is one polygon with holes. */
export function ringRange(geometry: Geometry, row: number): [from: number, to: number] {
  return [geometry.parts[geometry.rows[row]], geometry.parts[geometry.rows[row + 1]]]
}
/** Vertices of a row: from … to (exclusive). */
export function vertexRange(geometry: Geometry, row: number): [from: number, to: number] {
  const [from, to] = ringRange(geometry, row)
  return [geometry.rings[from], geometry.rings[to]]
}

/** null for a row without geometry. @param xy vertices to use instead of the geometry's own (projected ones) */
export function rowBox(geometry: Geometry, row: number, xy: Float64Array = geometry.xy): Box | null {
  const [from, to] = vertexRange(geometry, row)
  return from === to ? null : vertexBox(xy, from, to)
}
/** Of vertices from … to (exclusive), at least one. */
export function vertexBox(xy: Float64Array, from: number, to: number): Box {
  let x0 = Number.POSITIVE_INFINITY
  let y0 = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let y1 = Number.NEGATIVE_INFINITY
  for (let i = 2 * from; i < 2 * to; i += 2) {
    if (xy[i] < x0) x0 = xy[i]
    if (xy[i] > x1) x1 = xy[i]
    if (xy[i + 1] < y0) y0 = xy[i + 1]
    if (xy[i + 1] > y1) y1 = xy[i + 1]
  }
  return [x0, y0, x1, y1]
}

/** Signed planar area of vertices start … end, closed or not; counter-clockwise is positive. For orientation and planes, not for reports. */
export function planarArea(xy: Float64Array, start: number, end: number): number {
  if (end - start < 3) return 0
  // relative to the first vertex: coordinates of 40 371 328 m would drown the area in their last digits
  const x0 = xy[2 * start]
  const y0 = xy[2 * start + 1]
  let twice = 0
  for (let i = start + 1; i + 1 < end; i++) {
    twice += (xy[2 * i] - x0) * (xy[2 * i + 3] - y0) - (xy[2 * i + 2] - x0) * (xy[2 * i + 1] - y0)
  }
  return twice / 2
}

/**
 * Even-odd over all rings of the row, edges half open: of polygons that share an edge exactly one contains a point on it.
 * @param xy vertices to use instead of the geometry's own
 */
export function rowContains(geometry: Geometry, row: number, x: number, y: number, xy: Float64Array = geometry.xy): boolean {
  const [from, to] = ringRange(geometry, row)
  let isInside = false
  for (let ring = from; ring < to; ring++) {
    if (ringContains(xy, geometry.rings[ring], geometry.rings[ring + 1], x, y)) isInside = !isInside
  }
  return isInside
}
/** @param end exclusive; the ring may be stored closed */
export function ringContains(xy: Float64Array, start: number, end: number, x: number, y: number): boolean {
  let isInside = false
  for (let i = start, j = end - 1; i < end; j = i++) if (isWestOf(xy, i, j, x, y)) isInside = !isInside
  return isInside
}
/** Does a ray eastwards from the point meet the edge between vertices i and j? */
export function isWestOf(xy: Float64Array, i: number, j: number, x: number, y: number): boolean {
  const yi = xy[2 * i + 1]
  const yj = xy[2 * j + 1]
  if (yi > y === yj > y) return false
  // always from the lower to the upper end, so that both neighbours of a shared edge round alike
  const [low, high] = yi < yj ? [i, j] : [j, i]
  const share = (y - xy[2 * low + 1]) / (xy[2 * high + 1] - xy[2 * low + 1])
  return x < xy[2 * low] + share * (xy[2 * high] - xy[2 * low])
}

/** Mean radius: distances here are a few metres to kilometres, for which pointing needs no ellipsoid (error below 0.4 %). */
const METRES_PER_DEGREE = 111195

/** Distance from a point to the row in metres: 0 inside a polygon, to the nearest edge or point otherwise. Infinity for an empty row. */
export function distanceToRowM(geometry: Geometry, lngLat: Float64Array, row: number, lng: number, lat: number): number {
  if (geometry.kind === 'polygon' && rowContains(geometry, row, lng, lat, lngLat)) return 0
  return distanceToBoundaryM(geometry, lngLat, row, lng, lat)
}
/** The same to the outline, also from inside a polygon. @param lngLat of the geometry's vertices, degrees @param lng of the point, degrees */
export function distanceToBoundaryM(geometry: Geometry, lngLat: Float64Array, row: number, lng: number, lat: number): number {
  const kx = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const [from, to] = ringRange(geometry, row)
  let best = Number.POSITIVE_INFINITY
  for (let ring = from; ring < to; ring++) {
    const start = geometry.rings[ring]
    const end = geometry.rings[ring + 1]
    let px = (lngLat[2 * start] - lng) * kx
    let py = (lngLat[2 * start + 1] - lat) * METRES_PER_DEGREE
    best = Math.min(best, px * px + py * py)
    for (let i = start + 1; i < end; i++) {
      const x = (lngLat[2 * i] - lng) * kx
      const y = (lngLat[2 * i + 1] - lat) * METRES_PER_DEGREE
      best = Math.min(best, squareToSegment(px, py, x, y))
      px = x
      py = y
    }
  }
  return Math.sqrt(best)
}
/** Square of the distance from the origin to a segment. */
function squareToSegment(x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length2))
  return (x1 + t * dx) ** 2 + (y1 + t * dy) ** 2
}

/** The row as GeoJSON, coordinates untouched; null for an empty row. One part gives the single type, more give Multi…. */
export function rowToGeoJson(geometry: Geometry, row: number, xy: Float64Array = geometry.xy): GeoJson | null {
  const parts: Position[][][] = []
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const rings: Position[][] = []
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const positions: Position[] = []
      for (let i = geometry.rings[ring]; i < geometry.rings[ring + 1]; i++) {
        positions.push(geometry.z ? [xy[2 * i], xy[2 * i + 1], geometry.z[i]] : [xy[2 * i], xy[2 * i + 1]])
      }
      rings.push(positions)
    }
    parts.push(rings)
  }
  if (parts.length === 0) return null
  const isSingle = parts.length === 1
  switch (geometry.kind) {
    case 'point':
      return isSingle
        ? { type: 'Point', coordinates: parts[0][0][0] }
        : { type: 'MultiPoint', coordinates: parts.map((part) => part[0][0]) }
    case 'line':
      return isSingle
        ? { type: 'LineString', coordinates: parts[0][0] }
        : { type: 'MultiLineString', coordinates: parts.map((part) => part[0]) }
    default:
      return isSingle ? { type: 'Polygon', coordinates: parts[0] } : { type: 'MultiPolygon', coordinates: parts }
  }
}

/**
 * The inverse of rowToGeoJson, one row an entry; coordinates are taken as they are.
 * @throws AppError geometry.kind when an entry is of another kind
 */
export function geometryFromGeoJson(kind: Geometry['kind'], entries: readonly (GeoJson | null)[]): Geometry {
  const xy: number[] = []
  const z: number[] = []
  const rings = [0]
  const parts = [0]
  const rows = [0]
  entries.forEach((entry, row) => {
    for (const part of entry ? partsOf(kind, entry, row) : []) {
      for (const ring of part) {
        for (const [x, y, height] of ring) {
          xy.push(x, y)
          z.push(height ?? Number.NaN)
        }
        rings.push(xy.length / 2)
      }
      parts.push(rings.length - 1)
    }
    rows.push(parts.length - 1)
  })
  return {
    kind,
    xy: Float64Array.from(xy),
    ...(z.some((value) => !Number.isNaN(value)) ? { z: Float64Array.from(z) } : {}),
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.from(rows),
  }
}

function partsOf(kind: Geometry['kind'], entry: GeoJson, row: number): Position[][][] {
  const found = `${kind} ${entry.type}`
  switch (entry.type) {
    case 'Point':
      if (kind === 'point') return [[[entry.coordinates]]]
      break
    case 'MultiPoint':
      if (kind === 'point') return entry.coordinates.map((position) => [[position]])
      break
    case 'LineString':
      if (kind === 'line') return [[entry.coordinates]]
      break
    case 'MultiLineString':
      if (kind === 'line') return entry.coordinates.map((line) => [line])
      break
    case 'Polygon':
      if (kind === 'polygon') return [entry.coordinates]
      break
    case 'MultiPolygon':
      if (kind === 'polygon') return entry.coordinates
      break
  }
  throw new AppError('geometry.kind', { row, expected: kind, found })
}

/** A geometry of some rows, in their order, with its own buffers. */
export function pickRows(geometry: Geometry, rows: ArrayLike<number>): Geometry {
  let partCount = 0
  let ringCount = 0
  let vertexCount = 0
  for (let i = 0; i < rows.length; i++) {
    const [ringFrom, ringTo] = ringRange(geometry, rows[i])
    partCount += geometry.rows[rows[i] + 1] - geometry.rows[rows[i]]
    ringCount += ringTo - ringFrom
    vertexCount += geometry.rings[ringTo] - geometry.rings[ringFrom]
  }
  const picked = {
    kind: geometry.kind,
    xy: new Float64Array(2 * vertexCount),
    ...(geometry.z ? { z: new Float64Array(vertexCount) } : {}),
    ...(geometry.m ? { m: new Float64Array(vertexCount) } : {}),
    rings: new Uint32Array(ringCount + 1),
    parts: new Uint32Array(partCount + 1),
    rows: new Uint32Array(rows.length + 1),
  }
  let part = 0
  let ring = 0
  let vertex = 0
  // rows that follow each other are one stretch of every buffer
  for (let i = 0; i < rows.length; ) {
    const first = rows[i]
    let end = first + 1
    for (i++; i < rows.length && rows[i] === end; end++) picked.rows[i++] = part + geometry.rows[end] - geometry.rows[first]
    const [partFrom, partTo] = [geometry.rows[first], geometry.rows[end]]
    const [ringFrom, ringTo] = [geometry.parts[partFrom], geometry.parts[partTo]]
    const [from, to] = [geometry.rings[ringFrom], geometry.rings[ringTo]]
    picked.xy.set(geometry.xy.subarray(2 * from, 2 * to), 2 * vertex)
    picked.z?.set((geometry.z as Float64Array).subarray(from, to), vertex)
    picked.m?.set((geometry.m as Float64Array).subarray(from, to), vertex)
    for (let r = ringFrom; r < ringTo; r++) picked.rings[ring + 1 + r - ringFrom] = vertex + geometry.rings[r + 1] - from
    for (let p = partFrom; p < partTo; p++) picked.parts[part + 1 + p - partFrom] = ring + geometry.parts[p + 1] - ringFrom
    part += partTo - partFrom
    ring += ringTo - ringFrom
    vertex += to - from
    picked.rows[i] = part
  }
  return picked
}
