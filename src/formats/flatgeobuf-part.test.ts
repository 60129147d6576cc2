import { beforeAll, describe, expect, test } from 'vitest'
import { areaTest } from '../core/offline/pack-area.ts'
import { type Box, boxesMeet } from '../core/ranged-layer.ts'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { makeFabric } from '../core/tiling/test-fabric.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { type FilePart, partOfFlatGeobuf } from './flatgeobuf-part.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { type ByteSource, byteSource } from './geotiff-source.ts'

const task = quietTask()
const { signal } = task
const sourceOf = (bytes: Uint8Array) => byteSource(new Blob([bytes as BlobPart]), 'f.fgb')
const decoded = async (bytes: Uint8Array): Promise<Table> => (await format.decode!([{ name: 'f.fgb', bytes }], {}, task))[0].table
async function written(part: FilePart, from = part.head.length): Promise<Uint8Array> {
  const out = new Uint8Array(part.bytes)
  out.set(part.head)
  for await (const { at, bytes } of part.features(from, task)) out.set(bytes, at)
  return out
}
const shapeOf = ({ geometry }: Table, row: number) =>
  geometry
    ? [
        ...geometry.xy.subarray(
          2 * geometry.rings[geometry.parts[geometry.rows[row]]],
          2 * geometry.rings[geometry.parts[geometry.rows[row + 1]]],
        ),
      ]
    : []

describe('a part of a FlatGeobuf', () => {
  let bytes: Uint8Array
  let whole: Table
  let area: Float64Array
  beforeAll(async () => {
    const fabric = makeFabric({ columns: 70, lines: 60, bends: 3 })
    const codes = Uint32Array.from({ length: fabric.length }, (_, i) => i)
    bytes = await encodeFlatGeobuf({
      ...fabric,
      columns: [{ name: 'CODE', type: 'text', codes, dictionary: Array.from(codes, (i) => `0${10_000 + i}`) }],
    })
    whole = await decoded(bytes)
    const [west, south, east, north] = (await openFlatGeobuf(sourceOf(bytes), 'f.fgb', signal)).extent ?? [0, 0, 0, 0]
    const [x, y, w, h] = [west, south, east - west, north - south]
    // a triangle, so that its own box is not the answer
    const corners = [x + 0.1 * w, y + 0.1 * h, x + 0.6 * w, y + 0.2 * h, x + 0.2 * w, y + 0.7 * h, x + 0.1 * w, y + 0.1 * h]
    area = Float64Array.from(corners)
  })

  test('is a file of its own with exactly the features that reach into the area, each as it was', async () => {
    const part = await partOfFlatGeobuf(sourceOf(bytes), 'f.fgb', areaTest([area]), signal)
    const file = await written(part)
    const table = await decoded(file)
    const inside = areaTest([area])
    const box = (row: number): Box => {
      const xy = shapeOf(whole, row)
      const xs = xy.filter((_, i) => i % 2 === 0)
      const ys = xy.filter((_, i) => i % 2 === 1)
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    }
    const expected = Array.from({ length: whole.length }, (_, row) => row).filter((row) => inside(box(row)))
    expect(expected.length).toBeGreaterThan(100)
    expect(expected.length).toBeLessThan(whole.length / 2)
    expect([part.count, part.of, table.length]).toEqual([expected.length, whole.length, expected.length])
    const differing = expected.filter(
      (row, i) =>
        cellAt(table.columns[0], i) !== cellAt(whole.columns[0], row) || `${shapeOf(table, i)}` !== `${shapeOf(whole, row)}`,
    )
    expect(differing).toEqual([])
  })

  test('can itself be read by its index, and knows its own extent', async () => {
    const part = await partOfFlatGeobuf(sourceOf(bytes), 'f.fgb', areaTest([area]), signal)
    const layer = await openFlatGeobuf(sourceOf(await written(part)), 'f.fgb', signal)
    const { rows, boxes } = await layer.rowsWhere(() => true, signal)
    expect(rows.length).toBe(part.count)
    const extent = layer.extent ?? [0, 0, 0, 0]
    expect(extent[0]).toBe(Math.min(...boxes.filter((_, i) => i % 4 === 0)))
    expect(extent[3]).toBe(Math.max(...boxes.filter((_, i) => i % 4 === 3)))
    const some: Box = [extent[0], extent[1], (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
    const found = await layer.rowsWhere((box) => boxesMeet(box, some), signal)
    expect(found.rows.length).toBeGreaterThan(0)
    expect((await layer.read(found.rows, task)).length).toBe(found.rows.length)
  })

  test('goes on where it stopped, to the same bytes', async () => {
    const part = await partOfFlatGeobuf(sourceOf(bytes), 'f.fgb', areaTest([area]), signal)
    const all = await written(part)
    for (const share of [0, 0.3, 0.99]) {
      const from = Math.floor(part.head.length + share * (part.bytes - part.head.length))
      const rest = await written(part, from)
      const begun = new Uint8Array(all)
      begun.fill(0, from)
      for await (const { at, bytes: piece } of part.features(from, task)) begun.set(piece, at)
      expect([Buffer.compare(begun, all), Buffer.compare(rest.subarray(from), all.subarray(from))]).toEqual([0, 0])
    }
  })

  test('of the file only head, index and what is wanted are read', async () => {
    let read = 0
    const source = sourceOf(bytes)
    const counting: ByteSource = {
      ...source,
      fetchSlice: (slice, stop) => {
        read += slice.length
        return source.fetchSlice(slice, stop)
      },
    }
    const part = await partOfFlatGeobuf(counting, 'f.fgb', areaTest([area]), signal)
    const planned = read
    await written(part)
    expect(read).toBeLessThan(0.8 * bytes.length)
    expect(planned).toBeLessThan(read / 2)
  })

  test('of nothing is an empty file', async () => {
    const part = await partOfFlatGeobuf(sourceOf(bytes), 'f.fgb', () => false, signal)
    expect((await decoded(await written(part))).length).toBe(0)
  })

  test('index and features that do not agree are refused', async () => {
    const other = bytes.slice()
    const { placesOf } = await openFlatGeobuf(sourceOf(bytes), 'f.fgb', signal)
    const [[start]] = await placesOf([0], signal)
    new DataView(other.buffer).setUint32(start, 77, true)
    const part = await partOfFlatGeobuf(sourceOf(other), 'f.fgb', () => true, signal)
    await expect(written(part)).rejects.toMatchObject({ code: 'format.damaged' })
  })
})
