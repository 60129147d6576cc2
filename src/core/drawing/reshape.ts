import type { RowShape } from '../edits/edits.ts'
import { AppError } from '../errors.ts'
import { planarArea } from '../geometry.ts'
import { type Plane, planeOf } from '../plane.ts'
import type { Drawn } from './drawing-table.ts'
import { fitted, mergePolygons } from './merge-polygons.ts'
import { type Ring, splitPolygon } from './split-polygon.ts'

/**
 * Cuts features along a line. In the equal-area plane, where edges are straight as the official area takes them: the pieces sum to the
 * whole. A piece is a feature of its own and keeps the name.
 * @param line lon/lat degrees @throws AppError drawing.noCut when it cuts none of them
 */
export function splitDrawn(features: readonly Drawn[], line: readonly (readonly [number, number])[]): readonly Drawn[] {
  const plane = planeOf(Float64Array.from(features.flatMap(({ shape }) => shape.flat(2)).concat(line.flat())))
  const memory = new Memory(plane)
  const cut = Array.from(plane.toPlane(Float64Array.from(line.flat())))
  const pieces = features.flatMap(({ shape, name }) => {
    const parts = shape.flatMap((rings) => splitPolygon(rings.map(memory.toPlane), cut))
    // what is not cut stays as it was, with all its parts
    if (parts.length === shape.length) return [{ shape, name }]
    return parts.map((rings) => ({ shape: [rings.map(memory.toLngLat)], name }))
  })
  if (pieces.length === features.length) throw new AppError('drawing.noCut')
  return pieces
}

/** One feature of several: borders between them vanish, all other vertices stay. It is called as the first. @throws AppError drawing.mergeFew */
export function mergeDrawn(features: readonly Drawn[]): Drawn {
  if (features.length < 2) throw new AppError('drawing.mergeFew')
  const memory = new Memory(planeOf(Float64Array.from(features.flatMap(({ shape }) => shape.flat(2)))))
  const polygons = features.flatMap(({ shape }) => shape.map((rings) => rings.map(memory.toPlane)))
  const shape = mergePolygons(fitted(polygons)).map((rings) => rings.map(memory.toLngLat))
  return { shape, name: features[0].name }
}

/** The way to the plane and back, on which a vertex that was there keeps its very coordinates. */
class Memory {
  readonly #known = new Map<string, readonly [number, number]>()
  constructor(readonly plane: Plane) {}
  readonly toPlane = (ring: readonly number[]): Ring => {
    const xy = Array.from(this.plane.toPlane(Float64Array.from(ring)))
    for (let i = 0; i < ring.length; i += 2) this.#known.set(`${xy[i]} ${xy[i + 1]}`, [ring[i], ring[i + 1]])
    return xy
  }
  readonly toLngLat = (ring: Ring): readonly number[] => {
    const lngLat = this.plane.toLngLat(Float64Array.from(ring))
    const out: number[] = []
    for (let i = 0; i < ring.length; i += 2)
      out.push(...(this.#known.get(`${ring[i]} ${ring[i + 1]}`) ?? [lngLat[i], lngLat[i + 1]]))
    return out
  }
}

/** A ring as the table contract wants it: closed, counter-clockwise. */
export function outerRing(vertices: readonly (readonly [number, number])[]): RowShape[number][number] {
  const ring = [...vertices, vertices[0]].flat()
  return planarArea(Float64Array.from(ring), 0, ring.length / 2) < 0 ? [vertices[0], ...[...vertices].reverse()].flat() : ring
}
