import { randomOf } from '../scripts/bench/zones.ts'
import { NASTY, type Parts } from './nasty-polygons.ts'
import { starRing } from './polygon-tables.ts'

/** Rows of any state: random stars with holes and parts, nasty shapes, copies of each other moved by nothing or by a nanometre. */
export function messyRows(seed: number, count: number): Parts[] {
  const next = randomOf(seed)
  const rows: Parts[] = []
  for (let i = 0; i < count; i++) {
    const kind = next()
    if (kind < 0.25) {
      const { a, b } = NASTY[Math.floor(next() * NASTY.length)]
      rows.push(next() < 0.5 ? a : b)
    } else if (kind < 0.4 && rows.length > 0) {
      const shift = next() < 0.5 ? 0 : 1e-9
      rows.push(rows[Math.floor(next() * rows.length)].map((part) => part.map((ring) => ring.map(([x, y]) => [x + shift, y]))))
    } else {
      // where the nasty shapes are
      const [x, y, radius] = [40_000 + 250 * (next() - 0.5), -30_000 + 250 * (next() - 0.5), 20 + 100 * next()]
      const rings = [starRing(next, x, y, radius, 4 + Math.floor(50 * next()))]
      if (next() < 0.3) rings.push(starRing(next, x, y, radius * 0.3, 8).reverse())
      rows.push([rings])
    }
  }
  return rows
}

/** The same shapes with more vertices: where a middle is rounded, borders part and cross by a fraction of the grid. */
export function withMiddles(rows: readonly Parts[]): Parts[] {
  const middles = (ring: [number, number][]) =>
    ring.flatMap(([x, y], i): [number, number][] =>
      i === 0
        ? [[x, y]]
        : [
            [ring[i - 1][0] + 0.37 * (x - ring[i - 1][0]), ring[i - 1][1] + 0.37 * (y - ring[i - 1][1])],
            [x, y],
          ],
    )
  return rows.map((row) => row.map((part) => part.map(middles)))
}
