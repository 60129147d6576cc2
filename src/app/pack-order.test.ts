import { expect, it } from 'vitest'
import { parseLink } from './link.ts'
import { type PackOrder, parseOrder } from './pack-order.ts'
import { usableOrder } from './usable-order.ts'
import { formatOrder } from './write-order.ts'

const ORDER: PackOrder = {
  layers: ['plots', 'outline'],
  area: { title: '黄河口镇|北', rings: [[[118.5, 37.5], [118.6, 37.5], [118.6, 37.61234], [118.5, 37.5]]] }, // biome-ignore format: a ring
  expiresAt: '2026-12-31T15:59:59.000Z',
}
const read = (text: string) => parseOrder(new URLSearchParams(text))

it('comes back from its link as it was', () => {
  const whole = { ...ORDER, area: null, expiresAt: null }
  expect(read(formatOrder(whole))).toEqual(whole)
  const { skipped, order } = parseLink(`#v=1&lang=zh&${formatOrder(ORDER)}`)
  expect(skipped).toBeUndefined()
  expect(order).toEqual({ ...ORDER, area: { ...ORDER.area, title: '黄河口镇 北' } })
})

it('carries a long title, cut between two characters', () => {
  const title = `${'村'.repeat(39)}𪣻北`
  const { area } = read(formatOrder({ ...ORDER, area: { title, rings: ORDER.area?.rings ?? [] } })) ?? {}
  expect(area?.title).toBe(`${'村'.repeat(39)}𪣻`)
})

it('counts for the layers that are here; of none of them it changes nothing, its end and area neither', () => {
  expect(usableOrder(ORDER, ['plots', 'roads'])).toEqual({ ...ORDER, layers: ['plots'] })
  expect(usableOrder(ORDER, ['roads'])).toBeNull()
})

it('names a layer once', () => {
  expect(read('take=plots;plots')?.layers).toEqual(['plots'])
})

it.each([
  ['take=', 'no layer'],
  ['take=plots;../../x', 'one of the layers is no id: half an order'],
  ['take=../../x', 'no id'],
  ['take=plots&until=soon', 'no date'],
  ['take=plots&area=a', 'no ring'],
  ['take=plots&area=a|1,2,3', 'half a point'],
  ['take=plots&area=a|1,2,3,4,x,6,1,2', 'no number'],
  ['take=plots&area=a|1,2,3,4,,6,1,2', 'an empty number'],
  ['take=plots&area=a|1,2,3,4,5,6,7,8', 'a ring that is not closed'],
  ['take=plots&area=a|1,2,3,4,5,91,1,2', 'no place on earth'],
  ['take=plots&area=a|1,2,1e308,4,5,6,1,2', 'far beyond it'],
  [`take=plots&area=a|${Array.from({ length: 90 }, () => '1,2').join(',')}`, 'more than fits a code'],
])('%s is no order: %s', (text) => {
  expect(read(text)).toBeUndefined()
})
