import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { quietTask } from '../core/task.ts'
import { formats } from '../formats/registry.ts'
import { DiskFile } from './disk-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

test('what is added goes behind the room that was left, small pieces together and large ones by themselves', () => {
  const file = new DiskFile(at('a.bin'))
  const pieces = [3, 5 << 20, 1, 1 << 20, 4 << 20, 7].map((size, i) => new Uint8Array(size).fill(i + 1))
  file.leave(5)
  for (const piece of pieces) file.add(piece)
  expect(existsSync(at('a.bin'))).toBe(false)
  file.fill(new Uint8Array(5).fill(9))
  file.finish()
  const bytes = readFileSync(at('a.bin'))
  expect(bytes.length).toBe(5 + pieces.reduce((sum, { length }) => sum + length, 0))
  let start = 5
  expect(bytes.subarray(0, 5).every((byte) => byte === 9)).toBe(true)
  for (const [i, { length }] of pieces.entries()) {
    expect(
      bytes.subarray(start, start + length).every((byte) => byte === i + 1),
      `piece ${i}`,
    ).toBe(true)
    start += length
  }
  expect(readdirSync(folder)).toEqual(['a.bin'])
})

test('what is abandoned leaves nothing', () => {
  const file = new DiskFile(at('a.bin'))
  file.add(new Uint8Array(10))
  expect(existsSync(file.part)).toBe(true)
  file.abandon()
  expect(readdirSync(folder)).toEqual([])
})

const streaming = formats.filter(({ encodeInto }) => encodeInto)
test('formats that write to the disk as they go', () => {
  expect(streaming.map(({ id }) => id).sort()).toEqual(['flatgeobuf', 'geojson'])
})
test.each(streaming)(
  '$id: the same bytes on the disk and in memory, of some rows and of none',
  async ({ encode, encodeInto }) => {
    const table = parcelFabric(3000)
    for (const rows of [null, Uint32Array.of(7, 8, 2000), new Uint32Array(0)]) {
      const input = { table, rows, fields: [], metadata: { notes: ['宗地'] } }
      const file = new DiskFile(at('a'))
      await encodeInto!(input, file, quietTask())
      file.finish()
      expect(readFileSync(at('a')).equals((await encode!(input, quietTask())).bytes)).toBe(true)
    }
  },
)
