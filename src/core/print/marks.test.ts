import { expect, it } from 'vitest'
import { box, type Mark, type ShapesMark, shifted, shiftedAll } from './marks.ts'

const paths = { xy: Float32Array.of(0, 0, 10, 0, 10, 5), starts: Uint32Array.of(0, 3), isClosed: true }

it('moves every kind of mark', () => {
  const text: Mark = { kind: 'text', text: '界', x: 1, y: 2, sizeMm: 3, color: '#000000' }
  const dots: Mark = { kind: 'dots', xy: [1, 2, 3, 4], radiusMm: 1, paint: {} }
  const clip: Mark = { kind: 'clip', x: 0, y: 0, widthMm: 5, heightMm: 5, marks: [text, dots] }
  expect(shifted(clip, 10, 20)).toEqual({
    ...clip,
    x: 10,
    y: 20,
    marks: [
      { ...text, x: 11, y: 22 },
      { ...dots, xy: Float32Array.of(11, 22, 13, 24) },
    ],
  })
  expect((shifted(box(0, 0, 2, 1, {}), 1, 3) as ShapesMark).paths.xy).toEqual(Float32Array.of(1, 3, 3, 3, 3, 4, 1, 4))
})

it('keeps the shape in common that a fill and a border have, so that a page holds and hands it over once', () => {
  const [fill, line] = shiftedAll(
    [
      { kind: 'shapes', paths, paint: { fill: '#ff0000' } },
      { kind: 'shapes', paths, paint: { line: '#000000' } },
    ],
    5,
    7,
  ) as ShapesMark[]
  expect(fill.paths.xy).toEqual(Float32Array.of(5, 7, 15, 7, 15, 12))
  expect(line.paths.xy).toBe(fill.paths.xy)
  expect(paths.xy[0]).toBe(0)
})
