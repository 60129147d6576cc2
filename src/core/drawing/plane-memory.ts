import { fromLngLat, isGeographic, toLngLat } from '../crs.ts'
import type { Plane } from '../plane.ts'
import type { Ring } from './split-polygon.ts'

/** The way to the plane and back, on which a vertex that was there keeps its very coordinates. */
export class PlaneMemory {
  readonly #known = new Map<string, readonly [number, number]>()
  /** @param crs of the rings */
  constructor(
    readonly plane: Plane,
    readonly crs = 'EPSG:4490',
  ) {}
  readonly toPlane = (ring: readonly number[]): Ring => {
    const own = Float64Array.from(ring)
    const xy = Array.from(this.plane.toPlane(isGeographic(this.crs) ? own : toLngLat(this.crs, own)))
    for (let i = 0; i < ring.length; i += 2) this.#known.set(`${xy[i]} ${xy[i + 1]}`, [ring[i], ring[i + 1]])
    return xy
  }
  readonly back = (ring: Ring): readonly number[] => {
    const lngLat = this.plane.toLngLat(Float64Array.from(ring))
    const own = isGeographic(this.crs) ? lngLat : fromLngLat(this.crs, lngLat)
    const out: number[] = []
    for (let i = 0; i < ring.length; i += 2) out.push(...(this.#known.get(`${ring[i]} ${ring[i + 1]}`) ?? [own[i], own[i + 1]]))
    return out
  }
}
