import type { RowShape } from '../edits/edits.ts'
import { AppError } from '../errors.ts'
import { planarArea } from '../geometry.ts'
import { planeOf } from '../plane.ts'
import type { Drawn } from './drawing-table.ts'
import { fitted, mergePolygons } from './merge-polygons.ts'
import { PlaneMemory } from './plane-memory.ts'
import { splitPolygon } from './split-polygon.ts'

/**
 * Cuts features along a line. In the equal-area plane, where edges are straight as the official area takes them: the pieces sum to the
 * whole. A piece is a feature of its own and keeps the name.
 * @param line lon/lat degrees @throws AppError drawing.noCut when it cuts none of them
 */
export function splitDrawn(features: readonly Drawn[], line: readonly (readonly [number, number])[]): readonly Drawn[] {
  const plane = planeOf(Float64Array.from(features.flatMap(({ shape }) => shape.flat(2)).concat(line.flat())))
  const memory = new PlaneMemory(plane)
  const cut = Array.from(plane.toPlane(Float64Array.from(line.flat())))
  const pieces = features.flatMap(({ shape, name }) => {
    const parts = shape.flatMap((rings) => splitPolygon(rings.map(memory.toPlane), cut))
    // what is not cut stays as it was, with all its parts
    if (parts.length === shape.length) return [{ shape, name }]
    return parts.map((rings) => ({ shape: [rings.map(memory.back)], name }))
  })
  if (pieces.length === features.length) throw new AppError('drawing.noCut')
  return pieces
}

/** One feature of several: borders between them vanish, all other vertices stay. It is called as the first. @throws AppError drawing.mergeFew */
export function mergeDrawn(features: readonly Drawn[]): Drawn {
  if (features.length < 2) throw new AppError('drawing.mergeFew')
  const memory = new PlaneMemory(planeOf(Float64Array.from(features.flatMap(({ shape }) => shape.flat(2)))))
  const polygons = features.flatMap(({ shape }) => shape.map((rings) => rings.map(memory.toPlane)))
  const shape = mergePolygons(fitted(polygons)).map((rings) => rings.map(memory.back))
  return { shape, name: features[0].name }
}

/** A ring as the table contract wants it: closed, counter-clockwise. */
export function outerRing(vertices: readonly (readonly [number, number])[]): RowShape[number][number] {
  const ring = [...vertices, vertices[0]].flat()
  return planarArea(Float64Array.from(ring), 0, ring.length / 2) < 0 ? [vertices[0], ...[...vertices].reverse()].flat() : ring
}
