import { randomOf } from '../scripts/bench/zones.ts'

/** A polygon as parts of closed rings of metres, in any state. */
export type Parts = [number, number][][][]
export interface NastyCase {
  readonly name: string
  readonly a: Parts
  readonly b: Parts
}

/** Far from the plane's origin, where the last digits of a coordinate are coarse. */
const OFFSET = [40_000, -30_000] as const
const ring = (points: readonly (readonly [number, number])[]): [number, number][] =>
  [...points, points[0]].map(([x, y]) => [x + OFFSET[0], y + OFFSET[1]])
const box = (x: number, y: number, width: number, height = width) =>
  ring([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ])
const reversed = (points: [number, number][]) => [...points].reverse()

const next = randomOf(3)
const round = Array.from({ length: 60 }, (_, i): [number, number] => {
  const angle = (2 * Math.PI * i) / 60
  const radius = 80 + 20 * next()
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
})
const shaken = (by: number) => round.map(([x, y]): [number, number] => [x + (next() - 0.5) * by, y + (next() - 0.5) * by])
const bowTie = ring([
  [0, 0],
  [100, 100],
  [100, 0],
  [0, 100],
])
const pentagram = ring(
  Array.from({ length: 5 }, (_, i): [number, number] => {
    const angle = Math.PI / 2 + (i * 4 * Math.PI) / 5
    return [100 * Math.cos(angle), 100 * Math.sin(angle)]
  }),
)
const tangle = ring(Array.from({ length: 40 }, (): [number, number] => [next() * 100, next() * 100]))
const square = box(0, 0, 100)

/** Pairs that upset overlay engines: what a cadastre is made of, and what drawing by hand leaves behind. */
export const NASTY: readonly NastyCase[] = [
  { name: 'identical', a: [[square]], b: [[square]] },
  { name: 'shared edge', a: [[square]], b: [[box(100, 0, 100)]] },
  {
    name: 'collinear edges of a T',
    a: [[square]],
    b: [[ring([[100, 20], [60, 20], [60, 40], [100, 40], [100, 70], [200, 70], [200, 0], [100, 0]])]], // biome-ignore format: one row
  },
  { name: 'edges shared from inside', a: [[square]], b: [[ring([[0, 0], [33.3, 0], [66.6, 0], [100, 0], [100, 50], [0, 50]])]] }, // biome-ignore format: one row
  { name: 'touching at a corner', a: [[square]], b: [[box(100, 100, 50)]] },
  { name: 'corner on an edge', a: [[square]], b: [[ring([[50, 0], [80, -50], [80, 50]])]] }, // biome-ignore format: one row
  { name: 'vertices twice', a: [[ring([[0, 0], [0, 0], [100, 0], [100, 0], [100, 100], [100, 100], [0, 100], [0, 0]])]], b: [[box(50, 50, 100)]] }, // biome-ignore format: one row
  { name: 'spike out', a: [[ring([[0, 0], [100, 0], [100, 50], [180, 50], [100, 50], [100, 100], [0, 100]])]], b: [[box(50, 25, 200)]] }, // biome-ignore format: one row
  { name: 'spike in', a: [[ring([[0, 0], [100, 0], [100, 50], [20, 50], [100, 50], [100, 100], [0, 100]])]], b: [[box(50, 25, 200)]] }, // biome-ignore format: one row
  { name: 'sliver of a micrometre', a: [[box(0, 0, 1000, 1e-6)]], b: [[box(-10, -10, 500)]] },
  { name: 'sliver of a nanometre', a: [[ring([[0, 0], [1000, 0], [1000, 1e-9]])]], b: [[box(-10, -10, 500)]] }, // biome-ignore format: one row
  { name: 'shifted by 0.1 mm', a: [[square]], b: [[box(1e-4, 1e-4, 100)]] },
  { name: 'shifted by a nanometre', a: [[square]], b: [[box(1e-9, 1e-9, 100)]] },
  { name: 'shaken by 2 nm', a: [[ring(round)]], b: [[ring(shaken(2e-9))]] },
  { name: 'shaken by 0.2 µm', a: [[ring(round)]], b: [[ring(shaken(2e-7))]] },
  { name: 'bow-tie', a: [[bowTie]], b: [[box(-10, -10, 70, 200)]] },
  { name: 'bow-tie with itself', a: [[bowTie]], b: [[bowTie]] },
  { name: 'pentagram', a: [[pentagram]], b: [[box(-60, -120, 120, 240)]] },
  { name: 'hole touching at a vertex', a: [[square, ring([[0, 50], [30, 40], [30, 60]])]], b: [[box(-10, 30, 60, 40)]] }, // biome-ignore format: one row
  { name: 'hole sharing an edge', a: [[square, ring([[0, 40], [30, 40], [30, 60], [0, 60]])]], b: [[box(-10, 30, 60, 40)]] }, // biome-ignore format: one row
  { name: 'island in a hole', a: [[square, box(20, 20, 60)], [box(40, 40, 20)]], b: [[box(50, 0, 100)]] }, // biome-ignore format: one row
  { name: 'hole in a hole', a: [[square, box(20, 20, 60), box(40, 40, 20)]], b: [[box(50, 0, 100)]] },
  { name: 'hole outside', a: [[square, box(200, 200, 20)]], b: [[box(50, 0, 300)]] },
  { name: 'turned the wrong way', a: [[reversed(square), box(20, 20, 60)]], b: [[reversed(box(50, 0, 100))]] },
  { name: 'parts that overlap', a: [[square], [box(50, 0, 100)]], b: [[box(0, 0, 200)]] },
  { name: 'parts that touch', a: [[square], [box(100, 0, 100)]], b: [[box(50, 50, 100)]] },
  { name: 'no area', a: [[ring([[0, 0], [100, 0], [50, 0]])]], b: [[box(-10, -10, 100)]] }, // biome-ignore format: one row
  { name: 'forty random points', a: [[tangle]], b: [[box(30, 30, 100)]] },
]

/**
 * Area of a ∩ b for polygons in any state (even-odd inside a part, parts united), with no engine at all: between two neighbouring
 * heights of vertices and crossings every cut length is linear in y, so that its middle value times the height is exact.
 */
export function areaBySlabs(a: Parts, b: Parts): number {
  const edges = [...a, ...b].flatMap((part) => part.flatMap((points) => points.slice(1).map((to, i) => [points[i], to] as const)))
  const heights = edges.flatMap(([from]) => [from[1]])
  for (const [i, e] of edges.entries()) for (const f of edges.slice(i + 1)) heights.push(...crossingHeight(e, f))
  heights.sort((x, y) => x - y)
  let area = 0
  for (let i = 0; i + 1 < heights.length; i++) {
    const depth = heights[i + 1] - heights[i]
    if (depth <= 0) continue
    const y = heights[i] + depth / 2
    area += depth * sharedLength(spansOf(a, y), spansOf(b, y))
  }
  return area
}

type Segment = readonly [from: readonly [number, number], to: readonly [number, number]]

function crossingHeight([p, q]: Segment, [r, s]: Segment): number[] {
  const [ux, uy, vx, vy] = [q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]]
  const cross = ux * vy - uy * vx
  if (cross === 0) return []
  const t = ((r[0] - p[0]) * vy - (r[1] - p[1]) * vx) / cross
  const w = ((r[0] - p[0]) * uy - (r[1] - p[1]) * ux) / cross
  return t > 0 && t < 1 && w > 0 && w < 1 ? [p[1] + t * uy] : []
}

function spansOf(parts: Parts, y: number): [number, number][] {
  const spans = parts.flatMap((part) => {
    const xs = part.flatMap((points) =>
      points.slice(1).flatMap((to, i) => {
        const from = points[i]
        return from[1] > y === to[1] > y ? [] : [from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])]
      }),
    )
    xs.sort((m, n) => m - n)
    return xs.flatMap((x, i): [number, number][] => (i % 2 === 0 ? [[x, xs[i + 1]]] : []))
  })
  spans.sort((m, n) => m[0] - n[0])
  const joined: [number, number][] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1])
    else joined.push([...span])
  }
  return joined
}

function sharedLength(a: readonly [number, number][], b: readonly [number, number][]): number {
  let length = 0
  for (const [a0, a1] of a) for (const [b0, b1] of b) length += Math.max(0, Math.min(a1, b1) - Math.max(a0, b0))
  return length
}
