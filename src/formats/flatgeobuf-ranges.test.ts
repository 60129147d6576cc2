import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Box, boxesMeet, MOST_ANSWER_BYTES, passingRows, type RangedLayer } from '../core/ranged-layer.ts'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { askRanged } from '../core/tiling/ranged-tables.ts'
import { makeFabric, randomOf } from '../core/tiling/test-fabric.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { type ByteSource, byteSource } from './geotiff-source.ts'

const task = quietTask()
const { signal } = task
const open = (bytes: Uint8Array) => openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f.fgb'), 'f.fgb', signal)

/** Counts what is read of a file. */
function counting(bytes: Uint8Array): ByteSource & { readonly read: { bytes: number } } {
  const source = byteSource(new Blob([bytes as BlobPart]), 'f.fgb')
  const read = { bytes: 0 }
  return {
    ...source,
    read,
    fetchSlice: (slice, stop) => {
      read.bytes += slice.length
      return source.fetchSlice(slice, stop)
    },
  }
}

async function whole(bytes: Uint8Array): Promise<Table> {
  const layers = await format.decode!([{ name: 'f.fgb', bytes }], {}, task)
  return layers[0].table
}
const rowOf = (table: Table, row: number) => table.columns.map((column) => cellAt(column, row))
const shapeOf = ({ geometry }: Table, row: number) => {
  if (!geometry) return []
  const rings = geometry.rings.subarray(geometry.parts[geometry.rows[row]], geometry.parts[geometry.rows[row + 1]] + 1)
  return [...geometry.xy.subarray(2 * rings[0], 2 * rings[rings.length - 1])]
}

describe('a FlatGeobuf read by ranges', () => {
  let bytes: Uint8Array
  let table: Table
  let layer: RangedLayer
  /** the whole table in the very service that the map asks */
  const service = createTileService()
  beforeAll(async () => {
    const fabric = makeFabric({ columns: 70, lines: 60, bends: 3 })
    const codes = Uint32Array.from({ length: fabric.length }, (_, i) => i)
    const named: Table = {
      ...fabric,
      columns: [
        { name: 'CODE', type: 'text', codes, dictionary: Array.from(codes, (i) => (i === 5 ? null : `0${10_000 + i}`)) },
        { name: 'N', type: 'number', values: Float64Array.from(codes) },
      ],
    }
    bytes = await encodeFlatGeobuf(named)
    table = await whole(bytes)
    layer = await open(bytes)
    await service.putTable({ id: 't', table }, task)
  })

  test('a press from far out, whose reach is more than is read at once, finds what lies under it', async () => {
    const { xy, rings } = table.geometry!
    const middle = [0, 1].map((axis) => {
      const ring = xy.subarray(2 * rings[2100], 2 * rings[2101] - 2).filter((_, i) => i % 2 === axis)
      return ring.reduce((sum, each) => sum + each) / ring.length
    }) as [number, number]
    const far = askRanged(layer, null, null, 20_000)
    const hits = await far.identify([], middle, 5000, task)
    const inside = (await askRanged(layer).identify([], middle, 5000, task)).filter(({ distanceM }) => distanceM === 0)
    expect(inside.length).toBeGreaterThan(0)
    expect(hits.filter(({ distanceM }) => distanceM === 0)).toEqual(inside)
  })

  test('has the count, extent and columns of the file', () => {
    expect(layer.count).toBe(4200)
    expect(layer.schema.columns.map(({ name, type }) => [name, type])).toEqual([
      ['CODE', 'text'],
      ['N', 'number'],
    ])
    const { xy } = table.geometry!
    const xs = xy.filter((_, i) => i % 2 === 0)
    expect([layer.extent![0], layer.extent![2]]).toEqual([Math.min(...xs), Math.max(...xs)])
    expect(layer.schema.crs).toBe(table.crs)
  })

  test('finds the rows of any box by the index, and from a row on', async () => {
    const random = randomOf(7)
    const boxes = await layer.boxesOf(
      Array.from({ length: layer.count }, (_, i) => i),
      signal,
    )
    for (let turn = 0; turn < 40; turn++) {
      const [x, y] = [118.49 + random() * 0.06, 37.49 + random() * 0.06]
      const box: Box = [x, y, x + random() ** 3 * 0.05, y + random() ** 3 * 0.05]
      const from = turn % 2 ? Math.floor(random() * layer.count) : 0
      const found = await layer.rowsWhere((each) => boxesMeet(each, box), signal, from)
      const expected = [...Array(layer.count).keys()].filter(
        (row) => row >= from && boxesMeet([...boxes.subarray(4 * row, 4 * row + 4)] as unknown as Box, box),
      )
      expect([...found.rows]).toEqual(expected)
      expect([...found.boxes]).toEqual(expected.flatMap((row) => [...boxes.subarray(4 * row, 4 * row + 4)]))
    }
  })

  test('reads rows, wherever they stand, as the whole table has them', async () => {
    for (const rows of [[0], [4199], [0, 1, 2, 3, 4199], [17, 18, 900, 1205, 4000], [...Array(4200).keys()]]) {
      const part = await layer.read(Uint32Array.from(rows), task)
      expect(part.length).toBe(rows.length)
      expect(rows.map((_, i) => rowOf(part, i))).toEqual(rows.map((row) => rowOf(table, row)))
      expect(rows.map((_, i) => shapeOf(part, i))).toEqual(rows.map((row) => shapeOf(table, row)))
    }
    await expect(layer.read(Uint32Array.of(4200), task)).rejects.toMatchObject({ code: 'format.damaged' })
    await expect(layer.read(Uint32Array.of(1, 2, 3), task, 500)).rejects.toMatchObject({ code: 'ranged.tooMuch' })
  })

  test('passes over all rows in pieces, each once', async () => {
    const seen: unknown[] = []
    for await (const { first, table: piece } of layer.pieces(task)) {
      expect(first).toBe(seen.length)
      for (let row = 0; row < piece.length; row++) seen.push(rowOf(piece, row)[1])
    }
    expect(seen).toEqual([...Array(4200).keys()].map((row) => rowOf(table, row)[1]))
  })

  test('passes over some rows a few megabytes at a time, and leaves the progress to who counts them', async () => {
    const rows = Uint32Array.from({ length: 2500 }, (_, i) => i + 200)
    const shares: number[] = []
    /** the layer, as if so few bytes could be read at once */
    const meagre = (bytes: number): RangedLayer => ({
      ...layer,
      read: (some, own, most) => layer.read(some, own, most === MOST_ANSWER_BYTES ? bytes : most),
    })
    const pieces: number[] = []
    const seen: unknown[] = []
    const watched = { ...task, progress: (share: number) => shares.push(share) }
    for await (const { numbers, table: piece } of passingRows(meagre(100_000), rows, watched)) {
      pieces.push(numbers.length)
      for (const [i, row] of numbers.entries()) seen.push([row, ...rowOf(piece, i)])
    }
    expect(seen).toEqual(Array.from(rows, (row) => [row, ...rowOf(table, row)]))
    expect(pieces.length).toBeGreaterThan(2)
    expect(shares).toEqual([])
    // a row that is larger than that is read all the same
    const few: number[] = []
    for await (const { numbers } of passingRows(meagre(1), Uint32Array.of(3, 7, 900), task)) few.push(...numbers)
    expect(few).toEqual([3, 7, 900])
  })

  test('answers every question as the table in memory does', async () => {
    const asked = askRanged(layer)
    const random = randomOf(3)
    for (let turn = 0; turn < 30; turn++) {
      const at = [118.5 + random() * 0.05, 37.5 + random() * 0.04] as const
      const there = await service.identify({ at, toleranceM: 6, tables: [{ id: 't', filter: [] }], limit: 9 }, task)
      const hits = await asked.identify([], at, 6, task)
      expect(hits.map(({ row, distanceM }) => ({ table: 't', row, distanceM }))).toEqual(there)
      const [w, h] = [random() * 0.01, random() * 0.01]
      const box = [at, [at[0] + w, at[1]], [at[0] + w, at[1] + h], [at[0], at[1] + h], at] as [number, number][]
      const ring = turn % 2 ? box : ([at, [at[0] + w, at[1]], [at[0] + w, at[1] + h], at] as [number, number][])
      const filter = turn % 3 ? [] : [{ field: 'N', values: Array.from({ length: 2100 }, (_, i) => String(2 * i)) }]
      const rows = await service.select({ table: 't', filter, ring }, task)
      expect([...(await asked.select(filter, ring, task))]).toEqual([...rows])
      // to the last digit
      expect(await asked.totalArea(rows, task)).toEqual(await service.totalArea({ table: 't', rows }, task))
      expect(await asked.bounds(rows, task)).toEqual(await service.bounds({ table: 't', rows }, task))
      const row = Math.floor(random() * 4200)
      expect(await asked.neighbours(row, task)).toEqual(await service.neighbours({ table: 't', row }, task))
    }
    expect(await asked.bounds(null, task)).toEqual(await service.bounds({ table: 't', rows: null }, task))
  })

  test('reads a small share of the file for a place', async () => {
    const source = counting(bytes)
    const asked = askRanged(await openFlatGeobuf(source, 'f.fgb', signal))
    await asked.identify([], [118.52, 37.52], 6, task)
    expect(source.read.bytes).toBeLessThan(bytes.length / 8)
  })

  test('refuses what has no index, what is cut off, and an index that points elsewhere', async () => {
    const none = await encodeFlatGeobuf({ ...table, geometry: null })
    await expect(open(none)).rejects.toMatchObject({ code: 'fgb.noIndex' })
    await expect(open(bytes.slice(0, 60))).rejects.toMatchObject({ code: 'format.truncated' })
    const cut = await open(bytes.slice(0, bytes.length - 100))
    await expect(cut.read(Uint32Array.of(4199), task)).rejects.toMatchObject({ code: 'format.truncated' })
    const passing = async () => {
      for await (const { table: piece } of cut.pieces(task)) expect(piece.length).toBeGreaterThan(0)
    }
    await expect(passing()).rejects.toMatchObject({ code: 'format.truncated' })
    const wrong = bytes.slice()
    const view = new DataView(wrong.buffer)
    // the leaves stand before the features, the offset is the last of a node's five numbers
    const featuresAt = 12 + view.getUint32(8, true) + (1 + 2 + 17 + 263 + 4200) * 40
    view.setBigUint64(featuresAt - 40 * 4100 + 32, 12n, true)
    await expect((await open(wrong)).read(Uint32Array.of(100), task)).rejects.toMatchObject({ code: 'format.damaged' })
  })
})

const GDAL = '../shared/data/fgb/countries.fgb'
test.skipIf(!existsSync(GDAL))('reads a file that GDAL has written', async () => {
  const bytes = new Uint8Array(readFileSync(GDAL))
  const [layer, table] = [await open(bytes), await whole(bytes)]
  expect(layer.count).toBe(table.length)
  const rows = Uint32Array.of(0, 50, 51, table.length - 1)
  const part = await layer.read(rows, task)
  expect(Array.from(rows, (_, i) => rowOf(part, i))).toEqual(Array.from(rows, (row) => rowOf(table, row)))
})
