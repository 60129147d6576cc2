import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { onemap } from '../../tests/onemap.ts'
import { encodeFlatGeobuf } from '../formats/flatgeobuf.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onemap-'))
  // the first run bundles
  await onemap('--version')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

const TEETH = 1000

/** A comb whose teeth cross those of the one that lies the other way a million times: the clipper is busy for many seconds. */
function comb(name: string, isLying: boolean): string {
  const step = 0.05 / TEETH
  const ring = Array.from({ length: TEETH }, (_, i) => [
    [i * step, 0],
    [i * step, 0.05],
    [(i + 0.5) * step, 0.05],
    [(i + 0.5) * step, 0],
  ]).flat()
  ring.push([0.05, 0], [0.05, -0.001], [0, -0.001], [0, 0])
  const coordinates = [ring.map(([x, y]) => (isLying ? [118.5 + y, 37.5 + x] : [118.5 + x, 37.5 + y]))]
  const feature = { type: 'Feature', properties: { n: 1 }, geometry: { type: 'Polygon', coordinates } }
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  return file
}

it('one Ctrl+C ends a run at once, also in the midst of a cut that takes no breath', async () => {
  const out = join(folder, 'pieces.fgb')
  const words = [
    'analyze',
    'intersection',
    '--set',
    `layer=${comb('a.geojson', false)}`,
    '--set',
    `by=${comb('b.geojson', true)}`,
  ]
  const child = spawn(process.execPath, ['scripts/onemap.mjs', ...words, '--out', out, '--json', '--lang', 'zh'])
  let [stdout, stderr, pressedAt] = ['', '', 0]
  child.stdout.on('data', (data) => {
    stdout += data
  })
  child.stderr.on('data', (data) => {
    stderr += data
    if (pressedAt > 0 || !stderr.includes('查找重叠 50')) return
    pressedAt = performance.now()
    // by then it is in the clipper
    setTimeout(() => child.kill('SIGINT'), 1000)
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(code).toBe(130)
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'cli.cancelled', detail: {} } })
  expect(stderr).toContain('已取消')
  expect(existsSync(out)).toBe(false)
  // a quarter of a second of patience; the cut itself takes several seconds
  expect(performance.now() - pressedAt - 1000).toBeLessThan(2500)
}, 120_000)

// GeoJSON hears of it and clears up itself; FlatGeobuf takes no breath while it sorts: who ends it clears up
it.each(['geojson', 'fgb'])(
  'a %s file that is half written when Ctrl+C is pressed is gone',
  async (extension) => {
    const layer = join(folder, 'parcels.fgb')
    writeFileSync(layer, await encodeFlatGeobuf(parcelFabric(100_000)))
    const before = readdirSync(folder).sort()
    const words = ['analyze', 'single-parts', '--set', `layer=${layer}`, '--out', join(folder, `parts.${extension}`)]
    const child = spawn(process.execPath, ['scripts/onemap.mjs', ...words, '--json', '--lang', 'zh'])
    let during: string | undefined
    // as soon as there is something that must not stay
    const watch = setInterval(() => {
      if (during) return
      during = readdirSync(folder).find((name) => name.endsWith('.part'))
      if (during) child.kill('SIGINT')
    }, 5)
    const code = await new Promise((resolve) => child.on('close', resolve))
    clearInterval(watch)
    expect(during).toMatch(new RegExp(`^parts\\.${extension}\\.`))
    expect(code).toBe(130)
    expect(readdirSync(folder).sort()).toEqual(before)
  },
  120_000,
)

it('Ctrl+C while the result is said cancels nothing: its file stands whole, and a caller that is told 130 would throw it away', async () => {
  const [layer, out] = [join(folder, 'many.fgb'), join(folder, 'many.xlsx')]
  writeFileSync(layer, await encodeFlatGeobuf(parcelFabric(3000)))
  const words = ['analyze', 'area-summary', '--set', `layer=${layer}`, '--set', 'groupBy=ZDDM', '--out', out, '--json']
  const child = spawn(process.execPath, ['scripts/onemap.mjs', ...words])
  const closed = new Promise((resolve) => child.on('close', resolve))
  // nobody reads: more than a pipe holds is left to be said
  child.stdout.pause()
  while (!existsSync(out)) await new Promise((resolve) => setTimeout(resolve, 10))
  await new Promise((resolve) => setTimeout(resolve, 300))
  child.kill('SIGINT')
  // longer than the patience with a run that does not hear
  await new Promise((resolve) => setTimeout(resolve, 600))
  let said = ''
  child.stdout.on('data', (data) => {
    said += data
  })
  child.stdout.resume()
  const code = await closed
  expect(code).toBe(0)
  expect(said.length).toBeGreaterThan(200_000)
  expect(JSON.parse(said)).toMatchObject({ out: [out] })
  expect(Object.keys(unzipSync(readFileSync(out)))).toContain('xl/workbook.xml')
}, 120_000)
