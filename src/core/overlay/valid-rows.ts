import Flatbush from 'flatbush'
import { connectedGroups } from '../connected-groups.ts'
import { ringRange, vertexBox } from '../geometry.ts'
import type { Plane } from '../plane.ts'
import type { Geometry } from '../table.ts'
import { comesNear, NEAR_M, type RingSpan, sagM } from './closeness.ts'
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
    const parts = simpleRow(geometry, row, plane)
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

/** The parts of a row made simple; null: they are. Parts that lie apart are looked at by themselves: a row may have a hundred thousand. */
function simpleRow(geometry: Geometry, row: number, plane: Plane): readonly (readonly ArrayLike<number>[])[] | null {
  const [from, to] = ringRange(geometry, row)
  const first = geometry.rings[from]
  const lngLat = geometry.xy.subarray(2 * first, 2 * geometry.rings[to])
  const xy = plane.toPlane(lngLat)
  const spanOf = (ring: number): RingSpan => [geometry.rings[ring] - first, geometry.rings[ring + 1] - first]
  const tanLat = Math.tan((lngLat[1] * Math.PI) / 180)
  const parts = Array.from({ length: geometry.rows[row + 1] - geometry.rows[row] }, (_, i) => {
    const part = geometry.rows[row] + i
    return Array.from({ length: geometry.parts[part + 1] - geometry.parts[part] }, (_, k) => spanOf(geometry.parts[part] + k))
  })
  const out: (readonly ArrayLike<number>[])[] = []
  let isChanged = false
  for (const together of touchingParts(parts, xy, tanLat)) {
    const spans = together.flatMap((part) => parts[part])
    const simple = comesNear(xy, spans, tanLat) ? simpleParts(lngLat, xy, spans, tanLat, plane) : null
    if (simple) {
      isChanged = true
      for (const part of simple) out.push(part)
    } else for (const part of together) out.push(parts[part].map(([start, end]) => lngLat.subarray(2 * start, 2 * end)))
  }
  return isChanged ? out : null
}

/** Parts whose boxes meet, with all that hang together so; each part once. */
function touchingParts(parts: readonly (readonly RingSpan[])[], xy: Float64Array, tanLat: number): number[][] {
  if (parts.length === 1) return [[0]]
  let reach = NEAR_M
  const boxes = parts.map(([[start, end]]) => {
    for (let i = 2 * start; i + 3 < 2 * end; i += 2)
      reach = Math.max(reach, 1.5 * sagM(xy[i + 2] - xy[i], xy[i + 3] - xy[i + 1], tanLat))
    return vertexBox(xy, start, end)
  })
  const index = new Flatbush(parts.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  const [first, second]: [number[], number[]] = [[], []]
  boxes.forEach(([x0, y0, x1, y1], part) => {
    index.search(x0 - 2 * reach, y0 - 2 * reach, x1 + 2 * reach, y1 + 2 * reach, (other) => {
      if (other >= part) {
        first.push(part)
        second.push(other)
      }
      return false
    })
  })
  return connectedGroups({ first, second })
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
