import type { Task } from '../task.ts'

/** Two places nearer than this are one vertex: a tenth of a millimetre, far below any survey and far above rounding. */
export const SNAP_M = 1e-4

/** Side of a cell of the hash grid: so much wider than the tolerance that most vertices need one look-up. */
const CELL_M = 8 * SNAP_M

/**
 * Gives every vertex the number of its place, so that what is the same corner in two polygons has one number even where the
 * last digits differ (files written by different programs, coordinates that went through a projection and back).
 *
 * A hash grid with open addressing: a place lies in the cell of its first vertex; a vertex nearer than SNAP_M to the side of its cell
 * also looks behind that side. Nothing falls between two roundings.
 * @param xy metres @returns places[vertex] = vertex that first stood there
 */
export async function snapVertices(xy: Float64Array, task: Task): Promise<Uint32Array> {
  const count = xy.length / 2
  const places = new Uint32Array(count)
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, 1.5 * count))) - 1
  /** vertex + 1 by slot; 0: free */
  const table = new Uint32Array(mask + 1)
  const slotOf = (cx: number, cy: number) => {
    let hash = Math.imul(cx | 0, 0x9e3779b1) ^ Math.imul(cy | 0, 0x85ebca6b)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x2c1b3c6d)
    return (hash ^ (hash >>> 13)) & mask
  }
  const find = (cx: number, cy: number, x: number, y: number): number => {
    for (let slot = slotOf(cx, cy); table[slot] !== 0; slot = (slot + 1) & mask) {
      const other = table[slot] - 1
      const dx = xy[2 * other] - x
      const dy = xy[2 * other + 1] - y
      if (dx * dx + dy * dy <= SNAP_M * SNAP_M) return other
    }
    return -1
  }
  for (let vertex = 0; vertex < count; vertex++) {
    if (vertex % 65_536 === 0) {
      task.progress(vertex / count, 'stage.topology')
      await task.breathe()
    }
    const x = xy[2 * vertex]
    const y = xy[2 * vertex + 1]
    const cx = Math.floor(x / CELL_M)
    const cy = Math.floor(y / CELL_M)
    let place = find(cx, cy, x, y)
    if (place < 0) {
      const sideX = beside(x - cx * CELL_M)
      const sideY = beside(y - cy * CELL_M)
      if (sideX !== 0) place = find(cx + sideX, cy, x, y)
      if (place < 0 && sideY !== 0) place = find(cx, cy + sideY, x, y)
      if (place < 0 && sideX !== 0 && sideY !== 0) place = find(cx + sideX, cy + sideY, x, y)
    }
    if (place < 0) {
      place = vertex
      let slot = slotOf(cx, cy)
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = vertex + 1
    }
    places[vertex] = place
  }
  return places
}

/** Which neighbouring cell is within the tolerance: −1, 0, 1. */
function beside(within: number): -1 | 0 | 1 {
  if (within <= SNAP_M) return -1
  return within >= CELL_M - SNAP_M ? 1 : 0
}
