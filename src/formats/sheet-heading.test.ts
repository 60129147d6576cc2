import { describe, expect, test } from 'vitest'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import csv from './csv.ts'
import type { DecodeOptions } from './format.ts'
import { findHeading } from './sheet-heading.ts'

const KENLI: DecodeOptions = { extent: [118.2, 37.3, 119.4, 38], likelyCrs: ['EPSG:4490', 'EPSG:4528'] }
async function read(text: string | Uint8Array, options = KENLI) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const [layer] = await csv.decode!([{ name: 'a.csv', bytes }], options, quietTask())
  const values = (name: string) => {
    const column = findColumn(layer.table, name)
    return column && Array.from({ length: layer.table.length }, (_, row) => cellAt(column, row))
  }
  return { ...layer, values, codes: layer.receipt.notes.map(({ code }) => code), at: [...(layer.table.geometry?.xy ?? [])] }
}
const headOf = (...records: string[]) => {
  const cells = records.map((record) => record.split(',').map((cell) => cell || null))
  const { names, rows } = findHeading(
    cells[0].map((_, c) => cells.map((row) => row[c] ?? null)),
    cells.length,
  )
  return [names.join(), rows]
}

describe('what stands above the data', () => {
  test('titles, and what stands beside them, are no heading', () => {
    expect(headOf('湿地统计表,,', '编号,名称,面积', '1,甲,2')).toEqual(['编号,名称,面积', 2])
    expect(headOf('湿地统计表,,', '单位：公顷,,2020年', '编号,名称,面积', '1,甲,2')).toEqual(['编号,名称,面积', 3])
    // a group over its columns is none
    expect(headOf('编号,面积,,', ',耕地,林地,草地', '1,2,3,4')).toEqual(['编号,面积_耕地,面积_林地,面积_草地', 2])
    expect(headOf('2020年,,2023年,', '耕地,林地,耕地,林地', '1,2,3,4')).toEqual([
      '2020年_耕地,2020年_林地,2023年_耕地,2023年_林地',
      2,
    ])
  })
  test('a first row of texts, an unnamed column, one column and numbers alone are what they were', () => {
    expect(headOf('编号,名称,面积', '甲,乙,丙', '1,2,3')).toEqual(['编号,名称,面积', 1])
    expect(headOf('编号,,名称', 'A1,x,甲', 'A2,y,乙')).toEqual(['编号,,名称', 1])
    expect(headOf('编号', '甲')).toEqual(['编号', 1])
    expect(headOf('1,2,3', '4,5,6')).toEqual([',,', 0])
    expect(headOf('编号,名称,面积')).toEqual(['编号,名称,面积', 1])
  })
  test('coordinates below a group are found, a unit goes to its name', async () => {
    const layer = await read('垦利区,,,\n编号,坐标,,面积\n,经度,纬度,公顷\n0101,118.5,37.5,1.5\n0102,118.6,37.6,2.5\n')
    expect(layer.at).toEqual([118.5, 37.5, 118.6, 37.6])
    expect(layer.fields.find(({ unit }) => unit === 'ha')?.name).toBe('面积（公顷）')
    expect(layer.values('编号')).toEqual(['0101', '0102'])
    expect(layer.codes).toEqual(expect.arrayContaining(['sheet.titleSkipped', 'sheet.headingJoined']))
  })
})

describe('numbers as they are written elsewhere', () => {
  test('decimal commas tell places and areas', async () => {
    const layer = await read('编号;X;Y;面积\n01;4162644,88;40371328,55;1.234,5\n02;4162744,88;40371428,55;12,25\n')
    expect(layer.at).toEqual([40371328.55, 4162644.88, 40371428.55, 4162744.88])
    expect(layer.values('面积')).toEqual([1234.5, 12.25])
    expect(layer.codes).toContain('csv.decimalComma')
    expect((await read('id,lng,lat\n1,"118,5","37,5"\n')).at).toEqual([118.5, 37.5])
  })
  test('so do commas between thousands', async () => {
    const layer = await read('id,X坐标,Y坐标\n1,"4,162,644.88","40,371,328.55"\n')
    expect(layer.at).toEqual([40371328.55, 4162644.88])
    expect(layer.codes).toContain('csv.thousands')
  })
  test('lists of numbers, codes, what may be either and what is wanted as text stay as they are', async () => {
    const layer = await read('id,相邻,组,lng\n1,"12,13","101,102,103",118.5\n')
    expect([layer.values('相邻'), layer.values('组')]).toEqual([['12,13'], ['101,102,103']])
    const semi = await read('图斑编号;数\n1,2;1,234\n')
    expect([semi.values('图斑编号'), semi.values('数')]).toEqual([['1,2'], ['1,234']])
    expect((await read('a;b\n1,25;x\n', { types: { a: 'text' } })).values('a')).toEqual(['1,25'])
  })
  test('dates by hand are dates', async () => {
    const layer = await read('a,b,c\n2020/1/5,2020年1月5日,2020/13/5\n')
    expect([layer.values('a'), layer.values('b')]).toEqual([[Date.UTC(2020, 0, 5)], [Date.UTC(2020, 0, 5)]])
    expect(layer.values('c')).toEqual(['2020/13/5'])
  })
})

test('UTF-16 without a mark is found, and a text with no zeros is not taken for it', async () => {
  const wide = (text: string) => new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer)
  const layer = await read(wide('编号,经度,纬度\n0101,118.5,37.5\n'))
  expect([layer.receipt.encoding, layer.receipt.encodingEvidence, ...layer.at]).toEqual(['utf-16le', 'zeros', 118.5, 37.5])
  expect((await read('编号,经度,纬度\n0101,118.5,37.5\n')).receipt.encoding).toBe('utf-8')
})
