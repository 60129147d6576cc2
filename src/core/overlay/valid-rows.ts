import { ringRange } from '../geometry.ts'
import type { Plane } from '../plane.ts'
import type { Geometry } from '../table.ts'
import { comesNear, type RingSpan } from './closeness.ts'
import { PieceBuilder } from './piece-builder.ts'
import { simpleParts } from './simple-parts.ts'

/**
 * Rows that are valid for every program that follows OGC: rings that do not touch themselves, parts that share points at most, and both
 * also where an edge is read as straight in degrees. What a clipper makes may touch itself in a corner, and seams of its grid stay
 * between rows that were joined. Such rows are taken apart where they touch (simple-parts.ts), all others are returned as they are. A row
 * that is nothing but rounding is left without a shape.
 * @param geometry polygons in lon/lat, outer rings counter-clockwise, holes clockwise @param isKnown rows that are known to be valid
 */
export function validRows(geometry: Geometry, plane: Plane, isKnown: (row: number) => boolean = () => false): Geometry {
  const found = new Map<number, readonly (readonly ArrayLike<number>[])[]>()
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const [from, to] = ringRange(geometry, row)
    if (from === to || isKnown(row)) continue
    const first = geometry.rings[from]
    const lngLat = geometry.xy.subarray(2 * first, 2 * geometry.rings[to])
    const xy = plane.toPlane(lngLat)
    const spans = Array.from(
      { length: to - from },
      (_, i): RingSpan => [geometry.rings[from + i] - first, geometry.rings[from + i + 1] - first],
    )
    const tanLat = Math.tan((lngLat[1] * Math.PI) / 180)
    const parts = comesNear(xy, spans, tanLat) ? simpleParts(lngLat, xy, spans, tanLat, plane) : null
    if (parts) found.set(row, parts)
  }
  if (found.size === 0) return geometry
  const builder = new PieceBuilder()
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const parts = found.get(row)
    if (parts) for (const part of parts) builder.addPart(part)
    else builder.copyRow(geometry, geometry.xy, row)
    builder.endRow(true)
  }
  return builder.finish()
}

/** Rings of lon/lat pairs (x0 y0 x1 y1 …), closed; the outer one first, counter-clockwise, then holes, clockwise. */
export type LngLatPolygon = readonly (readonly number[])[]

/** The same of the polygons of one row: rings of lon/lat pairs, closed. */
export function validPolygons(polygons: readonly LngLatPolygon[], plane: Plane): readonly LngLatPolygon[] {
  const builder = new PieceBuilder()
  for (const polygon of polygons) builder.addPart(polygon)
  builder.endRow(true)
  const given = builder.finish()
  const made = validRows(given, plane)
  if (made === given) return polygons
  return Array.from({ length: made.parts.length - 1 }, (_, part) => {
    const [from, to] = [made.parts[part], made.parts[part + 1]]
    return Array.from({ length: to - from }, (_, i) =>
      Array.from(made.xy.subarray(2 * made.rings[from + i], 2 * made.rings[from + i + 1])),
    )
  })
}
