import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeCog } from '../../scripts/layers/cog.ts'
import { onemap } from '../../tests/onemap.ts'
import { analyses } from '../analyses/registry.ts'
import type { Param } from '../core/params.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'

const FIXTURE = 'tests/fixtures/formats/parcels.geojson'
const SCHEME = JSON.stringify({
  version: 1,
  title: { zh: '试', en: 'Test' },
  source: { zh: '试', en: 'Test' },
  isExample: true,
  scale: 100,
  indicators: [
    {
      id: 'size',
      label: { zh: '面积', en: 'Size' },
      weight: 1,
      source: { kind: 'geometry', measure: 'areaHa' },
      scoring: { kind: 'range', min: 0, max: 10, better: 'high' },
    },
  ],
  weights: 'asPrinted',
  combine: 'weightedSum',
  limits: [],
  missing: 'skip',
  grades: {
    kind: 'fixed',
    lower: [50],
    labels: [
      { zh: '一等', en: 'First' },
      { zh: '二等', en: 'Second' },
    ],
  },
})

let folder: string
const inFolder = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onemap-'))
  // the same parcels, a little to the east, so that everything has something to cut
  const moved = readFileSync(FIXTURE, 'utf8').replace(/118\.5(\d\d)/g, (_, rest: string) =>
    String(118.5 + Number(rest) / 1000 + 0.0005),
  )
  writeFileSync(inFolder('moved.geojson'), moved)
  const values = Float32Array.from({ length: 100 * 100 }, (_, i) => i % 100)
  writeFileSync(
    inFolder('grid.tif'),
    encodeCog({ width: 100, height: 100, west: 118.5, north: 37.65, cellDeg: 0.001, nodata: -9999, values }),
  )
  await onemap('--version')
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** What a user must say for a parameter; nothing where it has a value of its own. */
function given(name: string, param: Param, isFirst: boolean): string[] {
  switch (param.kind) {
    case 'layer':
      return [`${name}=${isFirst ? FIXTURE : inFolder('moved.geojson')}`]
    case 'layers':
      return [`${name}=${inFolder('moved.geojson')}`]
    case 'grid':
      return [`${name}=${inFolder('grid.tif')}`]
    case 'model':
      return [`${name}=${SCHEME}`]
    case 'fields':
      return param.min > 0 ? [`${name}=DLBM`] : []
    default:
      return []
  }
}

interface Answer {
  readonly analysis: string
  readonly rows: readonly Record<string, unknown>[]
  readonly total: Record<string, number | null>
  readonly tables: readonly { readonly title: { readonly zh: string; readonly en: string }; readonly rows: Answer['rows'] }[]
  readonly notes: readonly { readonly code: string; readonly text: { readonly zh: string; readonly en: string } }[]
  readonly provenance: { readonly sources: readonly { readonly sha256: string }[] }
}

// a contract: an analysis added to the registry is held to it without another line
describe.each(analyses.map(({ id, params }) => [id, params] as const))('onemap analyze %s', (id, params) => {
  it('answers in the one shape, and writes each kind of file', async () => {
    const sets = Object.entries(params).flatMap(([name, param], i) =>
      given(name, param, i === 0).flatMap((set) => ['--set', set]),
    )
    const outs = ['geojson', 'fgb', 'csv', 'xlsx'].map((extension) => inFolder(`${id}.${extension}`))
    const run = await onemap('analyze', id, ...sets, ...outs.flatMap((out) => ['--out', out]), '--json')
    expect(run.stderr).not.toMatch(/^\s+at /m)
    expect(run.exit, run.stderr).toBe(0)
    const answer = run.json<Answer>()
    expect(answer.analysis).toBe(id)
    expect(answer.rows.length).toBeGreaterThan(0)
    expect(Object.values(answer.total).every((value) => value === null || Number.isFinite(value))).toBe(true)
    for (const { title, rows } of answer.tables)
      for (const words of Object.values(title)) expect([words, rows.length]).not.toContain('')
    if (id === 'near') for (const { distanceM } of answer.tables[0].rows) expect(distanceM).toBeGreaterThanOrEqual(0)
    for (const { code, text } of answer.notes) for (const words of Object.values(text)) expect(words, code).not.toContain('{')
    for (const { sha256 } of answer.provenance.sources) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    const [geojson, fgb, csv, xlsx] = outs.map((out) => readFileSync(out))
    expect(csv.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(xlsx.subarray(0, 2).toString()).toBe('PK')
    const read = (name: string, bytes: Buffer) => decodeFiles([{ name, bytes: new Uint8Array(bytes) }], {}, quietTask())
    const counts = await Promise.all([read('a.geojson', geojson), read('a.fgb', fgb)])
    expect(counts[1].layers[0].table.length).toBe(counts[0].layers[0].table.length)
  })
})

it('does not take the outline of a raster for a layer of polygons', async () => {
  const run = await onemap('analyze', 'area-summary', '--set', `layer=${inFolder('grid.tif')}`, '--json')
  expect(run.json<{ error: { code: string } }>().error.code).toBe('cli.layerMissing')
  expect(run.exit).toBe(1)
})
