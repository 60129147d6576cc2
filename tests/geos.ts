import initGeos from 'geos-wasm'
import { ringRange } from '../src/core/geometry.ts'
import type { Geometry } from '../src/core/table.ts'

type Pointer = number

/** GEOS 3.13 in WebAssembly, the independent judge of areas: polygons of plane coordinates, compared and discarded. */
export interface Geos {
  polygon(geometry: Geometry, xy: Float64Array, row: number): Pointer
  /** points or lines of a row */
  paths(geometry: Geometry, xy: Float64Array, row: number): Pointer
  /** round at ends and corners */
  buffer(shape: Pointer, distance: number, quadrantSegments: number): Pointer
  distance(shape: Pointer, x: number, y: number): number
  prepare(polygon: Pointer): Pointer
  intersection(a: Pointer, b: Pointer): Pointer
  intersectionArea(a: Pointer, b: Pointer): number
  /** with the shortcuts a careful user would write: disjoint is nothing, contained is the whole */
  preparedArea(prepared: Pointer, zone: Pointer, subject: Pointer): number
  /** all four of a pair */
  overlayAreas(a: Pointer, b: Pointer): OverlayAreas
  unionArea(polygons: readonly Pointer[]): number
  area(polygon: Pointer): number
  centroid(polygon: Pointer): readonly [x: number, y: number]
  isValid(polygon: Pointer): boolean
  destroy(polygon: Pointer): void
}

/** What two polygons have in common, together, the first alone, and each alone. */
export interface OverlayAreas {
  readonly intersection: number
  readonly union: number
  readonly difference: number
  readonly symmetricDifference: number
}

export async function startGeos(): Promise<Geos> {
  const geos = await initGeos()
  const memory = geos.Module
  const areaAt = memory._malloc(8)
  const area = (polygon: Pointer) => {
    geos.GEOSArea(polygon, areaAt)
    return memory.getValue(areaAt, 'double')
  }
  const pointers = (list: readonly Pointer[]) => {
    const at = memory._malloc(4 * list.length)
    new Uint32Array(memory.HEAPU8.buffer, at, list.length).set(list)
    return at
  }
  function sequence(xy: Float64Array, start: number, end: number): Pointer {
    const at = memory._malloc(16 * (end - start))
    new Float64Array(memory.HEAPU8.buffer, at, 2 * (end - start)).set(xy.subarray(2 * start, 2 * end))
    const made = geos.GEOSCoordSeq_copyFromBuffer(at, end - start, 0, 0)
    memory._free(at)
    return made
  }
  const ring = (xy: Float64Array, start: number, end: number): Pointer => geos.GEOSGeom_createLinearRing(sequence(xy, start, end))
  const areaOf = (made: Pointer) => {
    if (!made) throw new Error('GEOS gave no geometry')
    const found = area(made)
    geos.GEOSGeom_destroy(made)
    return found
  }
  const intersectionArea = (a: Pointer, b: Pointer) => areaOf(geos.GEOSIntersection(a, b))
  return {
    area,
    intersection: (a, b) => geos.GEOSIntersection(a, b),
    intersectionArea,
    polygon(geometry, xy, row) {
      const polygons: Pointer[] = []
      for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
        const rings: Pointer[] = []
        for (let r = geometry.parts[part]; r < geometry.parts[part + 1]; r++) {
          rings.push(ring(xy, geometry.rings[r], geometry.rings[r + 1]))
        }
        const holes = pointers(rings.slice(1))
        polygons.push(geos.GEOSGeom_createPolygon(rings[0], holes, rings.length - 1))
        memory._free(holes)
      }
      if (polygons.length === 1) return polygons[0]
      if (ringRange(geometry, row)[0] === ringRange(geometry, row)[1]) return geos.GEOSGeom_createEmptyPolygon()
      const list = pointers(polygons)
      const multi = geos.GEOSGeom_createCollection(6, list, polygons.length)
      memory._free(list)
      return multi
    },
    paths({ kind, rows, parts, rings }, xy, row) {
      const made: Pointer[] = []
      for (let r = parts[rows[row]]; r < parts[rows[row + 1]]; r++) {
        const points = sequence(xy, rings[r], rings[r + 1])
        made.push(kind === 'point' ? geos.GEOSGeom_createPoint(points) : geos.GEOSGeom_createLineString(points))
      }
      const list = pointers(made)
      const all = geos.GEOSGeom_createCollection(7, list, made.length)
      memory._free(list)
      return all
    },
    buffer: (shape, distance, quadrantSegments) => geos.GEOSBuffer(shape, distance, quadrantSegments),
    distance(shape, x, y) {
      const point = geos.GEOSGeom_createPoint(sequence(Float64Array.of(x, y), 0, 1))
      geos.GEOSDistance(shape, point, areaAt)
      geos.GEOSGeom_destroy(point)
      return memory.getValue(areaAt, 'double')
    },
    prepare: (polygon) => geos.GEOSPrepare(polygon),
    preparedArea(prepared, zone, subject) {
      if (!geos.GEOSPreparedIntersects(prepared, subject)) return 0
      return geos.GEOSPreparedContains(prepared, subject) ? area(subject) : intersectionArea(subject, zone)
    },
    overlayAreas: (a, b) => ({
      intersection: intersectionArea(a, b),
      union: areaOf(geos.GEOSUnion(a, b)),
      difference: areaOf(geos.GEOSDifference(a, b)),
      symmetricDifference: areaOf(geos.GEOSSymDifference(a, b)),
    }),
    unionArea(polygons) {
      const list = pointers(polygons.map((polygon) => geos.GEOSGeom_clone(polygon)))
      const collection = geos.GEOSGeom_createCollection(7, list, polygons.length)
      memory._free(list)
      const union = geos.GEOSUnaryUnion(collection)
      const found = area(union)
      geos.GEOSGeom_destroy(union)
      geos.GEOSGeom_destroy(collection)
      return found
    },
    centroid(polygon) {
      const point = geos.GEOSGetCentroid(polygon)
      geos.GEOSGeomGetX(point, areaAt)
      const x = memory.getValue(areaAt, 'double')
      geos.GEOSGeomGetY(point, areaAt)
      const y = memory.getValue(areaAt, 'double')
      geos.GEOSGeom_destroy(point)
      return [x, y]
    },
    isValid: (polygon) => Number(geos.GEOSisValid(polygon)) === 1,
    destroy: (polygon) => geos.GEOSGeom_destroy(polygon),
  }
}
