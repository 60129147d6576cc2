import { expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { FlatRows } from './flat-rows.ts'
import { pickRows } from './geometry.ts'
import type { Geometry } from './table.ts'

const rowsFrom = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i)

it.each([400, 0, 4000, 380])('joins runs of rows into one geometry where %d are expected and 400 come', (expected) => {
  const whole = parcelFabric(400).geometry!
  const flat = new FlatRows(expected)
  for (const [from, to] of [[0, 0], [0, 100], [100, 101], [101, 101], [101, 400]]) flat.add(pickRows(whole, rowsFrom(from, to))) // biome-ignore format: one list
  expect(flat.rowCount).toBe(400)
  const made = flat.finish()
  expect(made).toEqual(whole)
  // nothing is taken along that a message would have to copy
  expect(made.xy.buffer.byteLength).toBe(whole.xy.byteLength)
})

it('of a large one no copy is made at the end, and little room is left over', () => {
  const { xy, ...offsets } = parcelFabric(1000).geometry!
  const run: Geometry = { ...offsets, xy }
  const flat = new FlatRows(1_000_000)
  for (let i = 0; i < 1000; i++) flat.add(run)
  const made = flat.finish()
  const bytes = made.xy.byteLength + made.rings.byteLength + made.parts.byteLength + made.rows.byteLength
  expect(bytes).toBeGreaterThan(200e6)
  // a copy would be as long as what is in it
  expect(made.xy.buffer.byteLength).toBeGreaterThan(made.xy.byteLength)
  expect(made.xy.buffer.byteLength).toBeLessThan(1.1 * made.xy.byteLength)
  expect(made.xy.subarray(-xy.length)).toEqual(xy)
  expect(made.rows.length).toBe(1_000_001)
})
