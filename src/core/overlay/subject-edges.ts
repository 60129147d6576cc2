import { ringRange } from '../geometry.ts'
import { type Edges, emptyEdges } from '../overlap.ts'
import type { PlanarLayer } from './planar-layer.ts'

/** The part of one polygon that lies in a vertical strip: its edges relative to the corner (x0, y0) of its box, and its area. */
export interface SubjectEdges extends Edges {
  x0: number
  y0: number
  width: number
  height: number
  areaM2: number
}

export function emptySubject(): SubjectEdges {
  return { ...emptyEdges(256), x0: 0, y0: 0, width: 0, height: 0, areaM2: 0 }
}

/** More edges than this make a polygon be taken in strips, about so many edges in each. */
const STRIP_EDGES = 128

/** Into how many strips a row is cut: what each edge of a zone must be held against stays small for a subject of any size. */
export function stripCount({ geometry }: PlanarLayer, row: number): number {
  const [from, to] = ringRange(geometry, row)
  return Math.max(1, Math.ceil((geometry.rings[to] - geometry.rings[from]) / STRIP_EDGES))
}

/** Loads the part of a row between x = low and x = high (its whole box: the row). False where nothing of it lies there. */
export function loadStrip(subject: SubjectEdges, layer: PlanarLayer, row: number, low: number, high: number): boolean {
  const { geometry, xy } = layer
  const { rings } = geometry
  const [ringFrom, ringTo] = ringRange(geometry, row)
  const needed = rings[ringTo] - rings[ringFrom]
  if (needed > subject.from.length) Object.assign(subject, emptyEdges(2 * needed))
  const { from, to, at, slope, sign } = subject
  const base = layer.boxes[4 * row + 1]
  const width = high - low
  let yLow = Number.POSITIVE_INFINITY
  let yHigh = Number.NEGATIVE_INFINITY
  let twice = 0
  let count = 0
  for (let ring = ringFrom; ring < ringTo; ring++) {
    const last = rings[ring + 1] - 1
    for (let i = rings[ring]; i < last; i++) {
      let u0 = xy[2 * i] - low
      let u1 = xy[2 * i + 2] - low
      if (u0 === u1 || (u0 <= 0 && u1 <= 0) || (u0 >= width && u1 >= width)) continue
      let v0 = xy[2 * i + 1] - base
      let v1 = xy[2 * i + 3] - base
      const isBack = u1 < u0
      if (isBack) {
        const u = u0
        u0 = u1
        u1 = u
        const v = v0
        v0 = v1
        v1 = v
      }
      const rise = (v1 - v0) / (u1 - u0)
      if (u0 < 0) {
        v0 -= rise * u0
        u0 = 0
      }
      if (u1 > width) {
        v1 = v0 + rise * (width - u0)
        u1 = width
      }
      if (v0 < yLow) yLow = v0
      if (v0 > yHigh) yHigh = v0
      if (v1 < yLow) yLow = v1
      if (v1 > yHigh) yHigh = v1
      from[count] = u0
      to[count] = u1
      at[count] = v0
      slope[count] = rise
      sign[count] = isBack ? 1 : -1
      twice += (isBack ? 1 : -1) * (u1 - u0) * (v0 + v1)
      count++
    }
  }
  if (count === 0) return false
  for (let i = 0; i < count; i++) at[i] -= yLow
  subject.count = count
  subject.x0 = low
  subject.y0 = base + yLow
  subject.width = width
  subject.height = yHigh - yLow
  subject.areaM2 = twice / 2
  return true
}
