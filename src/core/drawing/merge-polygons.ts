import { planarArea, ringContains } from '../geometry.ts'
import type { Ring } from './split-polygon.ts'

/**
 * Joins polygons that lie side by side: borders that two of them walk in opposite directions vanish, all others stay as they are, so that
 * the whole has exactly the sum of the areas. In any plane; borders must have the same vertices on both sides.
 * @param polygons outer rings counter-clockwise, holes clockwise, closed
 * @returns parts, each outer ring first; several where the polygons do not touch along a border
 */
export function mergePolygons(polygons: readonly (readonly Ring[])[]): readonly (readonly Ring[])[] {
  const places = new Map<string, readonly [number, number]>()
  /** edges that are left, by their start; several where rings touch in a point */
  const next = new Map<string, string[]>()
  for (const ring of polygons.flat()) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [from, to] = [`${ring[i]} ${ring[i + 1]}`, `${ring[i + 2]} ${ring[i + 3]}`]
      places.set(from, [ring[i], ring[i + 1]])
      const back = next.get(to)
      const at = back?.indexOf(from) ?? -1
      if (back && at >= 0) back.splice(at, 1)
      else next.set(from, [...(next.get(from) ?? []), to])
    }
  }
  const placeOf = (key: string) => places.get(key) as readonly [number, number]
  const rings: Ring[] = []
  for (const start of [...next.keys()]) {
    while ((next.get(start)?.length ?? 0) > 0) {
      const ring: number[] = [...placeOf(start)]
      let [before, here] = ['', start]
      do {
        const choices = next.get(here) ?? []
        const to = choices.length > 1 && before ? sharpestLeft(placeOf(before), placeOf(here), choices, placeOf) : choices[0]
        choices.splice(choices.indexOf(to), 1)
        ;[before, here] = [here, to]
        ring.push(...placeOf(here))
      } while (here !== start)
      rings.push(ring)
    }
  }
  const area = (ring: Ring) => planarArea(Float64Array.from(ring), 0, ring.length / 2)
  const outers = rings.filter((ring) => area(ring) > 0).sort((a, b) => area(a) - area(b))
  const parts = outers.map((outer) => [outer])
  for (const hole of rings.filter((ring) => area(ring) < 0)) {
    const [x, y] = [(hole[0] + hole[2]) / 2, (hole[1] + hole[3]) / 2]
    // the smallest that holds it
    parts.find(([outer]) => ringContains(Float64Array.from(outer), 0, outer.length / 2, x, y))?.push(hole)
  }
  return parts
}

/** Where rings touch in a point, the way that keeps them apart: the first to the left. */
function sharpestLeft(
  before: readonly [number, number],
  here: readonly [number, number],
  choices: readonly string[],
  placeOf: (key: string) => readonly [number, number],
): string {
  const came = Math.atan2(before[1] - here[1], before[0] - here[0])
  const turn = (key: string) => {
    const [x, y] = placeOf(key)
    const angle = came - Math.atan2(y - here[1], x - here[0])
    return ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
  }
  return [...choices].sort((a, b) => turn(a) - turn(b))[0]
}

/** A vertex this near to an edge lies on it. */
const ON_EDGE_M = 1e-4

/** The same polygons, with the vertices that others have on their edges: a border that was cut on one side only has them on both. */
export function fitted(polygons: readonly (readonly Ring[])[]): readonly (readonly Ring[])[] {
  const vertices = polygons.flatMap((rings) => rings.flatMap((ring) => corners(ring)))
  return polygons.map((rings) => rings.map((ring) => withPointsOn(ring, vertices)))
}

/** A ring with those of the points that lie on its edges. */
export function withPointsOn(ring: Ring, points: readonly (readonly [number, number])[]): Ring {
  const out: number[] = []
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [ax, ay, bx, by] = ring.slice(i, i + 4)
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2
    out.push(ax, ay)
    const on = points.flatMap(([x, y]) => {
      const share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2
      const off = Math.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / Math.sqrt(length2)
      const slack = ON_EDGE_M / Math.sqrt(length2)
      return off <= ON_EDGE_M && share > slack && share < 1 - slack ? [{ share, x, y }] : []
    })
    for (const { x, y } of on.sort((a, b) => a.share - b.share))
      if (out[out.length - 2] !== x || out[out.length - 1] !== y) out.push(x, y)
  }
  return [...out, out[0], out[1]]
}

export function corners(ring: Ring): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  for (let i = 0; i + 3 < ring.length; i += 2) found.push([ring[i], ring[i + 1]])
  return found
}
