import { isRowEmpty, ringRange, vertexRange } from '../geometry.ts'
import { defineKernel } from '../spread.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { SNAP_M } from '../topology/snap.ts'
import { type DefectKind, findDefects } from '../validity.ts'
import type { ShapeLimits } from './shape-checks.ts'

/** What one row's shape is like. Vertices are counted from the row's first one. */
export interface RowShape {
  /** place in the piece */
  readonly row: number
  readonly isEmpty: boolean
  readonly defects: readonly { readonly kind: DefectKind; readonly vertex: number }[]
  readonly corners: Corners
}

/** Rows of a piece with something to tell: defects, or corners and widths beyond the limits. Its geometry's xy is in metres. */
export default defineKernel({
  id: 'row-shapes',
  async run(limits: ShapeLimits, { geometry, areasM2 }: ShapePiece, task: Task): Promise<RowShape[]> {
    const found: RowShape[] = []
    for (let row = 0; row < areasM2.length; row++) {
      if (row % 64 === 0) await task.breathe()
      const isEmpty = isRowEmpty(geometry, row)
      const first = isEmpty ? 0 : vertexRange(geometry, row)[0]
      const defects = isEmpty ? [] : findDefects(geometry, geometry.xy, row)
      const corners = cornersOf(geometry, row, first, limits)
      const isSliver = areasM2[row] < limits.sliverM2 || (2 * areasM2[row]) / corners.perimeterM < limits.sliverWidthM
      if (!isEmpty && defects.length === 0 && !isSliver && !corners.spike && corners.duplicates + corners.short === 0) continue
      found.push({
        row,
        isEmpty,
        defects: defects.map(({ kind, vertex }) => ({ kind, vertex: vertex - first })),
        corners,
      })
    }
    return found
  },
})

export interface ShapePiece {
  readonly geometry: Geometry
  /** of each row, m² */
  readonly areasM2: Float64Array
}

export interface Corners {
  perimeterM: number
  /** the sharpest corner below the limit */
  spike: { vertex: number; angleDeg: number; lengthM: number } | null
  duplicates: number
  duplicateAt: number
  short: number
  shortAt: number
  shortestM: number
}

function cornersOf(geometry: Geometry, row: number, first: number, limits: ShapeLimits): Corners {
  const { xy } = geometry
  const found: Corners = {
    perimeterM: 0,
    spike: null,
    duplicates: 0,
    duplicateAt: 0,
    short: 0,
    shortAt: 0,
    shortestM: Number.POSITIVE_INFINITY,
  }
  const leastCosine = Math.cos((limits.spikeDeg * Math.PI) / 180)
  const [from, to] = ringRange(geometry, row)
  for (let ring = from; ring < to; ring++) {
    const end = geometry.rings[ring + 1] - 1
    // the last edge of some length leads into the first vertex
    let before = end - 1
    while (before > geometry.rings[ring] && lengthOf(xy, before, end) <= SNAP_M) before--
    let inX = xy[2 * end] - xy[2 * before]
    let inY = xy[2 * end + 1] - xy[2 * before + 1]
    let inM = Math.hypot(inX, inY)
    for (let i = geometry.rings[ring]; i < end; i++) {
      const outX = xy[2 * i + 2] - xy[2 * i]
      const outY = xy[2 * i + 3] - xy[2 * i + 1]
      const outM = Math.hypot(outX, outY)
      if (outM <= SNAP_M) {
        if (found.duplicates++ === 0) found.duplicateAt = i - first
        continue
      }
      found.perimeterM += outM
      if (outM < limits.shortEdgeM) {
        found.short++
        if (outM < found.shortestM) {
          found.shortestM = outM
          found.shortAt = i - first
        }
      }
      const cosine = -(inX * outX + inY * outY) / (inM * outM)
      if (cosine > leastCosine && Math.min(inM, outM) >= limits.shortEdgeM) {
        const angleDeg = (Math.acos(Math.min(1, cosine)) * 180) / Math.PI
        if (!(found.spike && found.spike.angleDeg <= angleDeg))
          found.spike = { vertex: i - first, angleDeg, lengthM: Math.min(inM, outM) }
      }
      inX = outX
      inY = outY
      inM = outM
    }
  }
  return found
}

function lengthOf(xy: Float64Array, a: number, b: number): number {
  return Math.hypot(xy[2 * b] - xy[2 * a], xy[2 * b + 1] - xy[2 * a + 1])
}
