import type { Box } from '../ranged-layer.ts'

/** What of the district goes along: rings in lon/lat degrees, closed; inside by the even-odd rule, so that holes count. */
export interface PackArea {
  /** as the user knows it: a township, the view, a drawn area */
  readonly title: string
  readonly rings: readonly (readonly (readonly [number, number])[])[]
}

/** Vertices of all rings together; an area of more is an outline nobody chose by hand. */
export const MOST_AREA_POINTS = 20_000

/**
 * Whether a box and an area have a point in common. A box that no edge of the area crosses lies wholly inside or wholly outside.
 * @param rings flat x, y pairs, closed, in the CRS of the boxes
 */
export function areaTest(rings: readonly Float64Array[]): (box: Box) => boolean {
  const all = rings.map((ring) => boxOf(ring))
  const whole: Box = [
    Math.min(...all.map(([x]) => x)),
    Math.min(...all.map(([, y]) => y)),
    Math.max(...all.map(([, , x]) => x)),
    Math.max(...all.map(([, , , y]) => y)),
  ]
  return (box) => {
    const [minX, minY, maxX, maxY] = box
    if (!(minX <= whole[2] && maxX >= whole[0] && minY <= whole[3] && maxY >= whole[1])) return false
    let isInside = false
    for (const ring of rings)
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const [x0, y0, x1, y1] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]]
        if (crossesBox(x0, y0, x1, y1, box)) return true
        if (y0 > minY !== y1 > minY && minX < x0 + ((minY - y0) / (y1 - y0)) * (x1 - x0)) isInside = !isInside
      }
    return isInside
  }
}

function boxOf(ring: Float64Array): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    box[0] = Math.min(box[0], ring[i])
    box[1] = Math.min(box[1], ring[i + 1])
    box[2] = Math.max(box[2], ring[i])
    box[3] = Math.max(box[3], ring[i + 1])
  }
  return box
}

/** Cut by the four sides (Liang and Barsky 1984). */
function crossesBox(x0: number, y0: number, x1: number, y1: number, [minX, minY, maxX, maxY]: Box): boolean {
  let from = 0
  let to = 1
  const cut = (direction: number, distance: number): boolean => {
    if (direction === 0) return distance >= 0
    const at = distance / direction
    if (direction < 0) from = Math.max(from, at)
    else to = Math.min(to, at)
    return from <= to
  }
  const [dx, dy] = [x1 - x0, y1 - y0]
  return cut(-dx, x0 - minX) && cut(dx, maxX - x0) && cut(-dy, y0 - minY) && cut(dy, maxY - y0)
}
