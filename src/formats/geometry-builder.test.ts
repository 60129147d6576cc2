import { expect, it } from 'vitest'
import { GeometryBuilder } from './geometry-builder.ts'

it.each([0, 0.4, 1, 1.5, 2.75, 7.25, 512])('keeps every vertex, however few were expected: %d', (expected) => {
  const builder = new GeometryBuilder(expected)
  builder.begin('line')
  const xy = Array.from({ length: 401 }, (_, i) => [i, -i]).flat()
  for (let i = 0; i < xy.length; i += 2) builder.vertex(xy[i], xy[i + 1], xy[i] / 2)
  builder.endRing()
  builder.endPart()
  builder.endRow()
  const [{ geometry }] = builder.tables('t', 'EPSG:4490', [])
  expect(Array.from(geometry?.xy ?? [])).toEqual(xy)
  expect(geometry?.z).toHaveLength(401)
  expect(Array.from(geometry?.rings ?? [])).toEqual([0, 401])
})

it('takes vertices as they lie in a file as if they came one by one', () => {
  const squares = [
    [0, 0, 2, 0, 2, 2, 0, 2, 0, 0],
    // clockwise, and not closed
    [5, 5, 5, 7, 7, 7, 7, 5],
    [9, 9, Number.NaN, 9, 9, 8],
    [1e12, 0, 1, 1, 2, 2],
  ]
  const build = (take: (builder: GeometryBuilder, ring: number[]) => void) => {
    const builder = new GeometryBuilder(4)
    squares.forEach((ring, i) => {
      builder.begin('polygon')
      // heights came before those that have none, and come again
      if (i === 0) for (let v = 0; v < 4; v++) builder.vertex(v % 2, v > 1 ? 1 : 0, 10 + v)
      if (i === 0) builder.endRing()
      if (i === 0) builder.endPart()
      take(builder, ring)
      builder.endRing()
      builder.endPart()
      builder.endRow()
    })
    return { tables: builder.tables('t', 'EPSG:4490', []), repairs: builder.repairs }
  }
  const oneByOne = build((builder, ring) => {
    for (let i = 0; i < ring.length; i += 2) builder.vertex(ring[i], ring[i + 1])
  })
  const atOnce = build((builder, ring) => {
    const bytes = Float64Array.of(Number.NaN, ...ring)
    builder.plainVertices(new DataView(bytes.buffer), 8, ring.length / 2)
  })
  expect(oneByOne.repairs).toMatchObject({ closed: 4, notFinite: 2, firstNotFiniteRow: 2 })
  expect(atOnce).toEqual(oneByOne)
})
