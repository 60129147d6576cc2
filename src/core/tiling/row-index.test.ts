import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowIndex } from './row-index.ts'

const side = fc.integer({ min: 0, max: 40 })
const box = fc
  .tuple(side, side, side, side)
  .map(([a, b, c, d]) => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)])

test('the same rows before the tree is made and after it, each that meets the box, ascending', () => {
  fc.assert(
    fc.property(
      fc.array(box, { maxLength: 60 }),
      fc.array(fc.boolean(), { maxLength: 60 }),
      box,
      (boxes, marks, [x0, y0, x1, y1]) => {
        const rows = Uint32Array.from(boxes.keys()).filter((row) => marks[row] !== false)
        const index = new RowIndex(Uint32Array.from(boxes.flat()), rows)
        const expected = rows.filter((row) => {
          const [west, north, east, south] = boxes[row]
          return west <= x1 && east >= x0 && north <= y1 && south >= y0
        })
        expect(index.meeting(x0, y0, x1, y1)).toEqual(expected)
        index.prepare()
        expect(index.meeting(x0, y0, x1, y1)).toEqual(expected)
      },
    ),
  )
})

test('many questions do not each look at every box', () => {
  const rows = Uint32Array.from({ length: 500 }, (_, row) => row)
  const boxes = Uint32Array.from([...rows].flatMap((row) => [9 * row, 0, 9 * row + 8, 8]))
  let looks = 0
  const watched = new Proxy(boxes, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks++
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const index = new RowIndex(watched, rows)
  for (let i = 0; i < 40; i++) index.meeting(0, 0, 5, 5)
  looks = 0
  expect([...index.meeting(10, 0, 12, 5)]).toEqual([1])
  expect(looks).toBeLessThan(rows.length)
})
