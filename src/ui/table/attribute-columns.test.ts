import { expect, it } from 'vitest'
import type { Layer } from '../../app/state.ts'
import { textColumn } from '../../core/grouping.ts'
import type { Table } from '../../core/table.ts'
import { allColumns, frozenOf, USUAL_LOOK, withColumn } from './attribute-columns.ts'

const table: Table = {
  name: 'parks',
  crs: 'EPSG:4490',
  length: 1,
  columns: [textColumn('DM', ['01']), textColumn('MC', ['天宁湖']), textColumn('MC_EN', ['Lake Tianning'])],
  geometry: null,
}
const layer = {
  fields: [
    { name: 'DM', label: { zh: '代码', en: 'Code' }, role: 'unitCode' },
    { name: 'MC', label: { zh: '名称', en: 'Name' }, role: 'name' },
    { name: 'MC_EN', label: { zh: '英文名', en: 'English name' } },
  ],
} as unknown as Layer

it('keeps the name in sight that the reader can read, unless other columns are wanted', () => {
  expect(frozenOf(layer, table, USUAL_LOOK, 'zh')).toEqual(['DM', 'MC'])
  expect(frozenOf(layer, table, USUAL_LOOK, 'en')).toEqual(['DM', 'MC_EN'])
  expect(frozenOf(layer, { ...table, columns: table.columns.slice(0, 2) }, USUAL_LOOK, 'en')).toEqual(['DM', 'MC'])
  expect(frozenOf(layer, table, { ...USUAL_LOOK, frozen: ['MC'] }, 'en')).toEqual(['MC'])
})

it('leaves out the name in the other language until it is asked for, whatever the language is then', () => {
  const shown = (locale: 'zh' | 'en', look = USUAL_LOOK, isSample = false) =>
    allColumns(layer, table, look, null, { codeLists: {}, locale, areaUnit: 'mu' }, isSample)
      .filter(({ isHidden }) => !isHidden)
      .map(({ name }) => name)
  expect(shown('zh')).toEqual(['DM', 'MC'])
  expect(shown('en')).toEqual(['DM', 'MC_EN'])
  const asked = { ...USUAL_LOOK, ...withColumn(USUAL_LOOK, 'MC_EN', true) }
  expect(shown('zh', asked)).toEqual(['DM', 'MC', 'MC_EN'])
  expect(shown('en', asked)).toEqual(['DM', 'MC_EN'])
  const hidden = { ...asked, ...withColumn(asked, 'MC_EN', false) }
  expect(shown('zh', hidden)).toEqual(['DM', 'MC'])
  // of a sample nobody knows that each row has an English name
  expect(shown('en', USUAL_LOOK, true)).toEqual(['DM', 'MC_EN', 'MC'])
})
