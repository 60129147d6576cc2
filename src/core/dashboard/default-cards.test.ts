import { expect, it } from 'vitest'
import { textColumn } from '../grouping.ts'
import { AREA_FIELD, type CodeList, type FieldInfo, type Table } from '../table.ts'
import { COUNT } from './card.ts'
import { categoryFields, defaultCard, defaultDashboard, parentsOf, registeredOf } from './default-cards.ts'

const text = (name: string) => ({ zh: name, en: name })
const fields: readonly FieldInfo[] = [
  { name: 'BDCDYH', label: text('单元号'), role: 'unitCode' },
  { name: 'QSXZ', label: text('权属'), role: 'ownership', codes: 'own' },
  { name: 'DLBM', label: text('地类'), role: 'landClass', codes: 'classes' },
  { name: 'TBMJ', label: text('登记面积'), role: 'registeredAreaM2', unit: 'ha' },
]
const lists: Record<string, CodeList> = {
  classes: { id: 'classes', title: text('c'), entries: [{ code: '1106', label: text('滩涂'), parent: '00' }] },
  own: { id: 'own', title: text('o'), entries: [{ code: '10', label: text('国有') }] },
}
const rows = 40
const every = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i))
const table = (kind: 'polygon' | 'point' | null): Table => ({
  name: 't',
  crs: 'EPSG:4490',
  length: rows,
  columns: [
    textColumn(
      'BDCDYH',
      every((i) => `370505${i}`),
    ),
    textColumn(
      'NAME',
      every((i) => `甲${i}`),
    ),
    textColumn(
      'QSXZ',
      every((i) => (i % 2 ? '10' : '20')),
    ),
    textColumn(
      'DLBM',
      every((i) => (i % 3 ? '1106' : '0101')),
    ),
    { name: 'TBMJ', type: 'number', values: new Float64Array(rows) },
    { name: 'PRICE', type: 'number', values: new Float64Array(rows) },
  ],
  geometry: kind && {
    kind,
    xy: new Float64Array(0),
    rings: Uint32Array.of(0),
    parts: Uint32Array.of(0),
    rows: new Uint32Array(rows + 1),
  },
})

it('begins with what a layer is about: its land classes, two levels of them, areas', () => {
  expect(defaultDashboard(table('polygon'), fields, lists, null)).toEqual({
    follow: { view: true, filter: true, selection: true },
    cards: [
      { id: 'figures', kind: 'figures', field: AREA_FIELD },
      { id: 'bars', kind: 'bars', level: { field: 'DLBM' }, measure: AREA_FIELD },
      { id: 'rings', kind: 'rings', levels: [{ field: 'DLBM', isParent: true }, { field: 'DLBM' }], measure: AREA_FIELD },
      { id: 'histogram', kind: 'histogram', field: AREA_FIELD },
    ],
  })
})

it('counts where there are no areas, and takes two categories where codes have no level above', () => {
  const { cards } = defaultDashboard(table(null), fields, { own: lists.own }, null)
  expect(cards[1]).toEqual({ id: 'bars', kind: 'bars', level: { field: 'DLBM' }, measure: COUNT })
  expect(cards[2]).toMatchObject({ levels: [{ field: 'DLBM' }, { field: 'QSXZ' }], measure: COUNT })
  expect(cards[3]).toEqual({ id: 'histogram', kind: 'histogram', field: 'TBMJ' })
})

it('shows when things were done where the layer has dates', () => {
  const dated: Table = { ...table('point'), columns: [{ name: 'RQ', type: 'date', values: new Float64Array(rows) }] }
  expect(defaultDashboard(dated, [], lists, null).cards[1]).toEqual({ id: 'dates', kind: 'histogram', field: 'RQ' })
})

it('tells categories from names and codes of single things', () => {
  expect(categoryFields(table('polygon'), fields, null)).toEqual(['DLBM', 'QSXZ'])
  expect(categoryFields(table('polygon'), [], 'QSXZ')).toEqual(['QSXZ', 'DLBM'])
})

it('adds cards of fields that are not shown yet; none where the layer has no field for it', () => {
  const dashboard = defaultDashboard(table('polygon'), fields, lists, null)
  expect(defaultCard('bars', 'x', dashboard, table('polygon'), fields)).toMatchObject({ level: { field: 'QSXZ' } })
  expect(defaultCard('histogram', 'x', dashboard, table('polygon'), fields)).toMatchObject({ field: 'TBMJ' })
  expect(defaultCard('scatter', 'x', dashboard, table('polygon'), fields)).toMatchObject({ x: 'TBMJ', y: AREA_FIELD })
  const bare = { ...table('point'), columns: [] }
  for (const kind of ['bars', 'rings', 'histogram', 'scatter'] as const)
    expect(defaultCard(kind, 'x', dashboard, bare, [])).toBeNull()
})

it('knows the register’s area with its unit, and the level above a code', () => {
  expect(registeredOf(fields)).toEqual({ field: 'TBMJ', unit: 'ha' })
  expect(registeredOf([])).toBeNull()
  expect(parentsOf('DLBM', fields, lists)).toEqual({ '1106': '00' })
  expect(parentsOf('QSXZ', fields, lists)).toEqual({})
})

it('divides by holder on request only', () => {
  const held = {
    ...table('polygon'),
    columns: [
      textColumn(
        'QLR',
        every((i) => `户${i % 4}`),
      ),
      textColumn(
        'DLBM',
        every((i) => `${i % 3}`),
      ),
    ],
  }
  const known: readonly FieldInfo[] = [
    { name: 'QLR', label: text('权利人'), role: 'holder' },
    { name: 'DLBM', label: text('地类'), role: 'landClass' },
  ]
  expect(defaultDashboard(held, known, {}, null).cards.map(({ kind }) => kind)).toEqual(['figures', 'bars', 'histogram'])
  expect(categoryFields(held, known, null)).toEqual(['DLBM', 'QLR'])
})
