import { beforeAll, describe, expect, test } from 'vitest'
import { troubledFabric } from '../../tests/troubled-fabric.ts'
import type { LayerInput } from '../core/analysis.ts'
import { type SummaryOptions, summariseAreas } from '../core/area-summary.ts'
import { summariseStream } from '../core/area-summary-stream.ts'
import type { RangedLayer } from '../core/ranged-layer.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { byteSource } from './geotiff-source.ts'

const task = quietTask()

describe('a summary over a layer that passes by in pieces', () => {
  let bytes: Uint8Array
  let table: Table
  const open = (pieceBytes: number): Promise<RangedLayer> =>
    openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', task.signal, pieceBytes)
  const layerOf = (of: Table, rows: Uint32Array | null): LayerInput => ({
    table: of,
    rows,
    scope: rows ? 'selection' : 'all',
    fields: [
      { name: 'DJMJ', label: { zh: '登记', en: 'reg' }, unit: 'mu' },
      { name: 'DLBM', label: { zh: '地类', en: 'class' } },
    ],
    codeLists: {},
    source: {} as LayerInput['source'],
  })
  beforeAll(async () => {
    bytes = await encodeFlatGeobuf(troubledFabric())
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
