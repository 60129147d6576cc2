import type Flatbush from 'flatbush'
import type { Task } from '../task.ts'
import type { BorderEdges } from './border-edges.ts'
import type { BorderRings } from './border-rings.ts'
import type { GridPoints } from './grid-points.ts'

/**
 * Polygons of the places that rings wind around at least once: outer rings with their holes, as numbered points. Rings inside of what is
 * covered anyway are left out, and so are those with less area than half a grid step along them.
 * @param index boxes of the edges
 */
export async function ringPolygons(
  edges: BorderEdges,
  { order, starts, ringOf }: BorderRings,
  points: GridPoints,
  index: Flatbush,
  task: Task,
): Promise<readonly (readonly Uint32Array[])[]> {
  const { from, to } = edges
  const { x, y } = points
  const count = starts.length - 1
  const areas = new Float64Array(count)
  const isKept = new Uint8Array(count)

  /** Of the edges west of the middle of the ring's steepest edge: calls `cross` with each; returns that edge, or −1 for a level ring. */
  const lookWest = (ring: number, cross: (edge: number) => void): number => {
    let steepest = -1
    let rise = 0
    for (let i = starts[ring]; i < starts[ring + 1]; i++) {
      const own = Math.abs(y[to[order[i]]] - y[from[order[i]]])
      if (own > rise) [steepest, rise] = [order[i], own]
    }
    if (steepest < 0) return -1
    const [a, b] = [from[steepest], to[steepest]]
    // between two lines of the grid: no vertex lies there
    const level = Math.floor((y[a] + y[b]) / 2) + 0.5
    // from its own beginning, so that no digits are lost to large coordinates
    const here = ((level - y[a]) / (y[b] - y[a])) * (x[b] - x[a])
    index.search(Number.NEGATIVE_INFINITY, level, x[a] + Math.max(here, 0), level, (edge) => {
      const [c, d] = [from[edge], to[edge]]
      if (edge !== steepest && y[c] > level !== y[d] > level) {
        if (x[c] - x[a] + ((level - y[c]) / (y[d] - y[c])) * (x[d] - x[c]) < here) cross(edge)
      }
      return false
    })
    return steepest
  }

  for (let ring = 0; ring < count; ring++) {
    if (ring % 64 === 0) await task.breathe()
    const shape = measure(ring)
    areas[ring] = shape.area
    if (Math.abs(shape.area) < shape.length / 2) continue
    let winds = 0
    const own = lookWest(ring, (edge) => {
      winds += y[to[edge]] < y[from[edge]] ? 1 : -1
    })
    // an edge that rises has the west on its left
    if (own >= 0) isKept[ring] = winds === (y[to[own]] > y[from[own]] ? 1 : 0) ? 1 : 0
  }

  const polygons: Uint32Array[][] = []
  const polygonOf = new Map<number, Uint32Array[]>()
  for (let ring = 0; ring < count; ring++) {
    if (!isKept[ring] || areas[ring] < 0) continue
    const polygon = [cornersOf(ring)]
    polygons.push(polygon)
    polygonOf.set(ring, polygon)
  }
  for (let ring = 0; ring < count; ring++) {
    if (ring % 64 === 0) await task.breathe()
    if (!isKept[ring] || areas[ring] > 0) continue
    const isAround = new Map<number, boolean>()
    lookWest(ring, (edge) => {
      const other = ringOf[edge]
      if (polygonOf.has(other)) isAround.set(other, !isAround.get(other))
    })
    let shell = -1
    for (const [other, is] of isAround) if (is && (shell < 0 || areas[other] < areas[shell])) shell = other
    polygonOf.get(shell)?.push(cornersOf(ring))
  }
  return polygons

  function cornersOf(ring: number): Uint32Array {
    return Uint32Array.from(order.subarray(starts[ring], starts[ring + 1]), (edge) => from[edge])
  }

  /** Signed area, counter-clockwise positive, and length, in steps of the grid. */
  function measure(ring: number): { area: number; length: number } {
    const [x0, y0] = [x[from[order[starts[ring]]]], y[from[order[starts[ring]]]]]
    let twice = 0
    let length = 0
    for (let i = starts[ring]; i < starts[ring + 1]; i++) {
      const [a, b] = [from[order[i]], to[order[i]]]
      twice += (x[a] - x0) * (y[b] - y0) - (x[b] - x0) * (y[a] - y0)
      length += Math.hypot(x[b] - x[a], y[b] - y[a])
    }
    return { area: twice / 2, length }
  }
}
