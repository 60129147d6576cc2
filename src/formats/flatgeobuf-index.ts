/**
 * Packed Hilbert R-tree of FlatGeobuf 3 (https://github.com/flatgeobuf/flatgeobuf, src/fbs and PackedRTree).
 * A node is minX minY maxX maxY (float64) and an offset (uint64), little endian, 40 bytes: for a leaf the byte offset of its
 * feature behind the index, else the number of its first child. The root comes first, the leaves last.
 */
export const NODE_BYTES = 40
export const NODE_SIZE = 16
const HILBERT_MAX = 0xffff

/** Distance along the Hilbert curve of order 16 of x, y in 0…65535 (https://en.wikipedia.org/wiki/Hilbert_curve). */
export function hilbertDistance(x: number, y: number): number {
  let distance = 0
  for (let side = 1 << 15; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0
    const upper = (y & side) > 0 ? 1 : 0
    distance += side * side * ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        x = HILBERT_MAX - x
        y = HILBERT_MAX - y
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return distance
}

/** @param boxes minX minY maxX maxY of each item; an item without geometry has minX = Infinity and comes last */
export function hilbertOrder(boxes: Float64Array, extent: readonly [number, number, number, number]): Uint32Array {
  const count = boxes.length / 4
  const width = extent[2] - extent[0] || 1
  const height = extent[3] - extent[1] || 1
  // distance and index share a double's 53 bits, so that the native numeric sort can be used and equal distances keep their order
  const shift = 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(count, 1))) - 20)
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [minX, minY, maxX, maxY] = boxes.subarray(i * 4, i * 4 + 4)
    const isEmpty = !(minX <= maxX)
    const x = Math.floor((HILBERT_MAX * ((minX + maxX) / 2 - extent[0])) / width)
    const y = Math.floor((HILBERT_MAX * ((minY + maxY) / 2 - extent[1])) / height)
    keys[i] = (isEmpty ? 2 ** 32 : Math.floor(hilbertDistance(x, y) / shift)) * count + i
  }
  keys.sort()
  return Uint32Array.from(keys, (key) => key % count)
}

/** Number of nodes per level, leaves first, root last. */
export function levelSizes(count: number, nodeSize: number): number[] {
  const sizes = [count]
  do sizes.push(Math.ceil(sizes[sizes.length - 1] / nodeSize))
  while (sizes[sizes.length - 1] > 1)
  return sizes
}

export function indexBytes(count: number, nodeSize: number): number {
  if (count === 0 || nodeSize < 2) return 0
  return levelSizes(count, nodeSize).reduce((sum, size) => sum + size, 0) * NODE_BYTES
}

/** @param boxes and @param offsets in the order in which the features are written */
export function packIndex(boxes: Float64Array, offsets: Float64Array): Uint8Array {
  const count = offsets.length
  const sizes = levelSizes(count, NODE_SIZE)
  const nodes = sizes.reduce((sum, size) => sum + size, 0)
  const bytes = new Uint8Array(nodes * NODE_BYTES)
  const view = new DataView(bytes.buffer)
  let start = nodes - count
  for (let i = 0; i < count; i++) writeNode(view, start + i, boxes.subarray(i * 4, i * 4 + 4), offsets[i])
  for (let level = 1; level < sizes.length; level++) {
    const childStart = start
    start -= sizes[level]
    for (let i = 0; i < sizes[level]; i++) {
      const first = childStart + i * NODE_SIZE
      const end = Math.min(first + NODE_SIZE, childStart + sizes[level - 1])
      const box = [Infinity, Infinity, -Infinity, -Infinity]
      for (let child = first; child < end; child++) {
        const at = child * NODE_BYTES
        box[0] = Math.min(box[0], view.getFloat64(at, true))
        box[1] = Math.min(box[1], view.getFloat64(at + 8, true))
        box[2] = Math.max(box[2], view.getFloat64(at + 16, true))
        box[3] = Math.max(box[3], view.getFloat64(at + 24, true))
      }
      writeNode(view, start + i, box, first)
    }
  }
  return bytes
}

function writeNode(view: DataView, node: number, box: ArrayLike<number>, offset: number): void {
  const at = node * NODE_BYTES
  for (let k = 0; k < 4; k++) view.setFloat64(at + k * 8, box[k], true)
  view.setBigUint64(at + 32, BigInt(offset), true)
}

/** @param boxes minX minY maxX maxY of each item @returns of them all; infinite the wrong way round when there is none */
export function extentOfBoxes(boxes: Float64Array): [number, number, number, number] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < boxes.length; i += 4) {
    extent[0] = Math.min(extent[0], boxes[i])
    extent[1] = Math.min(extent[1], boxes[i + 1])
    extent[2] = Math.max(extent[2], boxes[i + 2])
    extent[3] = Math.max(extent[3], boxes[i + 3])
  }
  return extent
}
