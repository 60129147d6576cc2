import { isWestOf, ringContains } from '../geometry.ts'

/** Below it a look at every edge is as fast. */
const FEW = 256

/**
 * Asks a closed ring whether it holds a point, edges half open as in geometry.ts: thousands of holes are looked for in a ring of a million
 * vertices, so edges are sorted into level strips, as many as the root of their number.
 * @param ring x0 y0 x1 y1 …, the first vertex again at the end
 */
export function ringProbe(ring: Float64Array): (x: number, y: number) => boolean {
  const edges = ring.length / 2 - 1
  if (edges < FEW) return (x, y) => ringContains(ring, 0, ring.length / 2, x, y)
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 1; i < ring.length; i += 2) {
    low = Math.min(low, ring[i])
    high = Math.max(high, ring[i])
  }
  const strips = Math.ceil(Math.sqrt(edges))
  const stripOf = (y: number) => Math.min(strips - 1, Math.floor(((y - low) / (high - low || 1)) * strips))
  const spanOf = (edge: number): [number, number] => {
    const [a, b] = [ring[2 * edge + 1], ring[2 * edge + 3]]
    return [stripOf(Math.min(a, b)), stripOf(Math.max(a, b))]
  }
  const starts = new Uint32Array(strips + 1)
  for (let edge = 0; edge < edges; edge++) {
    const [from, to] = spanOf(edge)
    for (let strip = from; strip <= to; strip++) starts[strip + 1]++
  }
  for (let strip = 0; strip < strips; strip++) starts[strip + 1] += starts[strip]
  const own = new Uint32Array(starts[strips])
  const filled = starts.slice(0, strips)
  for (let edge = 0; edge < edges; edge++) {
    const [from, to] = spanOf(edge)
    for (let strip = from; strip <= to; strip++) own[filled[strip]++] = edge
  }
  return (x, y) => {
    if (!(y >= low && y <= high)) return false
    const strip = stripOf(y)
    let isInside = false
    for (let i = starts[strip]; i < starts[strip + 1]; i++) {
      if (isWestOf(ring, own[i], own[i] + 1, x, y)) isInside = !isInside
    }
    return isInside
  }
}
