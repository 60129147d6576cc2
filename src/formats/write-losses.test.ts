import { expect, test } from 'vitest'
import { type Column, cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { reasonOf } from './error-reason.ts'
import { decodeFiles, formatOf } from './registry.ts'
import { textColumn } from './text-builder.ts'

/** Two points, one, none. */
const POINTS = {
  kind: 'point',
  xy: Float64Array.of(118.5, 37.5, 118.6, 37.5, 118.7, 37.6),
  rings: Uint32Array.of(0, 1, 2, 3),
  parts: Uint32Array.of(0, 1, 2, 3),
  rows: Uint32Array.of(0, 2, 3, 3),
} as const
const table = (...columns: Column[]): Table => ({ name: 't', crs: 'EPSG:4490', length: 3, columns, geometry: POINTS })
const lossesOf = async (format: string, of: Table) =>
  ((await formatOf(format).losses?.({ table: of, rows: null, fields: [] })) ?? []).map(({ code, detail }) =>
    `${code} ${detail.count ?? detail.fields ?? ''}`.trim(),
  )
async function again(format: string, of: Table): Promise<Table> {
  const { name, bytes } = await formatOf(format).encode!({ table: of, rows: null, fields: [] }, quietTask())
  const { layers, failures } = await decodeFiles([{ name, bytes }], {}, quietTask())
  expect(failures).toEqual([])
  return layers[0].table
}
const values = (of: Table, name: string) => Array.from({ length: of.length }, (_, row) => cellAt(findColumn(of, name)!, row))

test('rows and points without a place in a format are told', async () => {
  const of = table(textColumn('name', ['甲', '乙', '丙'], 3))
  expect(await lossesOf('gpx', of)).toEqual(['write.shapelessDropped 1', 'write.pointsSplit 1'])
  expect(await lossesOf('dxf', of)).toEqual(['write.shapelessDropped 1', 'write.noCrsName', 'write.asXdata'])
})

test.each(['dxf', 'kml', 'xlsx'])('control characters are left out of %s, and told; all else comes back', async (format) => {
  const of = table(textColumn('备注', ['甲\u0001\u000b\u0000乙\ufffe', '😀<b>&"]]>', ''], 3))
  expect(await lossesOf(format, of)).toContain('write.controlsDropped 1')
  expect(values(await again(format, of), '备注').slice(0, 2)).toEqual(['甲乙', '😀<b>&"]]>'])
})

test('a line of DXF holds 255 bytes of extended data at most, and a long text comes back', async () => {
  const text = '😀汉'.repeat(200)
  const of = table(textColumn('这是一个很长的中文字段名称', [text, 'a', 'b'], 3))
  const { bytes } = await formatOf('dxf').encode!({ table: of, rows: null, fields: [] }, quietTask())
  const longest = Math.max(
    // a letter a byte
    ...new TextDecoder('latin1')
      .decode(bytes)
      .split('\r\n')
      .map((line) => line.length),
  )
  expect(longest).toBeLessThanOrEqual(255)
  expect(values(await again('dxf', of), '这是一个很长的中文字段名称')[0]).toBe(text)
})

test('line ends and truths come back from KML, and other programs read no false 0', async () => {
  const of = table(textColumn('备注', ['a\r\nb', 'c\nd', 'e'], 3), {
    name: '真',
    type: 'boolean',
    values: Uint8Array.of(1, 0, 255),
  })
  const back = await again('kml', of)
  expect([values(back, '备注'), values(back, '真')]).toEqual([
    ['a\r\nb', 'c\nd', 'e'],
    [true, false, null],
  ])
})

test('dates and numbers beyond a Shapefile’s and a workbook’s are told', async () => {
  const day = Date.UTC(2020, 0, 5)
  const date = (name: string, ...values: number[]): Column => ({ name, type: 'date', values: Float64Array.from(values) })
  const of = table(date('日', day, Number.NaN, day), date('时', day + 1, day, day), date('前', Date.UTC(1850, 0, 2), day, day), {
    name: '数',
    type: 'number',
    values: Float64Array.of(1e-300, 1.5, Number.NaN),
  })
  expect(await lossesOf('shapefile', of)).toEqual(['write.numbersRounded 数', 'write.datesAsText 时'])
  expect(await lossesOf('xlsx', of)).toEqual(['write.datesAsText 前'])
})

test('formulas in CSV are made safe, told, and come back, also where one looks like such a text', async () => {
  const of = table(textColumn('怪', ['=cmd()', "'=x", '+1'], 3))
  expect(await lossesOf('csv', of)).toEqual(['csv.defused 3'])
  expect(values(await again('csv', { ...of, geometry: null }), '怪')).toEqual(['=cmd()', "'=x", '+1'])
})

test('where a library stumbles over a damaged file its code is not quoted', () => {
  expect(reasonOf(new TypeError("Cannot read properties of undefined (reading 'map')"))).toBe('structure')
  expect(reasonOf(new Error('footer != PAR1'))).toBe('footer != PAR1')
})
