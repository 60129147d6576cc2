import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNT, type PublishedFabric, publishedFabric } from '../../../tests/published-fabric.ts'
import { findAnalysis } from '../../analyses/registry.ts'
import type { LayerInput } from '../../core/analysis.ts'
import type { Note } from '../../core/errors.ts'
import { rowToGeoJson } from '../../core/geometry.ts'
import { ringTable } from '../../core/query/ring-table.ts'
import { type Box, boxesMeet } from '../../core/ranged-layer.ts'
import { reproject } from '../../core/reproject.ts'
import { cellAt, type FieldInfo, findColumn, type Table } from '../../core/table.ts'
import { createTask, quietTask } from '../../core/task.ts'
import { exportLayer, exportStream, type LayerExport } from '../../formats/export-layer.ts'
import { encodeFlatGeobuf } from '../../formats/flatgeobuf.ts'
import { openFlatGeobuf } from '../../formats/flatgeobuf-ranges.ts'
import type { Format } from '../../formats/format.ts'
import { byteSource } from '../../formats/geotiff-source.ts'
import { formatOf } from '../../formats/registry.ts'

const task = quietTask()
let whole: Table
let layer: PublishedFabric
let near: PublishedFabric['near']
let ranged: PublishedFabric['ranged']
beforeAll(async () => {
  layer = await publishedFabric()
  ;({ whole, near, ranged } = layer)
}, 120_000)
afterAll(() => layer.remove())

describe('an analysis of a part of it', () => {
  const source = {
    title: { zh: 't', en: 't' },
    file: 't',
    sha256: '',
    crs: 'EPSG:4490',
    date: '',
    licence: '',
    isDemonstration: false,
    notes: [],
  }
  const rest = { scope: 'all', fields: [], codeLists: {}, source } as const
  const zones = ringTable([
    [118.7, 37.65],
    [118.705, 37.65],
    [118.705, 37.654],
    [118.7, 37.653],
  ])
  const overlap = findAnalysis('overlap')!
  const run = (subject: LayerInput, against: LayerInput, lines: string) =>
    overlap.run(
      {
        subject,
        against: [against],
        groupBy: [],
        subjectGroups: [],
        lines,
        attribute: [],
        ignoreBelow: 1,
        pieces: true,
      } as never,
      task,
    )

  test.each(['pairs', 'subjects', 'against'])(
    'a drawn place against all of it gives the figures of the whole: %s',
    async (lines) => {
      await near.putTable({ id: 'zones', table: zones }, task)
      await ranged.putTable({ id: 'zones', table: zones }, task)
      const before = layer.read['parcels.fgb'] ?? 0
      const numbers = await ranged.rowsMeeting({ id: 't', of: { table: 'zones', rows: null } }, task)
      const { resident } = await layer.far.part(numbers, task)
      const place = { table: zones, rows: null, ...rest }
      const part = await run(place, { table: resident.table, rows: null, numbers, ...rest }, lines)
      const all = await run(place, { table: whole, rows: null, ...rest }, lines)
      expect(part.totals).toEqual(all.totals)
      expect(part.table).toEqual(all.table)
      expect(part.pieces?.geometry).toEqual(all.pieces?.geometry)
      expect(all.totals[Object.keys(all.totals)[0]]).toBeGreaterThan(0)
      expect(numbers.length).toBeLessThan(COUNT / 10)
      expect((layer.read['parcels.fgb'] ?? 0) - before).toBeLessThan(layer.bytesOf('parcels.fgb').length / 2)
    },
  )

  test('some chosen parcels against a zone give the figures of the whole, to a millionth of a square metre', async () => {
    const rows = Uint32Array.from(await ranged.rowsMeeting({ id: 't', of: { table: 'zones', rows: null } }, task))
    const { resident } = await layer.far.part(rows, task)
    const zone = { table: zones, rows: null, ...rest }
    const part = await run({ table: resident.table, rows: null, numbers: rows, ...rest }, zone, 'pairs')
    const all = await run({ table: whole, rows, ...rest }, zone, 'pairs')
    for (const name of Object.keys(all.totals)) expect(part.totals[name]).toBeCloseTo(all.totals[name], 6)
    expect(part.table.columns.filter(({ type }) => type === 'text')).toEqual(
      all.table.columns.filter(({ type }) => type === 'text'),
    )
    expect(Array.from(part.members.rows, (row) => rows[row])).toEqual([...all.members.rows])
  })
})

describe('it is exported row by row', () => {
  const SOME = Uint32Array.from({ length: COUNT / 4 }, (_, i) => 4 * i + 1)
  const MANY: Partial<LayerExport> = {
    columns: ['BZ', 'DLBM', 'RQ', 'TBMJ', 'SF'],
    headings: 'zh',
    marksCodes: true,
    numbers: { decimals: 1, isGrouped: true },
    areaUnit: 'mu',
    metadata: { 来源: '测试' },
  }
  const FIELDS: readonly FieldInfo[] = [{ name: 'TBMJ', label: { zh: '图斑面积', en: 'Area' }, unit: 'm2', decimals: 2 }]
  const request = (format: string, more: Partial<LayerExport> = {}) => ({
    format,
    rows: null,
    fields: FIELDS,
    columns: whole.columns.map(({ name }) => name),
    crs: null,
    name: '宗地',
    beside: null,
    ...more,
  })
  /** many of them, so that something happens between them */
  const inPieces = () =>
    openFlatGeobuf(byteSource(new Blob([layer.bytesOf('parcels.fgb') as BlobPart]), 'p'), 'p', task.signal, 50_000)
  async function both(format: string, more: Partial<LayerExport> = {}) {
    const asked = request(format, more)
    const file = await inPieces()
    const all = await exportLayer({ ...asked, table: whole }, formatOf(format), task)
    const passed = await exportStream(asked, file, whole.crs, formatOf(format), task)
    const streamed = new Uint8Array(await passed.content.arrayBuffer())
    return { all, passed: { name: passed.name, mime: passed.mime, bytes: streamed } }
  }

  test.each([
    ['geojson', {}],
    ['geojson', { crs: 'EPSG:4528', ...MANY }],
    ['geojson', { rows: SOME }],
    ['csv', {}],
    ['csv', { crs: 'EPSG:4528', ...MANY }],
    ['csv', { rows: SOME, encoding: 'gb18030', ...MANY }],
  ] as const)('as %s with the very bytes that the table gives %#', async (format, more) => {
    const { all, passed } = await both(format, more)
    expect(passed.bytes.length).toBeGreaterThan(10_000)
    expect({ ...passed, bytes: Buffer.from(passed.bytes).toString('latin1') }).toEqual({
      ...all,
      bytes: Buffer.from(all.bytes).toString('latin1'),
    })
  })

  test.each([[{}], [{ rows: SOME }], [{ crs: 'EPSG:4528', columns: ['DLBM', 'RQ', 'TBMJ'] }]] as const)(
    'as FlatGeobuf with the rows of the table, in its order, found by its index %#',
    async (more) => {
      const { all, passed } = await both('flatgeobuf', more)
      const [a] = (await formatOf('flatgeobuf').decode!([all], {}, task)) ?? []
      const [b] = (await formatOf('flatgeobuf').decode!([passed], {}, task)) ?? []
      const rows = 'rows' in more ? more.rows : Uint32Array.from({ length: COUNT }, (_, row) => row)
      expect(b.table.length).toBe(rows.length)
      expect(b.receipt).toMatchObject({ skipped: 0, crs: a.receipt.crs, fields: a.receipt.fields })
      const source = 'crs' in more ? reproject(whole, more.crs, task) : whole
      for (const i of [0, 1, 17, rows.length - 1]) {
        expect(rowToGeoJson(b.table.geometry!, i, b.table.geometry!.xy)).toEqual(
          rowToGeoJson(source.geometry!, rows[i], source.geometry!.xy),
        )
        for (const column of b.table.columns) expect(cellAt(column, i)).toEqual(cellAt(findColumn(whole, column.name)!, rows[i]))
      }
      const file = await openFlatGeobuf(byteSource(new Blob([passed.bytes as BlobPart]), 'x'), 'x', task.signal)
      const box = [...(await file.boxesOf([5], task.signal))] as unknown as Box
      const found = await file.rowsWhere((each) => boxesMeet(each, box), task.signal)
      expect([...found.rows]).toContain(5)
      // its leaf names the bytes of the feature
      const fifth = await file.read(Uint32Array.of(5), task)
      expect(fifth.columns.map((column) => cellAt(column, 0))).toEqual(b.table.columns.map((column) => cellAt(column, 5)))
      expect(found.rows.length).toBeLessThan(40)
    },
  )

  test.each([[{}], [{ crs: 'EPSG:4528', ...MANY, encoding: 'gb18030' }], [{ rows: SOME, columns: [] }]] as const)(
    'as a Shapefile whose parts are those of the table, byte for byte %#',
    async (more) => {
      const { all, passed } = await both('shapefile', more)
      const [a, b] = [unzipSync(all.bytes), unzipSync(passed.bytes)]
      expect(Object.keys(b)).toEqual(['shp', 'shx', 'prj', 'dbf', 'cpg'].map((extension) => `宗地.${extension}`))
      for (const [name, bytes] of Object.entries(b)) expect(Buffer.from(bytes).equals(a[name]), name).toBe(true)
      expect(b['宗地.shp'].length).toBeGreaterThan(50_000)
    },
  )

  test.each([[{}], [{ crs: 'EPSG:4528', ...MANY }], [{ rows: SOME, columns: [] }]] as const)(
    'as a GeoPackage with what the table gives, in its order %#',
    async (more) => {
      const { all, passed } = await both('geopackage', more)
      expect(passed.bytes.length).toBe(all.bytes.length)
      const [[a], [b]] = await Promise.all(
        [all, passed].map(async (file) => (await formatOf('geopackage').decode!([file], {}, task)) ?? []),
      )
      expect({ ...b, receipt: { ...b.receipt, sha256: '' } }).toEqual({ ...a, receipt: { ...a.receipt, sha256: '' } })
      expect(b.table.length).toBe('rows' in more ? SOME.length : COUNT)
    },
  )

  test('with a text beside it, in an archive that is read back', async () => {
    const { all, passed } = await both('csv', { beside: { name: '元数据.txt', text: '来源' } })
    expect(passed.name).toBe('宗地.zip')
    const [a, b] = [unzipSync(all.bytes), unzipSync(passed.bytes)]
    expect(Object.keys(b)).toEqual(Object.keys(a))
    expect(Buffer.from(b['宗地.csv']).equals(a['宗地.csv'])).toBe(true)
    const shapefile = await both('shapefile', { rows: SOME, beside: { name: '元数据.txt', text: '来源' } })
    const members = unzipSync(shapefile.passed.bytes)
    expect(Object.keys(members)).toEqual([...['shp', 'shx', 'prj', 'dbf', 'cpg'].map((each) => `宗地.${each}`), '元数据.txt'])
    expect(Buffer.from(members['元数据.txt']).toString()).toBe('\ufeff来源')
  })

  test('a CSV that reads twice tells how far it is from the first piece on, and never falls back', async () => {
    const shares: number[] = []
    const watched = createTask({ signal: task.signal, onProgress: (share) => shares.push(share) })
    const asked = request('csv', { numbers: { decimals: 1, isGrouped: false } })
    await exportStream(asked, await inPieces(), whole.crs, formatOf('csv'), watched)
    expect(shares.filter((share) => share < 0.4).length).toBeGreaterThan(2)
    expect(shares).toEqual([...shares].sort((x, y) => x - y))
  })

  test('texts that a Shapefile cuts are told when it is written', async () => {
    const long = {
      ...whole,
      columns: [{ name: '说明', type: 'text' as const, codes: new Uint32Array(COUNT), dictionary: ['长'.repeat(100)] }],
    }
    const bytes = await encodeFlatGeobuf(long)
    const file = await openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'p'), 'p', task.signal)
    const notes: Note[] = []
    await exportStream(request('shapefile', { columns: ['说明'] }), file, whole.crs, formatOf('shapefile'), quietTask(notes))
    expect(notes).toMatchObject([{ code: 'write.textsWereCut', detail: { fields: '说明' }, level: 'warning' }])
  })

  test('a browser without room for the file says so, any other fault stays what it is', async () => {
    const full = new DOMException('no room', 'NotReadableError')
    const failing = (stream: Format['stream']) => ({ ...formatOf('csv'), stream })
    const failure = (stream: Format['stream']) =>
      exportStream(request('csv'), layer.layer, whole.crs, failing(stream), task).catch((each: unknown) => each)
    const broken = new Blob(['x'])
    broken.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(full) })
    const file = { name: 'a', mime: 'text/csv', content: broken }
    expect(await failure(() => Promise.resolve(file))).toMatchObject({ code: 'write.noRoom', detail: { layer: '宗地' } })
    expect(await failure(() => Promise.reject(new RangeError('Array buffer allocation failed')))).toMatchObject({
      code: 'write.noRoom',
    })
    const other = new TypeError('x is undefined')
    expect(await failure(() => Promise.reject(other))).toBe(other)
  })

  test('and stops when it is cancelled, with progress before', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    const watched = createTask({
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share)
        if (share > 0.4) stop.abort(new DOMException('x', 'AbortError'))
      },
    })
    const file = await inPieces()
    await expect(exportStream(request('geojson'), file, whole.crs, formatOf('geojson'), watched)).rejects.toThrow('x')
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.every((share) => share < 0.8)).toBe(true)
  })

  test('a format that takes all of it says so', async () => {
    await expect(exportStream(request('xlsx'), layer.layer, whole.crs, formatOf('xlsx'), task)).rejects.toMatchObject({
      code: 'format.cannotStream',
    })
  })
})
