import { EDGE, type EdgeList, push, sumOverEdges } from '../overlap.ts'
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
export function zoneOverlapM2(subject: Subject, xy: Float64Array, stretches: Stretches, from: number, to: number): number {
  const { above, through } = stretches
  above.count = 0
  through.count = 0
  sortBorder(subject, xy, stretches, from, to)
  const area = sumAbove(subject, xy, above)
  if (through.count === 0) return area
  return area + sumOverEdges(edgesOf(subject), through, xy, 0, subject.x0, subject.y0)
}

/**
 * Lists where paths above the subject start and end, and the edges that pass through its box. Edges are looked at in whole metres from its
 * sides: their signs joined are one branch instead of six. An edge less than a metre outside is taken along, which changes nothing.
 */
function sortBorder(subject: Subject, xy: Float64Array, stretches: Stretches, from: number, to: number): void {
  const { boxes, first, last, above, through } = stretches
  const { x0, y0 } = subject
  const x1 = x0 + subject.width
  const y1 = y0 + subject.height
  const right = Math.ceil(subject.width)
  const top = Math.ceil(subject.height)
  for (let each = from; each < to; each++) {
    const box = 4 * each
    if (boxes[box] >= x1 || boxes[box + 2] <= x0 || boxes[box + 3] <= y0) continue
    const start = 2 * first[each]
    const stop = 2 * last[each]
    if (boxes[box + 1] >= y1) {
      push(above, start)
      push(above, stop)
      continue
    }
    let px = (xy[start] - x0) | 0
    let py = (xy[start + 1] - y0) | 0
    for (let i = start; i < stop; i += 2) {
      const qx = (xy[i + 2] - x0) | 0
      const qy = (xy[i + 3] - y0) | 0
      // not with both ends beyond the left, the lower or the right side of the box
      if (((px & qx) | (py & qy) | ((right - px) & (right - qx))) >= 0) {
        if (((py - top) | (qy - top)) < 0) push(through, i)
        else {
          push(above, i)
          push(above, i + 2)
        }
      }
      px = qx
      py = qy
    }
  }
}

function sumAbove(subject: Subject, xy: Float64Array, { count, at }: EdgeList): number {
  const { x0, width } = subject
  let area = 0
  // the path that is being followed; it starts and ends nowhere
  let runStart = 0
  let runEnd = 0
  for (let k = 0; k < count; k += 2) {
    const start = clamp(xy[at[k]] - x0, width)
    if (start !== runEnd) {
      area += areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
      runStart = start
    }
    runEnd = clamp(xy[at[k + 1]] - x0, width)
  }
  return area + areaLeftOf(subject, runStart) - areaLeftOf(subject, runEnd)
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
  const stride = EDGE
  const end = stride * count
  let area = 0
  for (let i = 0; i < end; i += stride) {
    const length = (x < of[i + 1] ? x : of[i + 1]) - of[i]
    if (length > 0) area += of[i + 4] * length * (of[i + 2] + (of[i + 3] * length) / 2)
  }
  return area
}
