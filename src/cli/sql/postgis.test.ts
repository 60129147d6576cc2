import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { findPostgres, startPostgres } from '../../../tests/postgres.ts'
import { layerOf } from '../../../tests/sql-layers.ts'
import areaSummary from '../../analyses/area-summary.ts'
import overlap from '../../analyses/overlap.ts'
import type { AnalysisResult, LayerInput } from '../../core/analysis.ts'
import { geometryFromGeoJson } from '../../core/geometry.ts'
import { textColumn } from '../../core/grouping.ts'
import { findColumn, type Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { type Database, openDatabase } from './database.ts'
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
  [118.6995, 37.6495, 'a'],
  [118.7, 37.6501, 'b'],
])
const fabric = parcelFabric(400)

async function compare(
  database: Database,
  id: 'area-summary' | 'overlap',
  layers: Record<string, LayerInput[]>,
  values: Record<string, unknown>,
) {
  const own: AnalysisResult =
    id === 'area-summary'
      ? await areaSummary.run({ layer: layers.layer[0], groupBy: [], registered: [], net: true, ...values }, quietTask())
      : await overlap.run(
          {
            subject: layers.subject[0],
            against: layers.against,
            lines: 'pairs',
            attribute: [],
            ignoreBelow: 0,
            pieces: false,
            ...values,
          },
          quietTask(),
        )
  const stored = { ignoreBelow: 0, ...values } as Record<string, string[] | number>
  const theirs = await computeIn(database, sqlAnalysisOf(id), layers, stored, quietTask())
  expect(theirs.table.length).toBe(own.table.length)
  expect(theirs.columns).toEqual(own.columns)
  expect(theirs.notes.map(({ code }) => code)).toEqual(own.notes.map(({ code }) => code))
  expect([...theirs.members.rows]).toEqual([...own.members.rows])
  // where three or more features lie on one place our own engine joins them on a 0.1 mm grid, and a difference of large areas
  // keeps their last digits: a square decimetre a kilometre of border
  const near = (a: number, b: number, name: string) => {
    if (Number.isNaN(a)) return expect(b, name).toBeNaN()
    const isExact = name === 'area_m2' || name === 'count'
    expect(Math.abs(a - b), `${name}: ${a}, ${b}`).toBeLessThanOrEqual(1e-9 * Math.abs(a) + (isExact ? 1e-6 : 0.05))
  }
  for (const [name, total] of Object.entries(own.totals)) near(total, theirs.totals[name], name)
  for (const column of own.table.columns) {
    const other = findColumn(theirs.table, column.name)
    if (column.type === 'text') expect(other).toEqual(column)
    else for (const [line, value] of [...column.values].entries()) near(value, (other as typeof column).values[line], column.name)
  }
  return own
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
  }, 120_000)
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
    60_000,
  )

  it.skipIf(!isHere)(
    'agree with our own where features overlap twice and thrice, with holes, blanks and no shape',
    async () => {
      const own = await compare(database, 'area-summary', { layer: [layerOf(crowd)] }, { groupBy: ['code'] })
      expect(own.totals.overlap_m2).toBeGreaterThan(1000)
      expect(own.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['summary.noGeometry', 'summary.overlap']))
    },
    60_000,
  )

  it.skipIf(!isHere)(
    'agree with our own pair by pair, zones and subjects overlapping each other',
    async () => {
      const own = await compare(
        database,
        'overlap',
        { subject: [layerOf(crowd)], against: [layerOf(zones), layerOf(fabric)] },
        {},
      )
      expect(own.totals.area_m2).toBeGreaterThan(own.totals.net_area_m2)
      await compare(database, 'overlap', { subject: [layerOf(fabric)], against: [layerOf(zones)] }, { ignoreBelow: 50 })
    },
    60_000,
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
