import { expect, it } from 'vitest'
import { saidTwice } from './english-twin.ts'
import { textColumn } from './grouping.ts'
import type { Table } from './table.ts'

const table: Table = {
  name: 'parks',
  crs: 'EPSG:4490',
  length: 2,
  columns: [
    textColumn('MC', ['天宁湖', '大河']),
    textColumn('MC_EN', ['Lake Tianning', null]),
    textColumn('JB', ['省级', null]),
    textColumn('JB_EN', ['provincial', null]),
    textColumn('ONLY_EN', ['a', 'b']),
    { name: 'KM', type: 'number', values: Float64Array.of(1, 2) },
    textColumn('KM_EN', ['1', '2']),
  ],
  geometry: null,
}

it('names the English twin to a Chinese reader, and to an English one the field that is said in English in full', () => {
  expect([...saidTwice(table, 'zh')]).toEqual(['MC_EN', 'JB_EN'])
  // the second row has a name in Chinese only
  expect([...saidTwice(table, 'en')]).toEqual(['JB'])
})

it('looks at one row where one is shown', () => {
  expect([...saidTwice(table, 'en', 0)]).toEqual(['MC', 'JB'])
  expect([...saidTwice(table, 'en', 1)]).toEqual(['MC_EN', 'JB'])
  expect([...saidTwice(table, 'zh', 1)]).toEqual(['MC_EN', 'JB_EN'])
})
