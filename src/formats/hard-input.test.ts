import { expect, test } from 'vitest'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles, formatOf, formats } from './registry.ts'
import { textColumn } from './text-builder.ts'

const MANY = 10_000
const LONG_BYTES = 100 << 20
const read = (name: string, bytes: Uint8Array) => decodeFiles([{ name, bytes }], {}, quietTask())

/** One row of ten thousand squares. */
function manyParts(): Table {
  const squares = Array.from({ length: MANY }, (_, i) => {
    const [x, y] = [118 + (i % 100) / 100, 37 + Math.floor(i / 100) / 100]
    return [x, y, x + 0.005, y, x + 0.005, y + 0.005, x, y + 0.005, x, y]
  })
  const ends = Uint32Array.from({ length: MANY + 1 }, (_, i) => i)
  return {
    name: 'parts',
    crs: 'EPSG:4326',
    length: 1,
    columns: [textColumn('a', ['0101'], 1)],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from(squares.flat()),
      rings: ends.map((i) => i * 5),
      parts: ends,
      rows: Uint32Array.of(0, MANY),
    },
  }
}

const writers = formats.filter((format) => format.encode && format.decode && (format.writes?.kinds?.includes('polygon') ?? true))
test.each(writers.map(({ id }) => id))('%s: a row of ten thousand parts', async (id) => {
  const input = { table: manyParts(), rows: null, fields: [] }
  const losses = (await formatOf(id).losses?.(input)) ?? []
  const { name, bytes } = await formatOf(id).encode!(input, quietTask())
  const { layers, failures } = await read(name, bytes)
  expect(failures).toEqual([])
  // a workbook's cell ends at 32 767 characters, which was said before
  if (losses.some(({ code }) => code === 'write.textsCut')) return
  expect(layers.map((layer) => [layer.table.length, layer.table.geometry!.parts.length - 1])).toEqual([[1, MANY]])
})

test('an attribute of a hundred megabytes is a value like any other', async () => {
  const head = new TextEncoder().encode(
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[118.5,37.5]},"properties":{"a":"',
  )
  const bytes = new Uint8Array(head.length + LONG_BYTES + 3).fill(0x78)
  bytes.set(head)
  bytes.set(new TextEncoder().encode('"}}'), head.length + LONG_BYTES)
  const { layers, failures } = await read('a.geojson', bytes)
  expect(failures).toEqual([])
  expect(String(cellAt(findColumn(layers[0].table, 'a')!, 0)).length).toBe(LONG_BYTES)
})
