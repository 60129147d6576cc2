import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { type Failure, type Layer, layersOf, type Summary, summary } from '../../tests/cli-answers.ts'
import { onemap } from '../../tests/onemap.ts'
import { encodeFlatGeobuf } from '../formats/flatgeobuf.ts'

const FIXTURE = 'tests/fixtures/formats/parcels.geojson'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onemap-'))
  // the first run bundles
  await onemap('--version')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = (name: string) => join(folder, name)

describe('onemap', () => {
  it('helps in Chinese and English, and names every analysis and parameter', async () => {
    const both = await onemap('--help')
    expect(both.exit).toBe(0)
    for (const word of ['用法', 'Usage', '退出码', 'Exit codes', 'area-summary', '面积汇总', 'Area summary', 'groupBy']) {
      expect(both.stdout).toContain(word)
    }
    const english = await onemap('help', '--lang', 'en')
    expect(english.stdout).toContain('Exit codes')
    expect(english.stdout).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('gives the same figures on one thread and on several', async () => {
    const fabric = parcelFabric(26_000)
    // some parcels lie on their neighbours
    for (let i = 0; i < 26; i += 2) for (let row = 0; row < 26_000; row += 50) fabric.geometry!.xy[26 * row + i] += 1e-5
    writeFileSync(inFolder('fabric.fgb'), await encodeFlatGeobuf(fabric))
    const totals = await Promise.all(
      ['1', '2'].map((threads) =>
        summary('--set', `layer=${inFolder('fabric.fgb')}`, '--set', 'groupBy=DLBM', '--threads', threads),
      ),
    )
    expect(totals[0].total.overlapM2).toBeGreaterThan(1000)
    expect(totals[1].rows).toEqual(totals[0].rows)
    expect(totals[1].total).toEqual(totals[0].total)
  })

  it.each([
    [[], 'cli.noCommand'],
    [['info', 'a.fgb', '--threads', '0'], 'cli.threads'],
    [['info'], 'cli.noFile'],
    [['analyze', 'nonsense'], 'cli.analysis'],
    [['analyze', 'area-summary'], 'cli.parameterMissing'],
    [['analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--set', 'colour=red'], 'cli.parameter'],
    [['analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--set', 'net=perhaps'], 'cli.flag'],
    [['analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--out', 'result.pdf'], 'cli.extension'],
    [['convert', FIXTURE], 'cli.convertWords'],
    [['convert', FIXTURE, 'out.xls'], 'cli.extension'],
    // a Shapefile is written as an archive
    [['convert', FIXTURE, 'out.shp'], 'cli.extension'],
    [['analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--engine', 'postgis', '--dialect', 'sedona'], 'sql.sedonaRuns'],
  ])('ends with 2 on wrong usage: %j', async (words, code) => {
    const run = await onemap(...words, '--json')
    expect(run.json<Failure>().error.code).toBe(code)
    expect(run.exit).toBe(2)
  })

  it('ends with 1 on bad input, says why in words and as JSON', async () => {
    const missing = await onemap('analyze', 'area-summary', '--set', 'layer=no-such.geojson', '--json')
    expect(missing.json<Failure>().error).toEqual({ code: 'cli.file', detail: { file: 'no-such.geojson', reason: 'ENOENT' } })
    expect(missing.exit).toBe(1)
    expect(missing.stderr).toContain('no-such.geojson')
    const field = await onemap('analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--set', 'by=NOPE', '--lang', 'zh')
    expect(field.exit).toBe(1)
    expect(field.stdout).toBe('')
    expect(field.stderr).toContain('NOPE')
    expect(field.stderr).toMatch(/[\u4e00-\u9fff]/)
  })

  it('describes its fixture, whatever the container', async () => {
    const files = ['parcels.geojson', 'parcels.fgb', 'parcels-gbk.zip'].map((name) => `tests/fixtures/formats/${name}`)
    const layers = await layersOf(...files)
    expect(layers).toHaveLength(3)
    for (const layer of layers) {
      expect(layer.geometry).toBe('polygon')
      expect(layer.count).toBe(layers[0].count)
      expect(layer.crs).toMatch(/^EPSG:\d+$/)
      expect(layer.fields.length).toBeGreaterThan(0)
    }
    expect(layers[2].encoding).toMatch(/gb/i)
  })

  it('describes the files it can read beside one it cannot', async () => {
    writeFileSync(inFolder('broken.geojson'), '{"type":"FeatureCollection","features":[{')
    const run = await onemap('info', inFolder('broken.geojson'), FIXTURE, '--json')
    const answer = run.json<Failure & { layers: Layer[] }>()
    expect(run.exit).toBe(1)
    expect(answer.layers).toHaveLength(1)
    expect(answer.error.detail.file).toBe('broken.geojson')
  })

  it('sums a square of known area to the tenth of a square centimetre, with its provenance', async () => {
    // domain: the trapezoid formula of TD/T 1055 on this ring gives 5 512 085.535 m²; PROJ's cea agrees to 1e-5 m²
    const ring = [
      [118.5, 37.6],
      [118.52, 37.605],
      [118.515, 37.63],
      [118.49, 37.62],
      [118.5, 37.6],
    ]
    const feature = { type: 'Feature', properties: { A: '0101' }, geometry: { type: 'Polygon', coordinates: [ring] } }
    writeFileSync(inFolder('ring.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const result = await summary('--set', `layer=${inFolder('ring.geojson')}`, '--set', 'by=A')
    expect(result.total.count).toBe(1)
    expect(result.total.areaM2).toBeCloseTo(5512085.5353, 4)
    expect(result.total.netAreaM2).toBe(result.total.areaM2)
    expect(result.rows).toEqual([expect.objectContaining({ A: '0101', count: 1, areaM2: result.total.areaM2 })])
    expect(result.provenance.sources[0].sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(result.provenance.areaPlane).toContain('+proj=cea')
    expect(Number.isNaN(Date.parse(result.provenance.at))).toBe(false)
  })

  it('needs no field to sum a whole layer, and keeps a field that is called like a figure', async () => {
    const square = (x: number) => [
      [x, 37],
      [x + 0.01, 37],
      [x + 0.01, 37.01],
      [x, 37.01],
      [x, 37],
    ]
    const feature = (x: number, count: string) => ({
      type: 'Feature',
      properties: { count },
      geometry: { type: 'Polygon', coordinates: [square(x)] },
    })
    const features = [feature(118, 'a'), feature(118.005, 'b')]
    writeFileSync(inFolder('two.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
    const whole = await summary('--set', `layer=${inFolder('two.geojson')}`)
    expect(whole.rows).toHaveLength(1)
    expect(whole.total.netAreaM2 / whole.total.areaM2).toBeCloseTo(0.75, 9)
    expect(whole.notes.map(({ code }) => code)).toContain('summary.overlap')
    const named = await summary('--set', `layer=${inFolder('two.geojson')}`, '--set', 'by=count')
    expect(named.rows.map((row) => [row.field_count, row.count])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  it('writes the result in each format, and reads its own files back to the same area', async () => {
    const outs = ['r.geojson', 'r.fgb', 'r.csv', 'r.xlsx'].map(inFolder)
    const words = ['--set', `layer=${FIXTURE}`, '--geometry', 'collected', ...outs.flatMap((out) => ['--out', out])]
    const result = await summary(...words)
    for (const out of outs) expect(existsSync(out), out).toBe(true)
    expect(readFileSync(outs[2], 'utf8').startsWith('\uFEFF')).toBe(true)
    expect(readFileSync(outs[3]).subarray(0, 2).toString()).toBe('PK')
    for (const out of outs.slice(0, 2)) {
      const again = await summary('--set', `layer=${out}`)
      expect(Math.abs(again.total.areaM2 - result.total.areaM2), out).toBeLessThan(0.01)
    }
  })

  it('tells which tables a FlatGeobuf file is too small in its head for, in the answer and in the file itself', async () => {
    writeFileSync(inFolder('many.fgb'), await encodeFlatGeobuf(parcelFabric(10_201)))
    writeFileSync(inFolder('few.fgb'), await encodeFlatGeobuf(parcelFabric(100)))
    const notesOf = async (layer: string, out: string) => {
      const set = ['--set', `subject=${inFolder(layer)}`, '--set', `against=${inFolder(layer)}`, '--set', 'pieces=false']
      const { notes } = (await onemap('analyze', 'overlap', ...set, '--out', inFolder(out), '--json')).json<Summary>()
      return notes.filter(({ code }) => code === 'write.tablesLeftOut')
    }
    expect(await notesOf('few.fgb', 'few-pairs.fgb')).toEqual([])
    const [told] = await notesOf('many.fgb', 'pairs.fgb')
    expect(told.text.zh).toMatch(/附表，“.*逐.*”更长，未写入/)
    expect(told.text.en).toMatch(/tables of up to 10.000 lines; “.+” (is|are) longer and left out/)
    expect(readFileSync(inFolder('pairs.fgb')).toString('utf8')).toContain(told.text.zh)
  })

  it('converts there and back, and says in which CRS the vertices are', async () => {
    const before = await summary('--set', `layer=${FIXTURE}`)
    const fgb = await onemap('convert', FIXTURE, inFolder('gk.fgb'), '--to-crs', 'EPSG:4528', '--json')
    expect(fgb.json<{ crs: string }>().crs).toBe('EPSG:4528')
    const geojson = await onemap('convert', inFolder('gk.fgb'), inFolder('gk.geojson'), '--to-crs', 'EPSG:4549', '--json')
    expect(geojson.exit).toBe(0)
    const [layer] = await layersOf(inFolder('gk.geojson'))
    expect(layer.crs).toBe('EPSG:4549')
    expect(layer.bbox[0]).toBeGreaterThan(1e5)
    const after = await summary('--set', `layer=${inFolder('gk.geojson')}`)
    expect(Math.abs(after.total.areaM2 / before.total.areaM2 - 1)).toBeLessThan(1e-6)
    const unknown = await onemap('convert', FIXTURE, inFolder('x.fgb'), '--to-crs', 'EPSG:1', '--json')
    expect(unknown.json<Failure>().error.code).toBe('crs.unknown')
    expect(unknown.exit).toBe(1)
  })

  it('repairs polygons on request', async () => {
    const bow = [
      [118, 37],
      [118.01, 37.01],
      [118.01, 37],
      [118, 37.01],
      [118, 37],
    ]
    const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [bow] } }
    writeFileSync(inFolder('bow.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const run = await onemap('convert', inFolder('bow.geojson'), inFolder('bow.fgb'), '--repair', '--json')
    expect(run.json<{ notes: { code: string }[] }>().notes.map(({ code }) => code)).toContain('summary.repaired')
    const before = await summary('--set', `layer=${inFolder('bow.geojson')}`)
    const after = await summary('--set', `layer=${inFolder('bow.fgb')}`)
    expect(before.total.areaM2).toBeGreaterThan(4e5)
    expect(after.total.areaM2).toBeCloseTo(before.total.areaM2, 1)
  })

  it('keeps stdout for the result alone: a table in words, or JSON', async () => {
    const words = await onemap('analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--lang', 'zh', '--unit', 'mu')
    expect(words.exit).toBe(0)
    expect(words.stdout).toContain('椭球面积（亩）')
    expect(words.stdout).not.toContain('%\n')
    const json = await onemap('analyze', 'area-summary', '--set', `layer=${FIXTURE}`, '--json')
    expect(json.stdout.startsWith('{')).toBe(true)
    expect(json.stderr).toContain('%')
  })
})
