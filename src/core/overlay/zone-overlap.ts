import { addEdge, EDGE, sumOverEdges } from '../overlap.ts'
import type { Stretches } from './border-beside.ts'
import { edgesOf, type Subject } from './subject-edges.ts'

/**
 * Area of subject ∩ zone, by the edge-pair integral of overlap.ts over the stretches of its border that count there:
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
 * A border that stays outside the box therefore costs the few boxes that say so, and the area is the same to the last bit whether
 * the stretches were found for this subject or for a larger box: the longer list has more that adds nothing, and shorter paths above.
 * @param xy of the zones, in the plane of the subject @param from, to which stretches are the zone's
 */
export function zoneOverlapM2(
  subject: Subject,
  xy: Float64Array,
  { boxes, first, last, through }: Stretches,
  from: number,
  to: number,
): number {
  const { x0, y0, width, height } = subject
  const x1 = x0 + width
  const y1 = y0 + height
  through.count = 0
  let area = 0
  // the path above the box that is being followed; it starts and ends nowhere
  let runStart = 0
  let runEnd = 0
  for (let each = from; each < to; each++) {
    const box = 4 * each
    if (boxes[box] >= x1 || boxes[box + 2] <= x0 || boxes[box + 3] <= y0) continue
    if (boxes[box + 1] >= y1) {
      const start = clamp(xy[2 * first[each]] - x0, width)
      const stop = clamp(xy[2 * last[each]] - x0, width)
      if (start !== runEnd) {
        area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
        runStart = start
      }
      runEnd = stop
      continue
    }
    const stop = 2 * last[each]
    let px = xy[2 * first[each]] - x0
    let py = xy[2 * first[each] + 1] - y0
    for (let i = 2 * first[each] + 2; i <= stop; i += 2) {
      const qx = xy[i] - x0
      const qy = xy[i + 1] - y0
      if (px !== qx && (py > 0 || qy > 0) && (px > 0 || qx > 0) && (px < width || qx < width)) {
        if (py >= height && qy >= height) {
          const start = clamp(px, width)
          if (start !== runEnd) {
            area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
            runStart = start
          }
          runEnd = clamp(qx, width)
        } else addEdge(through, px, py, qx, qy, width)
      }
      px = qx
      py = qy
    }
  }
  area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
  return through.count > 0 ? area + sumOverEdges(through, edgesOf(subject)) : area
}

function clamp(x: number, width: number): number {
  return x < 0 ? 0 : x > width ? width : x
}

/** G(x): area of the subject left of x, 0 … width. Most paths run past the whole subject. */
function areaLeftOf(subject: Subject, x: number): number {
  return x <= 0 ? 0 : x >= subject.width ? subject.areaM2 : areaOfLeftPart(subject, x)
}

function areaOfLeftPart(subject: Subject, x: number): number {
  const { count, of } = edgesOf(subject)
  let area = 0
  for (let i = 0; i < EDGE * count; i += EDGE) {
    const length = (x < of[i + 1] ? x : of[i + 1]) - of[i]
    if (length > 0) area += of[i + 4] * length * (of[i + 2] + (of[i + 3] * length) / 2)
  }
  return area
}
