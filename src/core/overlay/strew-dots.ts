import { ringRange, rowContains } from '../geometry.ts'
import type { Geometry } from '../table.ts'

/** Of its box a row seldom fills less; beyond it each line that is drawn across finds its inside at once. */
const MOST_TRIES = 64

/**
 * So many places in a row, each part of it as likely as any other of the same size in the plane of `xy`.
 * @param seed the same places for the same seed
 */
export function strewDots(geometry: Geometry, row: number, xy: Float64Array, count: number, seed: number): Float64Array {
  const random = randomOf(seed)
  const [from, to] = ringRange(geometry, row)
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = geometry.rings[from]; i < geometry.rings[to]; i++) {
    x0 = Math.min(x0, xy[2 * i])
    x1 = Math.max(x1, xy[2 * i])
    y0 = Math.min(y0, xy[2 * i + 1])
    y1 = Math.max(y1, xy[2 * i + 1])
  }
  const places = new Float64Array(2 * count)
  for (let dot = 0; dot < count; dot++) {
    let [x, y] = [x0, y0]
    let isInside = false
    for (let tries = 0; tries < MOST_TRIES && !isInside; tries++) {
      x = x0 + random() * (x1 - x0)
      y = y0 + random() * (y1 - y0)
      isInside = rowContains(geometry, row, x, y, xy)
    }
    // a thread across its box: somewhere along a line through it
    if (!isInside) x = acrossAt(geometry, from, to, xy, y, random())
    places.set([x, y], 2 * dot)
  }
  return places
}

/** x at a share of what lies inside along a line of one y. */
function acrossAt(geometry: Geometry, from: number, to: number, xy: Float64Array, y: number, share: number): number {
  const met: number[] = []
  for (let ring = from; ring < to; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
      const [ax, ay, bx, by] = [xy[2 * i], xy[2 * i + 1], xy[2 * i + 2], xy[2 * i + 3]]
      if (ay > y !== by > y) met.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    }
  }
  met.sort((a, b) => a - b)
  let inside = 0
  for (let i = 0; i + 1 < met.length; i += 2) inside += met[i + 1] - met[i]
  let left = share * inside
  for (let i = 0; i + 1 < met.length; i += 2) {
    const width = met[i + 1] - met[i]
    if (left <= width) return met[i] + left
    left -= width
  }
  return met[met.length - 1]
}

/** Mulberry32 (Tommy Ettinger, public domain): even enough for places on a map. */
function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
