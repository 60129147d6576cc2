import { expect, it } from 'vitest'
import { englishWords } from './english-twin.ts'
import { groupColumns } from './group-columns.ts'
import { textColumn } from './grouping.ts'
import { rowNames, rowTexts } from './overlay/row-names.ts'
import { presentReport } from './report.ts'
import type { CodeList, FieldInfo, Table } from './table.ts'

const fields: FieldInfo[] = [
  { name: 'MC', label: { zh: '名称', en: 'Name' }, role: 'name' },
  { name: 'LX', label: { zh: '类型', en: 'Kind' }, codes: 'kinds' },
]
const kinds: CodeList = {
  id: 'kinds',
  title: { zh: '类型', en: 'Kinds' },
  entries: [{ code: '01', label: { zh: '生态补水', en: 'Water' } }],
}
const table: Table = {
  name: 'zones',
  crs: 'EPSG:4490',
  length: 4,
  columns: [
    textColumn('MC', ['天宁湖', '天宁湖', '溢洪河', null]),
    textColumn('MC_EN', ['', 'Lake Tianning', null, 'Nameless']),
    textColumn('LX', ['01', '01', '02', null]),
  ],
  geometry: null,
}
const layer = { table, fields, codeLists: { kinds } }

it('calls a value by its English name where the layer has one, and by its own where it has none', () => {
  expect([...(englishWords(table, 'MC') ?? [])]).toEqual([['天宁湖', 'Lake Tianning']])
  expect(englishWords(table, 'LX')).toBeNull()
  const input = { ...layer, rows: null, scope: 'all', source: {} } as unknown as Parameters<typeof rowTexts>[0]
  expect([0, 1, 2, 3].map(rowTexts(input, ['name'])).map(({ en }) => en)).toEqual(['天宁湖', 'Lake Tianning', '溢洪河', '#4'])
  // attributes of a made layer stay as the data are
  expect([0, 1, 2, 3].map(rowNames(input, ['name']))).toEqual(['天宁湖', '天宁湖', '溢洪河', '#4'])
})

it('prints a result grouped by name in the language of the reader, codes as they are', () => {
  const name = groupColumns(layer, 'MC', ['天宁湖', '溢洪河', null])
  const kind = groupColumns(layer, 'LX', ['01', '02', null])
  expect(kind.unknown).toEqual(['02'])
  const result = {
    table: { name: 'r', crs: '', length: 3, columns: [...name.columns, ...kind.columns], geometry: null },
    columns: [...name.report, ...kind.report],
    totals: {},
    members: { offsets: new Uint32Array(4), rows: new Uint32Array() },
    notes: [],
    method: { zh: '', en: '' },
  } as unknown as Parameters<typeof presentReport>[0]
  const printed = (locale: 'zh' | 'en') =>
    presentReport(result, { unit: 'ha', locale }).rows.map((row) => row.map(({ text }) => text))
  expect(printed('zh')).toEqual([
    ['天宁湖', '01', '生态补水'],
    ['溢洪河', '02', '02'],
    ['空值', '空值', '空值'],
  ])
  expect(printed('en')).toEqual([
    ['Lake Tianning', '01', 'Water'],
    ['溢洪河', '02', '02'],
    ['(no value)', '(no value)', '(no value)'],
  ])
})
