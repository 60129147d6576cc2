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
