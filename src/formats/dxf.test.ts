import { expect, test } from 'vitest'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { signedArea } from './geometry-builder.ts'
import { decodeFiles, formatOf } from './registry.ts'
import { textColumn } from './text-builder.ts'

/** '地形' in GBK */
const GBK_LAYER = [0xb5, 0xd8, 0xd0, 0xce]
const decode = (bytes: Uint8Array) => decodeFiles([{ name: 'a.dxf', bytes }], { crs: 'EPSG:4549' }, quietTask())
/** Group codes and values by turns; '地形' is written in GBK. */
function dxf(...pairs: (number | string)[]): Uint8Array {
  const all = [0, 'SECTION', 2, 'ENTITIES', ...pairs, 0, 'ENDSEC', 0, 'EOF']
  const bytes: number[] = []
  for (const value of all) bytes.push(...(value === '地形' ? GBK_LAYER : new TextEncoder().encode(String(value))), 0x0d, 0x0a)
  return Uint8Array.from(bytes)
}
async function tables(...pairs: (number | string)[]) {
  const { layers, failures } = await decode(dxf(...pairs))
  expect(failures).toEqual([])
  return layers.map(({ table, receipt }) => ({ table, receipt, geometry: table.geometry! }))
}
const cells = (table: Table, row = 0) => Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)]))

test('a closed polyline with an arc is a polygon, within a twenty-thousandth of its area', async () => {
  // a square of 10 m with a half circle on its right side
  const [{ geometry, table, receipt }] = await tables(
    ...[0, 'LWPOLYLINE', 5, '2A', 8, '地形', 62, 3, 90, 4, 70, 1],
    ...[10, 0, 20, 0, 10, 10, 20, 0, 42, 1, 10, 10, 20, 10, 10, 0, 20, 10],
    ...[1001, 'SOUTH', 1000, '300000', 1000, '37050500101'],
  )
  expect(geometry.kind).toBe('polygon')
  const area = signedArea(geometry.xy, 0, geometry.rings[1]) / 2
  expect(Math.abs(area / (100 + (Math.PI * 25) / 2) - 1)).toBeLessThan(5e-5)
  expect(cells(table)).toEqual({
    Layer: '地形',
    Entity: 'LWPOLYLINE',
    Color: 3,
    Handle: '2A',
    XData: 'SOUTH: 300000 | 37050500101',
  })
  expect(receipt).toMatchObject({ encoding: 'gb18030', encodingEvidence: 'gb18030', crs: 'EPSG:4549' })
  expect(receipt.notes.map(({ code }) => code)).toEqual(['geometry.curves', 'crs.chosenContradicted'])
})

test('lines, old polylines, circles, texts and blocks find their tables', async () => {
  const found = await tables(
    ...[0, 'LINE', 8, 'A', 10, 0, 20, 0, 30, 5, 11, 3, 21, 4, 31, 0],
    ...[
      0,
      'POLYLINE',
      8,
      'A',
      70,
      1,
      0,
      'VERTEX',
      10,
      0,
      20,
      0,
      0,
      'VERTEX',
      10,
      4,
      20,
      0,
      0,
      'VERTEX',
      10,
      4,
      20,
      3,
      0,
      'SEQEND',
    ],
    ...[0, 'CIRCLE', 8, 'B', 10, 100, 20, 50, 40, 2],
    ...[0, 'MTEXT', 8, 'C', 10, 1, 20, 2, 3, '{\\fSimSun|b0;', 1, '\\U+6C34\\U+7530}\\P2'],
    ...[0, 'INSERT', 8, 'C', 2, 'WELL', 10, 7, 20, 8, 41, 2, 42, 2],
    ...[0, 'SPLINE', 8, 'C', 10, 7, 20, 8],
    ...[0, 'LINE', 8, 'A', 67, 1, 10, 0, 20, 0, 11, 3, 21, 4],
  )
  expect(found.map(({ geometry, table }) => [geometry.kind, table.length]).sort()).toEqual([
    ['line', 1],
    ['point', 2],
    ['polygon', 2],
  ])
  const of = (kind: string) => found.find(({ geometry }) => geometry.kind === kind)!
  expect(signedArea(of('polygon').geometry.xy, 0, 4) / 2).toBe(6)
  expect(cells(of('point').table)).toMatchObject({ Text: '水田\n2' })
  expect(cells(of('point').table, 1)).toMatchObject({ Block: 'WELL' })
  expect([...of('line').geometry.xy]).toEqual([0, 0, 3, 4])
  expect(found[0].receipt.notes.map(({ code }) => code).filter((code) => code.startsWith('dxf'))).toEqual([
    'dxf.unknown',
    'dxf.paperSpace',
    'dxf.blocks',
  ])
})

test('a hatch keeps its holes, also where its border is made of lines and arcs', async () => {
  const square = (x: number, size: number) => [10, x, 20, x, 10, x + size, 20, x, 10, x + size, 20, x + size, 10, x, 20, x + size]
  const found = await tables(
    ...[0, 'HATCH', 8, 'A', 10, 0, 20, 0, 30, 0, 2, 'SOLID', 70, 1, 91, 2],
    ...[
      92,
      3,
      72,
      0,
      73,
      1,
      93,
      4,
      ...square(0, 10),
      97,
      0,
      92,
      2,
      72,
      0,
      73,
      1,
      93,
      4,
      ...square(2, 3),
      97,
      0,
      75,
      0,
      76,
      1,
      98,
      1,
      10,
      0,
      20,
      0,
    ],
    // a half disc of radius 2: an arc, counter-clockwise, and its diameter
    ...[0, 'HATCH', 8, 'B', 10, 0, 20, 0, 30, 0, 2, 'SOLID', 70, 1, 91, 1, 92, 1, 93, 2],
    ...[72, 2, 10, 50, 20, 50, 40, 2, 50, 0, 51, 180, 73, 1, 72, 1, 10, 48, 20, 50, 11, 52, 21, 50, 97, 0, 75, 0, 76, 1, 98, 0],
  )
  const [{ geometry }] = found
  expect([geometry.rows.length - 1, geometry.parts.length - 1, geometry.rings.length - 1]).toEqual([2, 2, 3])
  const areas = [0, 1, 2].map((ring) => signedArea(geometry.xy, geometry.rings[ring], geometry.rings[ring + 1]) / 2)
  expect(areas.slice(0, 2)).toEqual([100, -9])
  expect(Math.abs(areas[2] / (Math.PI * 2) - 1)).toBeLessThan(1e-4)
})

test('a mirrored entity lies where CAD shows it', async () => {
  const [{ geometry }] = await tables(
    ...[0, 'LWPOLYLINE', 8, 'A', 90, 2, 70, 0, 10, -5, 20, 1, 42, 0.1, 10, -7, 20, 1, 210, 0, 220, 0, 230, -1],
  )
  const { xy } = geometry
  expect([xy[0], xy[1], xy[xy.length - 2], xy[xy.length - 1]]).toEqual([5, 1, 7, 1])
  // the arc lay above the line and still does
  expect(xy[3]).toBeGreaterThan(1)
})

test('the coded file of another program, a binary one and one without group codes are refused or read as far as they go', async () => {
  const binary = new TextEncoder().encode('AutoCAD Binary DXF\r\n\u001a\0more')
  expect((await decode(binary)).failures.map(({ code }) => code)).toEqual(['dxf.binary'])
  const garbage = new TextEncoder().encode('0\nSECTION\nnonsense\nmore\n')
  expect((await decode(garbage)).failures.map(({ code }) => code)).toEqual(['dxf.damaged'])
  const whole = dxf(0, 'LINE', 8, 'A', 10, 0, 20, 0, 11, 3, 21, 4, 0, 'LINE', 8, 'A', 10, 0, 20, 0, 11, 3, 21, 4)
  const { layers } = await decode(new Uint8Array([...whole.subarray(0, whole.length - 30), 0x78]))
  expect(layers[0].receipt.notes.map(({ code }) => code)).toContain('dxf.cutOff')
})

test('our own file is of a release that other programs read by its code page: GBK, with escapes for what it does not hold', async () => {
  const value = '垦利𠮷é联通'
  const table: Table = {
    name: '宗地',
    crs: 'EPSG:4549',
    length: 1,
    columns: [textColumn('名称', [value.repeat(40)], 1)],
    geometry: {
      kind: 'point',
      xy: Float64Array.of(1, 2),
      rings: Uint32Array.of(0, 1),
      parts: Uint32Array.of(0, 1),
      rows: Uint32Array.of(0, 1),
    },
  }
  const fields = [{ name: '名称', label: { zh: '名称', en: 'Name' }, role: 'name' as const }]
  const { bytes } = await formatOf('dxf').encode!({ table, rows: null, fields }, quietTask())
  const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  expect(text).toMatch(/\$ACADVER\r\n1\r\nAC1015\r\n9\r\n\$DWGCODEPAGE\r\n3\r\nANSI_936/)
  expect(text).toContain('垦利\\U+D842\\U+DFB7é联通')
  // a string of extended data holds 255 bytes
  const latin1 = new TextDecoder('latin1').decode(bytes)
  for (const [, line] of latin1.matchAll(/^1000\r\n(.*)\r$/gm)) expect(line.length).toBeLessThanOrEqual(255)
  const { layers } = await decode(bytes)
  expect(cells(layers[0].table)).toEqual(cells(table))
})

test('rows come back from our own file: parts, holes, attributes; the drawing has a layer per class and the codes as texts', async () => {
  const table: Table = {
    name: '宗地',
    crs: 'EPSG:4549',
    length: 2,
    columns: [textColumn('DLBM', ['0101', '0303'], 2), textColumn('BZ', [`长${'文'.repeat(300)}`, null], 2)],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.of(
        ...[0, 0, 10, 0, 10, 10, 0, 10, 0, 0],
        ...[2, 2, 2, 3, 3, 3, 2, 2],
        ...[20, 0, 30.123456789, 0, 30, 10, 20, 0],
        ...[40, 0, 50, 0, 50, 10, 40, 0],
      ),
      rings: Uint32Array.of(0, 5, 9, 13, 17),
      parts: Uint32Array.of(0, 2, 3, 4),
      rows: Uint32Array.of(0, 2, 3),
    },
  }
  const fields = [
    { name: 'DLBM', label: { zh: '地类编码', en: 'Class' }, role: 'landClass' as const },
    { name: 'DLBM', label: { zh: '地类编码', en: 'Class' }, role: 'unitCode' as const },
  ]
  const file = await formatOf('dxf').encode!({ table, rows: null, fields }, quietTask())
  const text = new TextDecoder().decode(file.bytes)
  expect(text.match(/^(0101|0303)\r$/gm)?.length).toBeGreaterThanOrEqual(6)
  const { layers } = await decode(file.bytes)
  expect(layers[0].table.geometry).toEqual(table.geometry)
  for (const row of [0, 1]) expect(cells(layers[0].table, row)).toEqual(cells(table, row))
})
