import { beforeAll, describe, expect, test } from 'vitest'
import { troubledFabric } from '../../tests/troubled-fabric.ts'
import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { reportCut, streamClip } from '../core/overlay/cut-report.ts'
import { streamOverlay } from '../core/overlay/made-overlay.ts'
import { type OverlapOptions, reportOverlap } from '../core/overlay/overlap-report.ts'
import { streamOverlap } from '../core/overlay/overlap-stream.ts'
import { reportOverlay, streamIntersection } from '../core/overlay/overlay-report.ts'
import type { RangedLayer } from '../core/ranged-layer.ts'
import { cellAt, type FieldInfo, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { makeFabric, randomOf } from '../core/tiling/test-fabric.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { byteSource } from './geotiff-source.ts'

const task = quietTask()
const FIELDS: readonly FieldInfo[] = [
  { name: 'BM', label: { zh: '编码', en: 'Code' }, role: 'unitCode' },
  { name: 'DJMJ', label: { zh: '登记', en: 'Registered' }, unit: 'mu' },
]
const inputOf = (table: Table, rows: Uint32Array | null = null, fields = FIELDS): LayerInput => ({
  table,
  rows,
  scope: rows ? 'selection' : 'all',
  fields,
  codeLists: {},
  source: { title: { zh: table.name, en: table.name } } as LayerInput['source'],
})

/** Boxes over parts of the fabric, some on each other. */
function crossingZones(): Table {
  const random = randomOf(11)
  const shapes = Array.from({ length: 14 }, () => {
    const [x, y] = [118.5 + random() * 0.02, 37.5 + random() * 0.014]
    const [w, h] = [0.001 + random() * 0.006, 0.001 + random() * 0.004]
    const ring = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]] // biome-ignore format: one row
    return { type: 'Polygon' as const, coordinates: [ring] }
  })
  return {
    name: '限制区',
    crs: 'EPSG:4490',
    length: shapes.length,
    columns: [],
    geometry: geometryFromGeoJson('polygon', shapes),
  }
}
const crossing = inputOf(crossingZones(), null, [])
/** shares borders with nothing, covers all of the west */
const gapless = inputOf(
  { ...makeFabric({ columns: 3, lines: 4, step: 0.004, seed: 3 }), name: '规划区' },
  Uint32Array.of(0, 1, 3, 4, 5, 8, 10),
  [],
)

describe('an overlap of a layer that passes by in pieces', () => {
  let bytes: Uint8Array
  let table: Table
  const open = (pieceBytes: number): Promise<RangedLayer> =>
    openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', task.signal, pieceBytes)
  const farInput = ({ schema }: RangedLayer, rows: Uint32Array | null = null) =>
    inputOf({ ...schema, crs: 'EPSG:4490', name: table.name }, rows)
  beforeAll(async () => {
    bytes = await encodeFlatGeobuf(troubledFabric())
    table = (await format.decode!([{ name: 'f.fgb', bytes }], { crs: 'EPSG:4490' }, task))[0].table
  })

  const groups = { subject: [], against: [] }
  const options: OverlapOptions = { lines: 'pairs', groups, attribute: 'DJMJ', ignoreBelowM2: 20, pieces: true }
  /** dictionaries may differ where texts do not */
  const cells = ({ columns, length }: Table) =>
    columns.map((column) => [column.name, column.type, Array.from({ length }, (_, row) => cellAt(column, row))])
  const readable = ({ pieces, ...rest }: AnalysisResult) => ({
    ...rest,
    pieces: pieces && { ...pieces, columns: cells(pieces) },
  })

  test.each<[string, OverlapOptions, readonly LayerInput[], boolean]>([
    ['every pair, against zones that lie on each other and some of a gapless layer', options, [crossing, gapless], false],
    ['a line a subject, of a selection', { ...options, lines: 'subjects' }, [crossing], true],
    ['a line a zone, nothing ignored', { ...options, lines: 'against', ignoreBelowM2: 0, attribute: null }, [crossing], false],
    [
      'sums by fields of both sides',
      { ...options, lines: 'groups', groups: { subject: ['DLBM'], against: [] } },
      [crossing],
      false,
    ],
    ['what was ignored, without pieces', { ...options, lines: 'ignored', pieces: false }, [gapless], false],
  ])(
    '%s: every figure, line and piece is that of the whole table, to the last digit',
    async (_, chosen, against, isSelection) => {
      const rows = isSelection ? Uint32Array.from({ length: table.length }, (_, i) => i).filter((i) => i % 3 !== 1) : null
      const whole = await reportOverlap(inputOf(table, rows), against, chosen, task)
      for (const pieceBytes of [6000, 60_000]) {
        const source = await open(pieceBytes)
        const shares: number[] = []
        const watched = { ...task, progress: (share: number) => shares.push(share) }
        const streamed = await streamOverlap(farInput(source, rows), source, against, chosen, watched)
        expect(streamed.totals).toEqual(whole.totals)
        expect(readable(streamed)).toEqual(readable(whole))
        expect(shares).toEqual([...shares].sort((a, b) => a - b))
      }
    },
  )

  test('has places twice on both sides, repairs and slivers to be right about', async () => {
    const { notes, totals, pieces } = await reportOverlap(inputOf(table), [crossing, gapless], options, task)
    const codes = ['overlap.subjectsTwice', 'overlap.zonesTwice', 'overlap.ignored', 'overlay.repaired', 'overlay.noGeometry']
    expect(notes.map(({ code }) => code)).toEqual(expect.arrayContaining(codes))
    expect(totals.pairs).toBeGreaterThan(500)
    expect(totals.net_area_m2).toBeLessThan(totals.area_m2 - 1000)
    expect(pieces?.length).toBe(totals.pairs)
  })

  test('zones that nothing meets leave all of it uncovered', async () => {
    const source = await open(40_000)
    const away = inputOf({ ...makeFabric({ columns: 2, lines: 2, west: 119.5 }), name: '远处' }, null, [])
    const { totals, notes } = await streamOverlap(farInput(source), source, [away], options, task)
    expect(totals).toMatchObject({ area_m2: 0, net_area_m2: 0, pairs: 0 })
    expect(totals.rest_m2).toBeGreaterThan(1e6)
    expect(notes.map(({ code }) => code)).toContain('overlap.noneMeets')
  })

  test('a missing field is told before anything is read, and it can be cancelled', async () => {
    const source = await open(40_000)
    const missing = { ...options, attribute: 'NO' }
    const unread = { ...source, pieces: () => expect.fail('read') } as unknown as RangedLayer
    await expect(streamOverlap(farInput(source), unread, [crossing], missing, task)).rejects.toMatchObject({
      code: 'analysis.noField',
    })
    const stop = new AbortController()
    const breathe = async () => stop.signal.throwIfAborted()
    const progress = (share: number) => share > 0.3 && stop.abort()
    const going = streamOverlap(farInput(source), source, [crossing], options, {
      ...task,
      signal: stop.signal,
      breathe,
      progress,
    })
    await expect(going).rejects.toMatchObject({ name: 'AbortError' })
  })

  test.each([
    ['clip', reportCut.bind(null, 'clip'), streamClip],
    ['intersection', reportOverlay.bind(null, 'intersection'), streamIntersection],
  ] as const)('%s: lines, notes and every piece with its attributes are those of the whole table', async (_, whole, streamed) => {
    const rows = Uint32Array.from({ length: table.length }, (_, i) => i).filter((i) => i % 5 !== 2)
    for (const [scope, isSingle, by] of [
      [null, false, crossing],
      [rows, true, gapless],
    ] as const) {
      const all = await whole(inputOf(table, scope), by, isSingle, task)
      expect(all.pieces?.length).toBeGreaterThan(200)
      const source = await open(8000)
      const passed = await streamed(farInput(source, scope), source, by, isSingle, task)
      expect(readable(passed)).toEqual(readable(all))
    }
  })

  test('the zones are prepared once: other threads would keep a copy for each piece', async () => {
    const shared = new Set<object>()
    const helpers = {
      countFor: (each: unknown) => {
        shared.add(each as object)
        return 0
      },
      run: () => expect.fail('none is there'),
    }
    const source = await open(8000)
    const kinds = () => [...shared].flatMap((each) => ('trees' in each ? 'cut' : 'index' in each ? 'pairs' : [])).sort()
    await streamOverlay(farInput(source), source, crossing, 'clip', { ...task, helpers })
    expect(kinds()).toEqual(['cut', 'pairs'])
    shared.clear()
    await streamOverlap(farInput(source), source, [crossing], { ...options, pieces: false }, { ...task, helpers })
    // those of the layer, those that lie on each other joined, and at the end those that lie alone
    expect(kinds()).toEqual(['pairs', 'pairs', 'pairs'])
  })

  test('a result that grows too large is refused in words', async () => {
    const source = await open(8000)
    const going = streamOverlay(farInput(source), source, crossing, 'clip', task, 500)
    await expect(going).rejects.toMatchObject({ code: 'ranged.resultTooLarge', detail: { limit: 500 } })
  })
})
