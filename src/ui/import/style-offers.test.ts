import { expect, test, vi } from 'vitest'
import { classStyles } from '../../core/symbology.ts'
import type { Column, FieldInfo, Table } from '../../core/table.ts'
import type { DecodedLayer } from '../../formats/format.ts'
import { proposedStyle, styleOffers } from './style-offers.ts'

const ROWS = 40
const text = (name: string, textAt: (row: number) => string | null): Column => {
  const dictionary: (string | null)[] = []
  const codes = Uint32Array.from({ length: ROWS }, (_, row) => {
    const value = textAt(row)
    const known = dictionary.indexOf(value)
    return known >= 0 ? known : dictionary.push(value) - 1
  })
  return { name, type: 'text', codes, dictionary }
}
function layer(
  columns: readonly Column[],
  fields: readonly FieldInfo[],
  kind: 'polygon' | 'point' | null = 'polygon',
): DecodedLayer {
  const none = new Uint32Array(ROWS + 1)
  const geometry = kind && { kind, xy: new Float64Array(0), rings: Uint32Array.of(0), parts: Uint32Array.of(0), rows: none }
  const table: Table = { name: 't', crs: 'EPSG:4490', length: ROWS, columns, geometry }
  return { table, fields, receipt: {} as DecodedLayer['receipt'], questions: [] }
}
const codeLists = {
  own: {
    id: 'own',
    title: { zh: '', en: '' },
    entries: [
      { code: '0101', label: { zh: '水田', en: 'Paddy' }, color: '#112233' },
      { code: '1106', label: { zh: '内陆滩涂', en: 'Tidal flat' }, color: '#445566' },
    ],
  },
}
const classes = text('DLBM', (row) => (row === 0 ? null : ['0101', '1106', '9999'][row % 3]))
const landClass: FieldInfo = { name: 'DLBM', label: { zh: '地类', en: 'Class' }, role: 'landClass', codes: 'own' }

test('land classes by their code list are proposed, with the rows that each class gets', () => {
  const offers = styleOffers(layer([classes, text('QLR', (row) => `${row % 30}`)], [landClass]), codeLists, 0)
  expect(offers.map(({ id }) => id)).toEqual(['list:DLBM', 'values:DLBM', 'single'])
  expect(proposedStyle(offers, [landClass])).toBe('list:DLBM')
  // 0101, 1106, and what is neither
  expect(offers[0].counts).toEqual([13, 13, 14])
  expect(offers[1].counts).toEqual([13, 13, 13, 1])
})

test('values that look like land classes are offered the survey colours, not given them unasked', () => {
  const offers = styleOffers(layer([classes], []), {}, 0)
  expect(offers.map(({ id }) => id)).toEqual(['survey:DLBM', 'values:DLBM', 'single'])
  expect(proposedStyle(offers, [])).toBe('single')
  const { codes: _, ...known } = landClass
  expect(proposedStyle(offers, [known])).toBe('survey:DLBM')
  const survey = offers[0].symbology
  expect(survey.kind === 'categories' && survey.classes.map(({ value }) => value)).toEqual(['0101', '1106'])
})

test('classes show their colours, though one colour for all lets the map through', () => {
  const offers = styleOffers(layer([classes], []), {}, 0)
  const opacityOf = ({ symbology }: (typeof offers)[number]) => classStyles(symbology)[0]?.fillOpacity
  expect(offers.map(opacityOf)).toEqual([0.8, 0.8, 0.18])
})

test('too many values, one value, points and tables without shapes', () => {
  const columns = [
    text('A', (row) => `${row}`),
    text('B', () => 'x'),
    text('C', (row) => `${row % 25}`),
    text('D', (row) => `${row % 2}`),
  ]
  expect(styleOffers(layer(columns, []), {}, 0).map(({ id }) => id)).toEqual(['values:D', 'single'])
  expect(styleOffers(layer([classes], [], 'point'), {}, 0).map(({ id }) => id)).toEqual(['values:DLBM', 'single'])
  expect(styleOffers(layer(columns, [], null), {}, 0)).toEqual([])
  expect(proposedStyle([], [])).toBeNull()
})

test('of a field that names each row no list of values is put in order', () => {
  const dictionary = Array.from({ length: 20_000 }, (_, row) => `370521${row}`)
  const codes = Uint32Array.from(dictionary.keys())
  const sorted = vi.spyOn(Array.prototype, 'sort')
  const offers = styleOffers(layer([{ name: 'BDCDYH', type: 'text', codes, dictionary }], []), {}, 0)
  const longest = Math.max(0, ...sorted.mock.contexts.map((list) => (list as unknown[]).length))
  sorted.mockRestore()
  expect(offers.map(({ id }) => id)).toEqual(['single'])
  expect(longest).toBeLessThan(1000)
})
