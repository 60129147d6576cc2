import { ringRange } from '../geometry.ts'
import { addEdge, type Edges, emptyEdges } from '../overlap.ts'
import type { PlanarLayer } from './planar-layer.ts'

/** The part of one polygon that lies in a vertical strip: its edges relative to the corner (x0, y0) of its box, and its area. */
export interface Subject {
  x0: number
  y0: number
  width: number
  height: number
  areaM2: number
  /** ask edgesOf: most subjects lie wholly inside or outside, and need none */
  readonly edges: Edges
  /** the row whose edges are still to be loaded */
  layer: PlanarLayer | null
  row: number
}

export function emptySubject(): Subject {
  return { x0: 0, y0: 0, width: 0, height: 0, areaM2: 0, edges: emptyEdges(64), layer: null, row: 0 }
}

/** More edges than this make a polygon be taken in strips, about so many edges in each. */
const STRIP_EDGES = 128

/** Into how many strips a row is cut: what each edge of a zone must be held against stays small for a subject of any size. */
export function stripCount({ geometry }: PlanarLayer, row: number): number {
  const [from, to] = ringRange(geometry, row)
  return Math.max(1, Math.ceil((geometry.rings[to] - geometry.rings[from]) / STRIP_EDGES))
}

/** Takes a whole row, which is not empty. */
export function loadRow(subject: Subject, layer: PlanarLayer, row: number): void {
  const { boxes, geometry, xy } = layer
  const { rings } = geometry
  const x0 = boxes[4 * row]
  const y0 = boxes[4 * row + 1]
  const [ringFrom, ringTo] = ringRange(geometry, row)
  let twice = 0
  for (let ring = ringFrom; ring < ringTo; ring++) {
    const last = 2 * rings[ring + 1] - 2
    for (let i = 2 * rings[ring]; i < last; i += 2) {
      twice += (xy[i] - x0 - (xy[i + 2] - x0)) * (xy[i + 1] - y0 + (xy[i + 3] - y0))
    }
  }
  subject.x0 = x0
  subject.y0 = y0
  subject.width = boxes[4 * row + 2] - x0
  subject.height = boxes[4 * row + 3] - y0
  subject.areaM2 = twice / 2
  subject.layer = layer
  subject.row = row
}

/** Takes the part of a row between x = low and x = high. False where nothing of it lies there. */
export function loadStrip(subject: Subject, layer: PlanarLayer, row: number, low: number, high: number): boolean {
  const width = high - low
  const base = layer.boxes[4 * row + 1]
  const { edges } = subject
  loadEdges(edges, layer, row, low, base, width)
  const { count, to, from, at, slope, sign } = edges
  let yLow = Number.POSITIVE_INFINITY
  let yHigh = Number.NEGATIVE_INFINITY
  let twice = 0
  for (let i = 0; i < count; i++) {
    const end = at[i] + slope[i] * (to[i] - from[i])
    yLow = Math.min(yLow, at[i], end)
    yHigh = Math.max(yHigh, at[i], end)
    twice += sign[i] * (to[i] - from[i]) * (at[i] + end)
  }
  for (let i = 0; i < count; i++) at[i] -= yLow
  subject.x0 = low
  subject.y0 = base + yLow
  subject.width = width
  subject.height = yHigh - yLow
  subject.areaM2 = twice / 2
  subject.layer = null
  return count > 0
}

export function edgesOf(subject: Subject): Edges {
  const { edges, layer, row, x0, y0, width } = subject
  if (layer) loadEdges(edges, layer, row, x0, y0, width)
  subject.layer = null
  return edges
}

function loadEdges(edges: Edges, { geometry, xy }: PlanarLayer, row: number, x0: number, y0: number, width: number): void {
  const { rings } = geometry
  const [ringFrom, ringTo] = ringRange(geometry, row)
  edges.count = 0
  for (let ring = ringFrom; ring < ringTo; ring++) {
    const last = 2 * rings[ring + 1] - 2
    for (let i = 2 * rings[ring]; i < last; i += 2) {
      addEdge(edges, xy[i] - x0, xy[i + 1] - y0, xy[i + 2] - x0, xy[i + 3] - y0, width)
    }
  }
}
