import { beforeAll, describe, expect, test } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { type SummaryOptions, summariseAreas } from '../core/area-summary.ts'
import { summariseStream } from '../core/area-summary-stream.ts'
import type { RangedLayer } from '../core/ranged-layer.ts'
import type { Geometry, Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { makeFabric, randomOf } from '../core/tiling/test-fabric.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { byteSource } from './geotiff-source.ts'

const task = quietTask()

/** A fabric with every kind of trouble: rows over others (two and three deep), bow-ties, rows without shape, without values. */
function troubled(): Table {
  const fabric = makeFabric({ columns: 40, lines: 30, bends: 2 })
  const own = fabric.geometry as Geometry
  const random = randomOf(5)
  const xy = [...own.xy]
  const rings = [...own.rings]
  const add = (ring: readonly (readonly [number, number])[]) => {
    xy.push(...[...ring, ring[0]].flat())
    rings.push(xy.length / 2)
  }
  for (let i = 0; i < 60; i++) {
    const [x, y] = [118.5 + random() * 0.027, 37.5 + random() * 0.02]
    const [w, h] = [0.0002 + random() * 0.002, 0.0002 + random() * 0.001]
    if (i % 9 === 0) add([[x, y], [x + w, y + h], [x + w, y], [x, y + h]]) // biome-ignore format: one row
    else add([[x, y], [x + w, y], [x + w, y + h], [x, y + h]]) // biome-ignore format: one row
  }
  const filled = rings.length - 1
  const length = filled + 3
  const rows = Uint32Array.from({ length: length + 1 }, (_, i) => Math.min(i, filled))
  const index = Array.from({ length }, (_, i) => i)
  return {
    name: 't',
    crs: 'EPSG:4490',
    length,
    columns: [
      {
        name: 'DLBM',
        type: 'text',
        codes: Uint32Array.from(index, (i) => i % 5),
        dictionary: ['0101', '0305', null, '1106', ' '],
      },
      { name: 'NF', type: 'number', values: Float64Array.from(index, (i) => (i % 7 ? 2000 + (i % 3) : Number.NaN)) },
      { name: 'RQ', type: 'date', values: Float64Array.from(index, (i) => Date.UTC(2024, i % 3, 1)) },
      { name: 'SF', type: 'boolean', values: Uint8Array.from(index, (i) => (i % 4 === 3 ? 255 : i % 2)) },
      { name: 'DJMJ', type: 'number', values: Float64Array.from(index, (i) => (i % 11 ? 1000 + random() * 4000 : Number.NaN)) },
    ],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from(xy),
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from({ length: filled + 1 }, (_, i) => i),
      rows,
    },
  }
}

describe('a summary over a layer that passes by in pieces', () => {
  let bytes: Uint8Array
  let table: Table
  const open = (pieceBytes: number): Promise<RangedLayer> =>
    openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', task.signal, pieceBytes)
  const layerOf = (of: Table, rows: Uint32Array | null): LayerInput => ({
    table: of,
    rows,
    scope: rows ? 'selection' : 'all',
    fields: [{ name: 'DJMJ', label: { zh: '登记', en: 'reg' }, unit: 'mu' }],
    codeLists: {},
    source: {} as LayerInput['source'],
  })
  beforeAll(async () => {
    bytes = await encodeFlatGeobuf(troubled())
    table = (await format.decode!([{ name: 'f.fgb', bytes }], { crs: 'EPSG:4490' }, task))[0].table
  })

  const options: SummaryOptions = { groupBy: ['DLBM', 'NF'], registered: 'DJMJ', net: true, perimeter: true }
  test.each<[string, SummaryOptions, boolean]>([
    ['by land class and year, with everything', options, false],
    ['of a selection', options, true],
    ['by date and yes or no, without net area', { groupBy: ['RQ', 'SF'], registered: null, net: false, densify: true }, false],
    ['of all in one line', { groupBy: [], registered: 'DJMJ', net: true }, false],
  ])('%s: every figure is that of the whole table, to the last digit', async (_, chosen, isSelection) => {
    const rows = isSelection ? Uint32Array.from({ length: table.length }, (_, i) => i).filter((i) => i % 3 !== 1) : null
    const whole = await summariseAreas(layerOf(table, rows), chosen, task)
    for (const pieceBytes of [6000, 40_000, 1 << 20]) {
      const source = await open(pieceBytes)
      const shares: number[] = []
      const streamed = await summariseStream(layerOf({ ...source.schema, crs: 'EPSG:4490' }, rows), source, chosen, {
        ...task,
        progress: (share) => shares.push(share),
      })
      expect(streamed).toEqual(whole)
      expect(shares).toEqual([...shares].sort((a, b) => a - b))
    }
  })

  test('has overlaps, repairs and empty rows to be right about', async () => {
    const { notes, totals } = await summariseAreas(layerOf(table, null), options, task)
    expect(notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['summary.overlap', 'summary.repaired', 'summary.noGeometry', 'summary.registeredMissing']),
    )
    expect(totals.overlap_m2).toBeGreaterThan(10_000)
  })

  test('refuses what cannot be known piece by piece, and can be cancelled', async () => {
    const source = await open(40_000)
    const layer = layerOf(source.schema, null)
    await expect(summariseStream(layer, source, { ...options, pointSigmaM: 0.05 }, task)).rejects.toMatchObject({
      code: 'ranged.noSigma',
    })
    await expect(summariseStream(layer, source, { ...options, groupBy: ['none'] }, task)).rejects.toMatchObject({
      code: 'analysis.noField',
    })
    const stop = new AbortController()
    const breathe = async () => stop.signal.throwIfAborted()
    const going = summariseStream(layer, source, options, { ...task, signal: stop.signal, breathe, progress: () => stop.abort() })
    await expect(going).rejects.toMatchObject({ name: 'AbortError' })
  })
})
