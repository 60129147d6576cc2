import { expect, test } from 'vitest'
import '../core/projections.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles, formatOf, usualEncoding } from './registry.ts'
import { textColumn } from './text-builder.ts'

const { encode, writes } = formatOf('shapefile')
const names = ['图斑编号', '权利人名称']
const geometry: Table['geometry'] = {
  kind: 'point',
  xy: Float64Array.of(118.55, 37.59),
  rings: Uint32Array.of(0, 1),
  parts: Uint32Array.of(0, 1),
  rows: Uint32Array.of(0),
}
const table: Table = {
  name: '点',
  crs: 'EPSG:4490',
  length: 1,
  columns: names.map((name) => textColumn(name, ['垦利'], 1)),
  geometry,
}

async function writtenAndRead(layer: Table, encoding: string | undefined) {
  const file = await encode!({ table: layer, rows: null, fields: [], metadata: {}, ...(encoding && { encoding }) }, quietTask())
  const { layers } = await decodeFiles([{ name: file.name, bytes: file.bytes }], {}, quietTask())
  return { table: layers[0].table, encoding: layers[0].receipt.encoding, names: layers[0].table.columns.map(({ name }) => name) }
}

test('a Shapefile read in GBK goes out in GBK, whose names hold five characters where UTF-8 holds three', async () => {
  const given = await writtenAndRead(table, 'gb18030')
  expect(given).toMatchObject({ encoding: 'gb18030', names })
  expect((await writtenAndRead(given.table, usualEncoding(writes, given.encoding))).names).toEqual(names)
  expect((await writtenAndRead(given.table, 'utf-8')).names).toEqual(['图斑编', '权利人'])
})

test('what came in no encoding of the format goes out in its usual one', () => {
  for (const cameIn of ['big5', null, undefined]) expect(usualEncoding(writes, cameIn)).toBe('utf-8')
  expect(usualEncoding(formatOf('geojson').writes, 'gb18030')).toBeUndefined()
})
