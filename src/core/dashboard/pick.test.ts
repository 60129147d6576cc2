import { describe, expect, it } from 'vitest'
import type { Condition } from '../symbology.ts'
import { afterPick, isPicked, type Pick } from './pick.ts'

const other: Condition = { field: 'QSXZ', values: ['10'] }
const written: Condition = { field: '', values: [], expression: "DLBM = '0101'" }
const word = (...words: string[]): Pick => ({ kind: 'values', wanted: [{ field: 'DLBM', words }] })
const pair = (town: string, words: string): Pick => ({
  kind: 'values',
  wanted: [
    { field: 'XZQDM', words: [town] },
    { field: 'DLBM', words: [words] },
  ],
})
const range = (min: number | null, max: number | null): Pick => ({ kind: 'range', field: 'MJ', range: { min, max } })

describe('a press on a bar', () => {
  const press = (filter: readonly Condition[], pick: Pick, isMore = false) => afterPick(filter, ['DLBM'], pick, isMore)
  it('filters, takes the place of another, and lets go of what it held', () => {
    const first = press([other, written], word('0101', '0101 '))
    expect(first).toEqual([other, written, { field: 'DLBM', values: ['0101', '0101 '] }])
    expect(press(first, word('0305'))).toEqual([other, written, { field: 'DLBM', values: ['0305'] }])
    expect(press(first, word('0101 ', '0101'))).toEqual([other, written])
  })
  it('with Ctrl adds and takes out; nothing held is no filter', () => {
    const two = press(press([other], word('0101')), word('0305'), true)
    expect(two[1]).toEqual({ field: 'DLBM', values: ['0101', '0305'] })
    const one = press(two, word('0101'), true)
    expect(one[1]).toEqual({ field: 'DLBM', values: ['0305'] })
    expect(press(one, word('0305'), true)).toEqual([other])
    expect(press(two, word('0101'))[1]).toEqual({ field: 'DLBM', values: ['0101'] })
  })
  it('leaves a range of the same field behind', () => {
    expect(press([{ field: 'DLBM', values: [], range: { min: 1, max: 2 } }], word('3'))).toEqual([
      { field: 'DLBM', values: ['3'] },
    ])
  })
})

it('a sector of two fields is added within its outer value only', () => {
  const press = (filter: readonly Condition[], pick: Pick, isMore = false) => afterPick(filter, ['XZQDM', 'DLBM'], pick, isMore)
  const one = press([], pair('101', '0101'))
  expect(one).toEqual([
    { field: 'XZQDM', values: ['101'] },
    { field: 'DLBM', values: ['0101'] },
  ])
  expect(press(one, pair('101', '0305'), true)[1].values).toEqual(['0101', '0305'])
  expect(press(one, pair('102', '0305'), true)).toEqual(press([], pair('102', '0305')))
  expect(press(one, pair('101', '0101'))).toEqual([])
})

it('a bin is a range; with Ctrl it grows to hold both', () => {
  const press = (filter: readonly Condition[], pick: Pick, isMore = false) => afterPick(filter, ['MJ'], pick, isMore)
  const one = press([other], range(10, 20))
  expect(one).toEqual([other, { field: 'MJ', values: [], range: { min: 10, max: 20 } }])
  expect(press(one, range(30, 40), true)[1].range).toEqual({ min: 10, max: 40 })
  expect(press(one, range(null, 0), true)[1].range).toEqual({ min: null, max: 20 })
  expect(press(one, range(10, 20))).toEqual([other])
})

it('tells what is held', () => {
  const held = (filter: readonly Condition[], pick: Pick) => isPicked(filter, ['XZQDM', 'DLBM', 'MJ'], pick)
  expect(held([other, written], word('0101'))).toBeNull()
  expect(held([{ field: 'DLBM', values: ['0101', '0305'] }], word('0101'))).toBe(true)
  expect(held([{ field: 'DLBM', values: ['0101'] }], word('0101', '0102'))).toBe(false)
  const town: Pick = { kind: 'values', wanted: [{ field: 'XZQDM', words: ['101'] }] }
  const both = afterPick([], ['XZQDM', 'DLBM'], pair('101', '0101'), false)
  expect(held(both, pair('101', '0101'))).toBe(true)
  expect(held(both, town)).toBe(false)
  expect(held([{ field: 'MJ', values: [], range: { min: null, max: 20 } }], range(5, 20))).toBe(true)
  expect(held([{ field: 'MJ', values: [], range: { min: 0, max: 20 } }], range(15, 25))).toBe(false)
})
