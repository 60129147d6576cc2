import { expect, it } from 'vitest'
import type { Layer } from '../../app/state.ts'
import { textColumn } from '../../core/grouping.ts'
import type { Table } from '../../core/table.ts'
import { frozenOf, USUAL_LOOK } from './attribute-columns.ts'

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
