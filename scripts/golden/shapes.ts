import { NASTY, type Parts } from '../../tests/nasty-polygons.ts'
import { starRing } from '../../tests/polygon-tables.ts'
import { randomOf } from '../bench/zones.ts'

type Ring = [number, number][]

/** Rings of lon/lat, 30 m to 50 km wide, some with a hole: most in the Yellow River delta, some elsewhere in China. */
export function lngLatShapes(): { readonly name: string; readonly rings: Ring[] }[] {
  const next = randomOf(2000)
  const places: [string, number, number][] = [
    ...Array.from({ length: 30 }, (_, i): [string, number, number] => [`delta ${i}`, 118.3 + 0.9 * next(), 37.4 + 0.5 * next()]),
    ['Hainan', 109.7, 19.2],
    ['Xinjiang', 75.9, 39.5],
    ['Heilongjiang', 123.4, 53.3],
    ['Fuyuan', 134.7, 48.3],
  ]
  return places.map(([name, lng, lat], i) => {
    const radius = 15 * 10 ** ((3.2 * i) / places.length + 0.02 * next())
    const shape = [starRing(next, 0, 0, radius, 5 + Math.floor(20 * next()))]
    if (i % 4 === 0) shape.push(starRing(next, 0, 0, radius * 0.3, 7).reverse())
    const degrees = 1 / 111_000
    const rings = shape.map((ring) =>
      ring.map(([x, y]): [number, number] => [
        Number((lng + (x * degrees) / Math.cos((lat * Math.PI) / 180)).toFixed(9)),
        Number((lat + y * degrees).toFixed(9)),
      ]),
    )
    return { name, rings }
  })
}

/** Pairs of valid polygons in metres: random with holes, neighbours that share borders, one inside the other, and the nasty ones. */
export function pairs(isValid: (parts: Parts) => boolean): { readonly name: string; readonly a: Parts; readonly b: Parts }[] {
  const next = randomOf(1055)
  const round = (parts: Parts): Parts =>
    parts.map((rings) => rings.map((ring) => ring.map(([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))])))
  const star = (x: number, y: number, radius: number): Parts => {
    const rings = [starRing(next, x, y, radius, 6 + Math.floor(40 * next()))]
    if (next() < 0.4) rings.push(starRing(next, x, y, radius * 0.3, 8).reverse())
    return round([rings])
  }
  const random = Array.from({ length: 24 }, (_, i) => ({
    name: `random ${i}`,
    a: star(30_000 + 200 * next(), -20_000 + 200 * next(), 60 + 120 * next()),
    b: star(30_000 + 200 * next(), -20_000 + 200 * next(), 60 + 120 * next()),
  }))
  const nested = Array.from({ length: 4 }, (_, i) => ({
    name: `one inside the other ${i}`,
    a: round([[starRing(next, 5000, 5000, 300, 40)]]),
    b: round([[starRing(next, 5000, 5000, 20 + 10 * i, 9)]]),
  }))
  return [...random, ...nested, ...NASTY].filter(({ a, b }) => isValid(a) && isValid(b))
}
