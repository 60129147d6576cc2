import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { box, type ShapesMark } from './marks.ts'
import { paintMarks, paintSteps } from './paint-marks.ts'

type Pen = Parameters<typeof paintMarks>[0]

/** Squares beside each other, as one mark. */
function squares(count: number): ShapesMark {
  const xy = Array.from({ length: count }, (_, i) => [i, 0, i + 1, 0, i + 1, 1, i, 1]).flat()
  const starts = Array.from({ length: count + 1 }, (_, i) => 4 * i)
  return { kind: 'shapes', paths: { xy, starts, isClosed: true }, paint: { fill: '#ff0000', line: '#000000' } }
}

test('a mark of many rings is traced in pieces, and never closed by what measures all before it', () => {
  const canvas = createCanvas(8, 8)
  const pen = canvas.getContext('2d')
  let closed = 0
  pen.closePath = () => closed++
  let pieces = 0
  for (const steps = paintSteps(pen as unknown as Pen, [squares(20_000)], new Map()); !steps.next().done; ) pieces++
  expect(pieces).toBeGreaterThanOrEqual(20)
  expect(closed).toBe(0)
})

test('the corner where a ring begins is as round as the others', () => {
  const canvas = createCanvas(100, 100)
  const pen = canvas.getContext('2d')
  paintMarks(pen as unknown as Pen, [box(30, 30, 40, 40, { line: '#000000', lineWidthMm: 20 })], new Map())
  const { data } = pen.getImageData(0, 0, 100, 100)
  const ink = (x: number, y: number) => data[4 * (y * 100 + x) + 3]
  // outside the corner's arc, within it, and the middle of a side
  for (const [x, y] of [
    [21, 21],
    [25, 25],
    [30, 21],
  ]) {
    expect(ink(x, y)).toBe(ink(99 - x, y))
    expect(ink(x, y)).toBe(ink(99 - x, 99 - y))
  }
  expect(ink(21, 21)).toBe(0)
  expect(ink(25, 25)).toBe(255)
})
