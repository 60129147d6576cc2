import { pickRows } from '../geometry.ts'
import type { Plane } from '../plane.ts'
import type { SoundTable } from '../repair.ts'
import type { Geometry } from '../table.ts'
import { joinGeometries } from './piece-builder.ts'

/** Valid, oriented polygons in a plane that layers share, with the box of every row. */
export interface PlanarLayer {
  /** offsets; its own xy is not used */
  readonly geometry: Geometry
  /** metres in the plane */
  readonly xy: Float64Array
  /** four a row: x0, y0, x1, y1; of a row without rings x0 > x1 */
  readonly boxes: Float64Array
}

const inPlane = new WeakMap<SoundTable, { readonly plane: Plane; readonly layer: PlanarLayer }>()

/**
 * A layer in the plane of another. Every plane of plane.ts is equal-area and straight in (λ, Q), so that figures do not depend on which
 * is taken. The last answer is kept with the table.
 */
export function planarLayer(sound: SoundTable, plane: Plane = sound.plane): PlanarLayer {
  const before = inPlane.get(sound)
  if (before && before.plane.lng0 === plane.lng0 && before.plane.latTs === plane.latTs) return before.layer
  const xy = plane === sound.plane ? sound.xy : plane.toPlane(sound.lngLat)
  const layer = { geometry: sound.geometry, xy, boxes: rowBoxes(sound.geometry, xy) }
  inPlane.set(sound, { plane, layer })
  return layer
}

/** @param xy of the vertices @returns four a row: x0, y0, x1, y1, in the units of `xy`; of a row without rings x0 > x1 */
export function rowBoxes({ rings, parts, rows }: Geometry, xy: Float64Array): Float64Array {
  const boxes = new Float64Array(4 * (rows.length - 1))
  for (let row = 0; row + 1 < rows.length; row++) {
    let x0 = Number.POSITIVE_INFINITY
    let y0 = Number.POSITIVE_INFINITY
    let x1 = Number.NEGATIVE_INFINITY
    let y1 = Number.NEGATIVE_INFINITY
    const end = 2 * rings[parts[rows[row + 1]]]
    for (let i = 2 * rings[parts[rows[row]]]; i < end; i += 2) {
      const x = xy[i]
      const y = xy[i + 1]
      if (x < x0) x0 = x
      if (x > x1) x1 = x
      if (y < y0) y0 = y
      if (y > y1) y1 = y
    }
    boxes[4 * row] = x0
    boxes[4 * row + 1] = y0
    boxes[4 * row + 2] = x1
    boxes[4 * row + 3] = y1
  }
  return boxes
}

/** Some rows as a layer. Rows that follow each other look into the same vertices, others are copied. */
export function takeRows({ geometry, xy, boxes }: PlanarLayer, rows: Uint32Array): PlanarLayer {
  const [first, end] = [rows[0], rows[0] + rows.length]
  if (rows[rows.length - 1] === end - 1) {
    const part = geometry.rows[first]
    const ring = geometry.parts[part]
    const ringEnd = geometry.parts[geometry.rows[end]]
    const vertex = geometry.rings[ring]
    const taken = xy.subarray(2 * vertex, 2 * geometry.rings[ringEnd])
    const offsets = {
      rows: counted(geometry.rows, first, end),
      parts: counted(geometry.parts, part, geometry.rows[end]),
      rings: counted(geometry.rings, ring, ringEnd),
    }
    return { geometry: { kind: 'polygon', xy: taken, ...offsets }, xy: taken, boxes: boxes.subarray(4 * first, 4 * end) }
  }
  const taken = pickRows({ ...geometry, xy }, rows)
  const takenBoxes = new Float64Array(4 * rows.length)
  for (let i = 0; i < takenBoxes.length; i++) takenBoxes[i] = boxes[4 * rows[i >> 2] + (i & 3)]
  return { geometry: taken, xy: taken.xy, boxes: takenBoxes }
}

/** Offsets from … to, from the first of them on. */
function counted(offsets: Uint32Array, from: number, to: number): Uint32Array {
  const counts = new Uint32Array(to + 1 - from)
  for (let i = 0; i < counts.length; i++) counts[i] = offsets[from + i] - offsets[from]
  return counts
}

/** Several layers of one plane as one; row i of layer k becomes starts[k] + i. */
export function joinLayers(layers: readonly PlanarLayer[]): { readonly layer: PlanarLayer; readonly starts: readonly number[] } {
  const starts: number[] = []
  if (layers.length === 1) return { layer: layers[0], starts: [0] }
  const geometry = joinGeometries(layers.map((layer) => ({ ...layer.geometry, xy: layer.xy })))
  const boxes = new Float64Array(4 * (geometry.rows.length - 1))
  let row = 0
  for (const layer of layers) {
    starts.push(row)
    boxes.set(layer.boxes, 4 * row)
    row += layer.boxes.length / 4
  }
  return { layer: { geometry, xy: geometry.xy, boxes }, starts }
}
