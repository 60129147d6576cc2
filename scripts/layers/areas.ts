import { ringAreaM2 } from '../../src/core/plane.ts'
import type { Line } from './curve.ts'
import { toLat, toLng } from './local-plane.ts'

/** Ellipsoidal area of a ring on the drawing board as it will be stored, m². */
export function drawnAreaM2(ring: Line): number {
  const lngLat = new Float64Array((ring.length + 1) * 2)
  for (let i = 0; i <= ring.length; i++) {
    const [x, y] = ring[i % ring.length]
    lngLat[2 * i] = toLng(x)
    lngLat[2 * i + 1] = toLat(y)
  }
  return Math.abs(ringAreaM2(lngLat, 0, ring.length + 1))
}

/** m² → ha with two decimals, as a register prints it. */
export const hectares = (areaM2: number) => Math.round(areaM2 / 100) / 100

/** Areas rounded to 0.01 ha so that they add to their rounded total: the largest remainders take what is left. @param areasM2 m² */
export function closingHectares(areasM2: readonly number[]): { parts: number[]; total: number } {
  const units = areasM2.map((area) => Math.floor(area / 100))
  const total = Math.round(areasM2.reduce((sum, area) => sum + area, 0) / 100)
  const order = areasM2.map((area, i) => ({ i, rest: area / 100 - units[i] })).sort((p, q) => q.rest - p.rest || p.i - q.i)
  for (let left = total - units.reduce((sum, n) => sum + n, 0), k = 0; left > 0; left--, k++) units[order[k % order.length].i]++
  return { parts: units.map((n) => n / 100), total: total / 100 }
}
