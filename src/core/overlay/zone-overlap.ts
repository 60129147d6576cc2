import { areaBelow } from '../overlap.ts'
import type { PreparedZones } from './prepared-zones.ts'
import type { SubjectEdges } from './subject-edges.ts'

/**
 * Area of subject ∩ zone, by the edge-pair integral of overlap.ts with the zone's edges taken from its tree of boxes:
 *
 *   area(A ∩ Z) = Σ_{f ∈ ∂Z} s(f) ∫_{x ∈ f} Σ_{e ∈ ∂A} s(e) min(e(x), f(x)) dx
 *
 * What a path of the zone's border adds depends on where it runs with regard to the box of the subject A:
 * - left, right: no x in common, nothing;
 * - below: min(e, f) = f, and Σ s(e) = 0 over the edges above one x: nothing;
 * - above: min(e, f) = e, whatever the height, so that only the x where the path starts and ends count. With G(x) = area of A left of
 *   x the path adds G(start) − G(end); paths that follow each other are taken as one. A zone that surrounds A gives G(right) − G(left),
 *   its whole area, without any of its edges being looked at;
 * - through the box: edge by edge.
 * A border that stays outside the box therefore costs the few boxes that say so.
 */
export function zoneOverlapM2(subject: SubjectEdges, zones: Omit<PreparedZones, 'index'>, zone: number): number {
  const { x0, y0, width, height } = subject
  const { boxes, first, last, next } = zones
  const xy = zones.layer.xy
  const x1 = x0 + width
  const y1 = y0 + height
  const end = zones.nodes[zone + 1]
  let area = 0
  // the path above the box that is being followed; it starts and ends nowhere
  let runStart = 0
  let runEnd = 0
  let node = zones.nodes[zone]
  while (node < end) {
    const box = 4 * node
    if (boxes[box] >= x1 || boxes[box + 2] <= x0 || boxes[box + 3] <= y0) {
      node = next[node]
      continue
    }
    if (boxes[box + 1] >= y1) {
      const start = clamp(xy[2 * first[node]] - x0, width)
      const stop = clamp(xy[2 * last[node]] - x0, width)
      if (start !== runEnd) {
        area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
        runStart = start
      }
      runEnd = stop
      node = next[node]
      continue
    }
    if (next[node] > node + 1) {
      node++
      continue
    }
    const stop = 2 * last[node]
    let px = xy[2 * first[node]] - x0
    let py = xy[2 * first[node] + 1] - y0
    for (let i = 2 * first[node] + 2; i <= stop; i += 2) {
      const qx = xy[i] - x0
      const qy = xy[i + 1] - y0
      if (px !== qx && (py > 0 || qy > 0) && (px > 0 || qx > 0) && (px < width || qx < width)) {
        if (py >= height && qy >= height) {
          const from = clamp(px, width)
          if (from !== runEnd) {
            area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
            runStart = from
          }
          runEnd = clamp(qx, width)
        } else if (px < qx) {
          area -= cutBelow(subject, px, py, qx, qy)
        } else {
          area += cutBelow(subject, qx, qy, px, py)
        }
      }
      px = qx
      py = qy
    }
    node = next[node]
  }
  return area + areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
}

function clamp(x: number, width: number): number {
  return x < 0 ? 0 : x > width ? width : x
}

/** Area of the subject under the segment from (px, py) to (qx, qy), px < qx, as far as it lies over the box. */
function cutBelow(subject: SubjectEdges, px: number, py: number, qx: number, qy: number): number {
  const slope = (qy - py) / (qx - px)
  return px < 0
    ? areaBelow(subject, 0, qx < subject.width ? qx : subject.width, py - slope * px, slope)
    : areaBelow(subject, px, qx < subject.width ? qx : subject.width, py, slope)
}

/** G(x): area of the subject left of x, 0 … width. */
function areaLeftOf(subject: SubjectEdges, x: number): number {
  if (x <= 0) return 0
  if (x >= subject.width) return subject.areaM2
  const { count, from, to, at, slope, sign } = subject
  let area = 0
  for (let i = 0; i < count; i++) {
    const length = (x < to[i] ? x : to[i]) - from[i]
    if (length > 0) area += sign[i] * length * (at[i] + (slope[i] * length) / 2)
  }
  return area
}
