import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { findPostgres, startPostgres } from '../../../tests/postgres.ts'
import { layerOf } from '../../../tests/sql-layers.ts'
import { findAnalysis } from '../../analyses/registry.ts'
import type { AnalysisResult, LayerInput } from '../../core/analysis.ts'
import { geometryFromGeoJson } from '../../core/geometry.ts'
import { textColumn } from '../../core/grouping.ts'
import { modelKey, type StoredValue } from '../../core/params.ts'
import { type Column, findColumn, type Table, type TextColumn } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { type Database, openDatabase } from './database.ts'
import { GRADED_BY_ALL, GRADED_BY_DATA } from './grading.fixture.ts'
import { sqlAnalysisOf } from './registry.ts'
import { computeIn } from './run-sql.ts'

const real = findPostgres()
if ('missing' in real) console.warn(`skipped: figures from a real server, since ${real.missing}`)

/** Squares of 0.002°, by their south-west corners; the code of each. */
function squares(corners: readonly (readonly [number, number, string | null])[], hole = false): Table {
  const ring = (x: number, y: number, size: number) => [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ]
  const entries = corners.map(([x, y]) => ({
    type: 'Polygon' as const,
    coordinates: [ring(x, y, 0.002), ...(hole ? [ring(x + 0.0005, y + 0.0005, 0.0007).reverse()] : [])],
  }))
  return {
    name: 'squares',
    crs: 'EPSG:4490',
    length: corners.length + 1,
    columns: [textColumn('code', [...corners.map(([, , code]) => code), ' 0102 '])],
    // the last row has no shape
    geometry: geometryFromGeoJson('polygon', [...entries, null]),
  }
}
const crowd = squares(
  [
    [118.7, 37.65, '0101'],
    [118.701, 37.651, '0102'],
    [118.7005, 37.6505, '0101'],
    [118.7015, 37.65, ''],
    [118.71, 37.66, null],
  ],
  true,
)
const zones = squares([
  [118.6995, 37.6495, '0102'],
  [118.7, 37.6501, '0301'],
])
const roads: Table = {
  name: 'roads',
  crs: 'EPSG:4490',
  length: 2,
  columns: [],
  geometry: geometryFromGeoJson('line', [
    {
      type: 'LineString',
      coordinates: [
        [118.69, 37.64],
        [118.7, 37.6487],
        [118.712, 37.66],
      ],
    },
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [118.75, 37.6],
          [118.75, 37.7],
        ],
        [
          [118.7, 37.655],
          [118.69, 37.655],
        ],
      ],
    },
  ]),
}
const wells: Table = {
  name: 'wells',
  crs: 'EPSG:4490',
  length: 3,
  columns: [textColumn('kind', ['deep', 'shallow', 'deep'])],
  geometry: geometryFromGeoJson('point', [
    { type: 'Point', coordinates: [118.7012, 37.6512] },
    { type: 'Point', coordinates: [118.7, 37.65] },
    { type: 'Point', coordinates: [118.69, 37.6] },
  ]),
}
const fabric = parcelFabric(400)
const later = parcelFabric(361)

/** Ends what hangs: a test that ends while its script runs leaves its tables to the next. */
const PATIENCE_MS = 300_000

/** What the analysis gives when it runs here, its parameters left as they come where nothing is said. */
function runHere(id: string, layers: Layers, values: Values): Promise<AnalysisResult> {
  const analysis = findAnalysis(id)
  if (!analysis) throw new Error(id)
  const given = Object.entries(analysis.params).map(([name, param]) => {
    if (param.kind === 'layer') return [name, layers[name][0]]
    if (param.kind === 'layers') return [name, layers[name]]
    if (param.kind === 'model') {
      const named = Object.entries(layers).filter(([key]) => key.startsWith(modelKey(name, '')))
      const byId = named.map(([key, [layer]]) => [key.slice(modelKey(name, '').length), layer])
      return [name, { json: values[name], layers: Object.fromEntries(byId), grids: {} }]
    }
    return [name, values[name] ?? ('initial' in param ? param.initial : [])]
  })
  return Promise.resolve(analysis.run(Object.fromEntries(given), quietTask()))
}

type Layers = Readonly<Record<string, LayerInput[]>>
type Values = Readonly<Record<string, StoredValue>>

async function compare(database: Database, id: string, layers: Layers, values: Values) {
  const own = await runHere(id, layers, values)
  const theirs = await computeIn(database, sqlAnalysisOf(id), layers, values, quietTask())
  expect(theirs.notes).toEqual(own.notes)
  if (id === 'grading')
    compareColumns(
      own.pieces as Table,
      theirs.pieces as Table,
      // pieces of a square centimetre keep six digits
      nearTo((name) => (name === 'V_density' ? 1e-3 : 1e-6)),
    )
  compareTables(own, theirs)
  expect(theirs.tables?.length).toBe(own.tables?.length)
  for (const [i, table] of (theirs.tables ?? []).entries()) compareTables(own.tables?.[i] as Compared, table)
  return own
}

const textsOf = (column: Column | undefined) =>
  column?.type === 'text' ? Array.from(column.codes, (code) => column.dictionary[code]) : column

const nearTo = (toleranceOf: (name: string) => number) => (a: number, b: number, name: string) => {
  if (Number.isNaN(a)) return expect(b, name).toBeNaN()
  expect(Math.abs(a - b), `${name}: ${a}, ${b}`).toBeLessThanOrEqual(1e-9 * Math.abs(a) + toleranceOf(name))
}

type Compared = Pick<AnalysisResult, 'table' | 'columns' | 'totals' | 'members'>
function compareTables(own: Compared, theirs: Compared) {
  expect(theirs.table.length).toBe(own.table.length)
  expect(theirs.columns).toEqual(own.columns)
  expect([...theirs.members.rows]).toEqual([...own.members.rows])
  // a rest has the last digits of what it is the difference of: 1e-9 of 40 000 m²
  const near = nearTo((name) => (/^(area_m2|count)$/.test(name) ? 1e-6 : 4e-5))
  for (const [name, total] of Object.entries(own.totals)) near(total, theirs.totals[name], name)
  compareColumns(own.table, theirs.table, near)
}
function compareColumns(own: Table, theirs: Table, near: (a: number, b: number, name: string) => void) {
  for (const column of own.columns.toSorted((a, b) => a.type.localeCompare(b.type))) {
    const other = findColumn(theirs, column.name)
    if (column.type === 'text') expect(textsOf(other)).toEqual(textsOf(column))
    else for (const [line, value] of [...column.values].entries()) near(value, (other as typeof column).values[line], column.name)
  }
}

const SERVERS = [
  { name: 'PostGIS in WebAssembly', isHere: true, start: async () => ({ url: null, stop: () => {} }) },
  {
    name: 'PostGIS of this system',
    isHere: 'bin' in real,
    start: () => startPostgres((real as { bin: string }).bin),
  },
]

describe.each(SERVERS)('figures from $name', ({ isHere, start }) => {
  let database: Database
  let stop: () => void = () => {}
  beforeAll(async () => {
    if (!isHere) return
    const server = await start()
    stop = server.stop
    database = await openDatabase(server.url)
  }, PATIENCE_MS)
  afterAll(async () => {
    await database?.close()
    stop()
  })

  it.skipIf(!isHere)('measure the ring of the standard', async () => {
    const plane = '+proj=cea +lon_0=118.75 +lat_ts=37.65 +ellps=GRS80 +units=m'
    const ring = 'POLYGON((118.5 37.6,118.52 37.605,118.515 37.63,118.49 37.62,118.5 37.6))'
    const [row] = await database.query(`select ST_Area(ST_Transform(ST_GeomFromText('${ring}', 4490), '${plane}')) as area`)
    expect(Number(row.area)).toBeCloseTo(5512085.5353, 3)
  })

  it.skipIf(!isHere)(
    'agree with our own on a fabric by class and ownership, registered areas beside',
    async () => {
      const own = await compare(
        database,
        'area-summary',
        { layer: [layerOf(fabric)] },
        { groupBy: ['DLBM', 'QSXZ'], registered: ['TBMJ'] },
      )
      expect(own.table.length).toBeGreaterThan(10)
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)(
    'agree with our own where features overlap twice and thrice, with holes, blanks and no shape',
    async () => {
      const own = await compare(database, 'area-summary', { layer: [layerOf(crowd)] }, { groupBy: ['code'] })
      expect(own.totals.overlap_m2).toBeGreaterThan(1000)
      expect(own.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['summary.noGeometry', 'summary.overlap']))
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)(
    'agree with our own pair by pair, zones and subjects overlapping each other',
    async () => {
      const own = await compare(
        database,
        'overlap',
        { subject: [layerOf(crowd)], against: [layerOf(zones), layerOf(fabric)] },
        { ignoreBelow: 0, groupBy: ['DLBM'], subjectGroups: ['code'] },
      )
      expect(own.totals.area_m2).toBeGreaterThan(own.totals.net_area_m2)
      await compare(database, 'overlap', { subject: [layerOf(fabric)], against: [layerOf(zones)] }, { ignoreBelow: 50 })
      // what one of two subjects that overlap ignores, the other may count
      const crowded = { subject: [layerOf(crowd)], against: [layerOf(zones), layerOf(fabric)] }
      const some = await compare(database, 'overlap', crowded, { ignoreBelow: 6000 })
      expect(some.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['overlap.ignored', 'overlap.subjectsTwice']))
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)(
    'agree with our own on what became of every class, town by town',
    async () => {
      const layers = { before: [layerOf(fabric)], after: [layerOf(later)] }
      const classes = { beforeClass: ['DLBM'], afterClass: ['DLBM'] }
      const own = await compare(database, 'change', layers, { ...classes, groupBy: ['QSXZ'], sliver: 900, pieces: false })
      expect(own.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['change.noCounterpart', 'change.slivers']))
      const crowded = { before: [layerOf(crowd)], after: [layerOf(zones)] }
      const values = { beforeClass: ['code'], afterClass: ['code'], sliver: 1000, pieces: true }
      const double = await compare(database, 'change', crowded, values)
      expect(double.notes.map(({ code }) => code)).toContain('change.double')
      expect(double.pieces?.length).toBeGreaterThan(3)
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)(
    'agree with our own value by value, score by score and grade by grade',
    async () => {
      const named = { zones, 'later-zones': crowd, roads, wells }
      const layers = Object.fromEntries(Object.entries(named).map(([id, table]) => [modelKey('model', id), [layerOf(table)]]))
      for (const model of [GRADED_BY_ALL, GRADED_BY_DATA]) {
        const values = { model: JSON.stringify(model), groupBy: ['QSXZ'] }
        const own = await compare(database, 'grading', { ...layers, layer: [layerOf(fabric)] }, values)
        expect((findColumn(own.table, 'GRADE') as TextColumn).dictionary.length).toBeGreaterThan(2)
      }
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)(
    'agree with our own on equal steps and a capped score, to nine digits',
    async () => {
      const grades = { kind: 'equal', labels: GRADED_BY_DATA.grades.labels } as const
      const model = JSON.stringify({ ...GRADED_BY_DATA, missing: 'skip', combine: 'weightedSum', grades })
      await compare(database, 'grading', { layer: [layerOf(fabric)] }, { model, groupBy: [] })
    },
    PATIENCE_MS,
  )

  it.skipIf(!isHere)('say what the database says when it refuses, and leave nothing behind', async () => {
    await expect(database.query('select nonsense')).rejects.toMatchObject({ code: 'sql.failed' })
    const left = await database.query("select count(*) as n from pg_class where relname like 'onemap_%'")
    expect(Number(left[0].n)).toBe(0)
  })
})

it('a server that is not there is told by its address, without the password', async () => {
  const answer = openDatabase('postgres://someone:secret@127.0.0.1:1/none')
  await expect(answer).rejects.toMatchObject({ code: 'sql.connect', detail: { server: 'postgres://someone@127.0.0.1:1/none' } })
})
