import { expect, it } from 'vitest'
import { saidTwice } from './english-twin.ts'
import { textColumn } from './grouping.ts'
import type { Table } from './table.ts'

const table: Table = {
  name: 'parks',
  crs: 'EPSG:4490',
  length: 3,
  columns: [
    textColumn('MC', ['天宁湖', '大河', '王村']),
    textColumn('MC_EN', ['Lake Tianning', null, 'Wang']),
    textColumn('JB', ['省级', null, null]),
    textColumn('JB_EN', ['provincial', null, null]),
    textColumn('SM', ['平', null, null]),
    textColumn('SM_EN', ['flat', null, 'steep']),
    textColumn('ONLY_EN', ['a', 'b', 'c']),
    { name: 'KM', type: 'number', values: Float64Array.of(1, 2, 3) },
    textColumn('KM_EN', ['1', '2', '3']),
  ],
  geometry: null,
}

it('names the field in the other language where the reader’s own says all of it', () => {
  // the last row has its remark in English only
  expect([...saidTwice(table, 'zh')]).toEqual(['MC_EN', 'JB_EN'])
  // the second row has a name in Chinese only
  expect([...saidTwice(table, 'en')]).toEqual(['JB', 'SM'])
})

it('looks at one row where one is shown', () => {
  expect([...saidTwice(table, 'en', 0)]).toEqual(['MC', 'JB', 'SM'])
  expect([...saidTwice(table, 'en', 1)]).toEqual(['MC_EN', 'JB', 'SM'])
  expect([...saidTwice(table, 'zh', 1)]).toEqual(['MC_EN', 'JB_EN', 'SM_EN'])
  expect([...saidTwice(table, 'zh', 2)]).toEqual(['MC_EN', 'JB_EN', 'SM'])
})
