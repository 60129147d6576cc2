import { expect, test } from 'vitest'
import { copyTable } from './copy-table.ts'
import { buffersOf, type Table } from './table.ts'

test('a copy holds the same and shares no buffer, views of one buffer included', async () => {
  const all = Float64Array.from({ length: 1_000_000 }, (_, i) => i)
  const table: Table = {
    name: 'plots',
    crs: 'EPSG:4490',
    length: 2,
    columns: [
      { name: 'code', type: 'text', codes: Uint32Array.of(1, 0), dictionary: ['01', null] },
      { name: 'is', type: 'boolean', values: Uint8Array.of(1, 255) },
      { name: 'area', type: 'number', values: all.subarray(0, 2) },
    ],
    geometry: {
      kind: 'line',
      xy: all.subarray(2),
      z: all.subarray(3, 12),
      m: all.subarray(3, 12),
      rings: Uint32Array.of(0, 2, 5),
      parts: Uint32Array.of(0, 1, 2),
      rows: Uint32Array.of(0, 1, 2),
    },
  }
  let pauses = 0
  const copy = await copyTable(table, async () => {
    pauses++
  })
  const bytes = (values: Float64Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  expect(bytes(copy.geometry!.xy).equals(bytes(table.geometry!.xy))).toBe(true)
  const short = (one: Table) => ({ ...one, geometry: { ...one.geometry, xy: one.geometry!.xy.length } })
  expect(short(copy)).toEqual(short(table))
  const shared = new Set(buffersOf(table))
  expect(buffersOf(copy).filter((buffer) => shared.has(buffer))).toEqual([])
  // 8 MB in slices of 4, and seven small arrays
  expect(pauses).toBeGreaterThan(8)
})
