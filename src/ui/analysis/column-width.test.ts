import { expect, it } from 'vitest'
import { isTight, widthOf } from './column-width.ts'
import type { FigureColumn } from './figures.ts'

const column = (kind: FigureColumn['kind'], header: string, texts: readonly string[]) =>
  ({ kind, header, unit: '', text: (row: number) => texts[row] }) as unknown as FigureColumn
const towns = column('text', '镇街', ['垦利街道', '黄河口镇'])
const classes = column('text', '地类', ['0101 水田', '05H1 商业服务业设施用地'])
const count = column('count', '个数', ['5 000', '12'])
const leastPx = (each: FigureColumn, isOnlyLevel: boolean, widthPx: number) =>
  Number(/minmax\((\d+)px/.exec(widthOf(each, [0, 1], isOnlyLevel, isTight(widthPx)))?.[1])

it('leaves room for numbers beside the words on a phone, and does not cut words where there is room', () => {
  const phone = [towns, classes, count].reduce((sum, each) => sum + leastPx(each, false, 360), 0)
  expect(phone).toBeLessThanOrEqual(320)
  // the closing words of the sum row stand in one level or two
  expect(leastPx(towns, true, 360)).toBeGreaterThan(180)
  expect(leastPx(towns, true, 360) + leastPx(count, false, 360)).toBeLessThanOrEqual(320)
  expect(leastPx(classes, false, 1000)).toBeGreaterThan(leastPx(classes, false, 360))
  expect(isTight(0)).toBe(false)
})
