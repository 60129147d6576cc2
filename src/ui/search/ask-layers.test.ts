import { expect, test } from 'vitest'
import { inDrawnArea } from './ask-layers.ts'

const field = (name: string, zh: string) => ({ name, labels: [zh, name], type: 'number' as const })
const parcels = { hasArea: true, fields: [field('TBMJ', '登记面积'), field('DLBM', '地类')] }

test.each([
  ['面积 > 50', 'mu', '亩 > 50'],
  ['面积>50 亩 and 地类 = 1106', 'ha', '公顷>50 亩 and 地类 = 1106'],
  ['地类=1106且面积>5', 'mu', '地类=1106且亩>5'],
  ['Area >= 2 or area < 1', 'm2', 'area_m2 >= 2 or area_m2 < 1'],
  // other words, quoted text and bracketed fields are left alone
  ['登记面积 > 50', 'mu', '登记面积 > 50'],
  ['图形面积 > 50', 'mu', '图形面积 > 50'],
  ["地类 = '面积'", 'mu', "地类 = '面积'"],
  ['[面积] > 50', 'mu', '[面积] > 50'],
  ['area_mu > 50', 'mu', 'area_mu > 50'],
] as const)('%s in %s is read as %s', (typed, unit, read) => {
  expect(inDrawnArea(typed, parcels, unit)).toBe(read)
})

test('a field of that name goes first, and points have no area', () => {
  expect(inDrawnArea('面积 > 50', { ...parcels, fields: [field('MJ', '面积')] }, 'mu')).toBe('面积 > 50')
  expect(inDrawnArea('面积 > 50', { ...parcels, hasArea: false }, 'mu')).toBe('面积 > 50')
})
