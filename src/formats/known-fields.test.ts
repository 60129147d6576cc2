import { expect, test } from 'vitest'
import type { Column } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { knownFields } from './known-fields.ts'
import { formatOf } from './registry.ts'

const text = (name: string, dictionary: readonly (string | null)[]): Column => ({
  name,
  type: 'text',
  dictionary,
  codes: Uint32Array.from(dictionary.keys()),
})
const number = (name: string): Column => ({ name, type: 'number', values: Float64Array.of(1) })

test('land classes and ownership get their code lists where they hold them, by official and by Chinese names', () => {
  const lists = (column: Column) => knownFields([column]).map(({ role, codes }) => `${role} ${codes}`)
  expect(lists(text('DLBM', ['0101', '1106', '0201K', null]))).toEqual(['landClass land-class-2019'])
  expect(lists(text('dlbm', ['0101', '08H2A', '9999']))).toEqual(['landClass land-class-2019'])
  expect(lists(text('地类编码', ['0305']))).toEqual(['landClass land-class-2019'])
  expect(lists(text('QSXZ', ['10', '30']))).toEqual(['ownership ownership'])
  // codes of the second survey
  expect(lists(text('DLBM', ['011', '012', '123']))).toEqual(['landClass undefined'])
  expect(lists(text('DLBM', []))).toEqual(['landClass undefined'])
  expect(lists(number('QSXZ'))).toEqual(['ownership undefined'])
  expect(knownFields([text('说明', ['0101', '1106'])])).toEqual([])
})

test('a unit is that of the heading or of the official name, never a guess', () => {
  const fields = knownFields(['TBMJ', '图斑面积', '宗地面积（平方米）', '面积(公顷)', '长度（米）', '备注（2020）'].map(number))
  expect(fields.map(({ name, label, unit, role }) => [name, label.zh, unit, role])).toEqual([
    ['TBMJ', '图斑面积', 'm2', 'registeredAreaM2'],
    ['图斑面积', '图斑面积', undefined, undefined],
    // TBMJ is the registered area already
    ['宗地面积（平方米）', '宗地面积', 'm2', undefined],
    ['面积(公顷)', '面积', 'ha', undefined],
    ['长度（米）', '长度', 'm', undefined],
  ])
  expect(knownFields([number('宗地面积（平方米）')])[0].role).toBe('registeredAreaM2')
  expect(knownFields([text('面积(公顷)', ['约3'])])).toEqual([])
})

test('the receipt says what was recognised and what no list has', async () => {
  const bytes = new TextEncoder().encode(
    'BDCDYH,DLBM,QSXZ,经度,纬度\n370505001001GB00001W00000000,0101,10,118.5,37.5\n370505001001GB00002W00000000,1106,30,118.6,37.5\n370505001001GB00003W00000000,0999,30,118.6,37.6\n',
  )
  const [{ table, fields, receipt }] = await formatOf('csv').decode!([{ name: 'a.csv', bytes }], {}, quietTask())
  expect(fields.slice(0, 3).map(({ name, codes }) => [name, codes])).toEqual([
    ['BDCDYH', undefined],
    ['DLBM', 'land-class-2019'],
    ['QSXZ', 'ownership'],
  ])
  expect(table.columns.slice(0, 3).map(({ type }) => type)).toEqual(['text', 'text', 'text'])
  expect(
    receipt.notes.filter(({ code }) => code.startsWith('fields.')).map(({ code, detail, level }) => [code, detail, level]),
  ).toEqual([
    ['fields.recognised', { fields: 'BDCDYH' }, 'info'],
    ['fields.landClasses', { field: 'DLBM' }, 'info'],
    ['fields.unknownCodes', { field: 'DLBM', count: 1, values: '0999' }, 'warning'],
    ['fields.ownership', { field: 'QSXZ' }, 'info'],
  ])
})
