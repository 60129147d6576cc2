import { describe, expect, test } from 'vitest'
import { codes, column, KENLI, readCsv as read, types } from '../../tests/csv-files.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'

describe('a table without a heading', () => {
  test('points of CASS (.dat) land by their numbers, with their codes and heights', async () => {
    const dat = '1,DLSS,371933.622,4162979.692,3.215\r\n2,,371950.1,4162990.55,3.4\r\n3,KZD,371960.25,4163001,-0.12\r\n'
    const layer = await read(dat, KENLI, '碎部点.DAT')
    expect(types(layer)).toEqual(['点号 number', '编码 text', '东坐标 number', '北坐标 number', '高程 number'])
    expect(column(layer, '编码')).toEqual(['DLSS', null, 'KZD'])
    expect(column(layer, '高程')).toEqual([3.215, 3.4, -0.12])
    expect([...layer.table.geometry!.xy]).toEqual([371933.622, 4162979.692, 371950.1, 4162990.55, 371960.25, 4163001])
    expect(layer.questions).toMatchObject([{ kind: 'crs', preselected: 'EPSG:4549' }])
    expect(layer.receipt.notes.find(({ code }) => code === 'sheet.placesByNumbers')).toMatchObject({
      level: 'warning',
      detail: { first: 3, second: 4, a: '东坐标', b: '北坐标' },
    })
  })

  test.each([
    [
      'with the zone, north first',
      '甲,4162979.69,40371933.62\n乙,4162980.5,40371940.25\n',
      ['点号 text', '北坐标 number', '东坐标 number'],
    ],
    ['in degrees', '甲,118.55123,37.59123\n乙,118.5612,37.60124\n', ['列1 text', '经度 number', '纬度 number']],
  ])('%s', async (_, csv, wanted) => {
    const layer = await read(csv)
    expect(types(layer)).toEqual(wanted)
    expect(layer.table.geometry?.kind).toBe('point')
  })

  test.each([
    ['small numbers are no degrees', '甲,118,37\n乙,120,40\n'],
    ['of three columns two pairs could be the place', '371933.6,4162979.6,371940.6\n371934.6,4162980.6,371941.6\n'],
  ])('%s: a table, and said', async (_, csv) => {
    const layer = await read(csv)
    expect(layer.table.geometry).toBeNull()
    expect(codes(layer)).toContain('sheet.noHeading')
    expect(layer.table.columns[0].name).toBe('列1')
  })

  test('points as lines of blanks, whatever their number', async () => {
    const text = 'J1   4162979.69  371933.62\r\n  J2\t4162980.5 371940.25  \r\nJ3 4162990.5 371940.25\r\n'
    const layer = await read(text, KENLI, '界址点.txt')
    expect(column(layer, '点号')).toEqual(['J1', 'J2', 'J3'])
    expect([...layer.table.geometry!.xy].slice(0, 4)).toEqual([371933.62, 4162979.69, 371940.25, 4162980.5])
    expect(codes(layer)).toContain('csv.blanks')
  })

  test('prose is no table', async () => {
    const bytes = new TextEncoder().encode('read me first\nthis is text\nof three words\n')
    const { layers } = await decodeFiles([{ name: 'readme.txt', bytes }], {}, quietTask())
    expect(layers).toEqual([])
  })

  test('a lone .dat that is no table is still a part of something else', async () => {
    const { failures } = await decodeFiles([{ name: 'a.dat', bytes: Uint8Array.of(3, 0, 0, 1, 2) }], {}, quietTask())
    expect(failures.map(({ code }) => code)).toEqual(['format.partOnly'])
  })
})

describe('the foot of a table', () => {
  const rows = ['地块,面积,备注,用途', '甲,12.35,,耕地', '乙,3.2,,林地', '丙,0.45,,草地']

  test('a total that is the sum of the rows is none of them, nor is who made it; both can be had', async () => {
    const layer = await read([...rows, '合计,16.00,,', '制表人：王五,,审核：赵六,'].join('\n'))
    expect(column(layer, '地块')).toEqual(['甲', '乙', '丙'])
    expect(layer.receipt).toMatchObject({
      count: 3,
      skipped: 2,
      skippedLines: [
        { line: 5, text: '合计,16.00,,' },
        { line: 6, text: '制表人：王五,,审核：赵六,' },
      ],
    })
    expect(layer.receipt.notes.find(({ code }) => code === 'sheet.totalSkipped')?.detail).toEqual({
      text: '合计',
      field: '面积',
      value: '16.00',
    })
    expect(codes(layer)).toContain('sheet.footSkipped')
  })

  test('one that is another number is kept and told', async () => {
    const layer = await read([...rows, '合计,17.00,,'].join('\n'))
    expect([layer.table.length, layer.receipt.skipped]).toEqual([4, 0])
    expect(codes(layer)).toContain('sheet.totalRow')
  })

  test('subtotals are told, and do not hide the total', async () => {
    const layer = await read(['地块,面积', '甲,1.5', '乙,2.5', '小计,4.0', '丙,1', '小计,1.0', '合计,5.0'].join('\n'))
    expect(layer.table.length).toBe(5)
    expect(layer.receipt.notes.find(({ code }) => code === 'sheet.subtotalRows')?.detail).toEqual({ count: 2, line: 4 })
    expect(codes(layer)).toContain('sheet.totalSkipped')
  })
})
