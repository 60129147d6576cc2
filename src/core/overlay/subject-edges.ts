import { ringRange } from '../geometry.ts'
import { addEdge, EDGE, type Edges, emptyEdges } from '../overlap.ts'
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
  const { rings, parts, rows } = geometry
  const x0 = boxes[4 * row]
  const y0 = boxes[4 * row + 1]
  let twice = 0
  for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
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
  const base = layer.boxes[4 * row + 1]
  subject.x0 = low
  subject.y0 = base
  subject.width = high - low
  loadEdges(subject, layer, row)
  const { count, of } = subject.edges
  let yLow = Number.POSITIVE_INFINITY
  let yHigh = Number.NEGATIVE_INFINITY
  let twice = 0
  for (let i = 0; i < EDGE * count; i += EDGE) {
    const length = of[i + 1] - of[i]
    const start = of[i + 2]
    const end = start + of[i + 3] * length
    yLow = Math.min(yLow, start, end)
    yHigh = Math.max(yHigh, start, end)
    twice += of[i + 4] * length * (start + end)
  }
  for (let i = 2; i < EDGE * count; i += EDGE) of[i] -= yLow
  subject.y0 = base + yLow
  subject.height = yHigh - yLow
  subject.areaM2 = twice / 2
  subject.layer = null
  return count > 0
}

export function edgesOf(subject: Subject): Edges {
  if (subject.layer) loadEdges(subject, subject.layer, subject.row)
  subject.layer = null
  return subject.edges
}

/** Relative to the corner of the subject, as far as they lie in its width. */
function loadEdges({ edges, x0, y0, width }: Subject, { geometry, xy }: PlanarLayer, row: number): void {
  const { rings, parts, rows } = geometry
  edges.count = 0
  for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
    const last = 2 * rings[ring + 1] - 2
    for (let i = 2 * rings[ring]; i < last; i += 2) {
      addEdge(edges, xy[i] - x0, xy[i + 1] - y0, xy[i + 2] - x0, xy[i + 3] - y0, width)
    }
  }
}
