import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import '../../src/cli/gdal-files.ts'
import { quietTask } from '../../src/core/task.ts'
import type { InputFile } from '../../src/formats/format.ts'
import { decodeFiles } from '../../src/formats/registry.ts'
import { flawOf } from './check-table.ts'
import { mutate, Random } from './mutate.ts'

/** As formats.test.ts, for what goes through GDAL: a few files a second only, so without FUZZ_SECONDS there are three. */
const { FUZZ_SECONDS, FUZZ_FORMAT, FUZZ_SEED } = process.env
// all of the time where only this kind is asked for
const SECONDS = FUZZ_SECONDS ? Number(FUZZ_SECONDS) / (FUZZ_FORMAT ? 1 : 10) : 0
const FEWEST = 3
const MAX_SECONDS = 20

const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0
if (!hasGdal) console.warn('skipped: ogr2ogr (Debian: gdal-bin) was not found, no geodatabase and MapInfo file to damage')

/** The members of a file of several parts, made by the native GDAL. */
function made(folder: string, driver: string, name: string): readonly InputFile[] {
  const path = join(folder, name)
  execFileSync(
    'ogr2ogr',
    ['-f', driver, path, 'tests/fixtures/formats/parcels.geojson', '-nln', 'parcels', '-nlt', 'MULTIPOLYGON'],
    { stdio: 'ignore' },
  )
  const parts = name.endsWith('.gdb') ? readdirSync(path).map((part) => join(name, part)) : partsOf(folder, name)
  return parts.map((part) => ({ name: part, bytes: new Uint8Array(readFileSync(join(folder, part))) }))
}
const partsOf = (folder: string, name: string) =>
  readdirSync(folder).filter((part) => part.startsWith(name.replace(/\.\w+$/, '.')))

export function fuzzThroughGdal(id: string, driver: string, name: string): void {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const isZip = name.endsWith('.gdb')
  test.skipIf(!hasGdal)(
    `damaged files of ${id}: an answer in time, or an error that says what to do`,
    async () => {
      if (FUZZ_FORMAT && FUZZ_FORMAT !== id) return
      const whole = made(folder, driver, name)
      const read = async (members: readonly InputFile[]) => {
        const packed = isZip
          ? [
              {
                name: 'a.gdb.zip',
                bytes: zipSync(Object.fromEntries(members.map(({ name, bytes }) => [name, bytes])), { level: 0 }),
              },
            ]
          : members
        return decodeFiles(packed, {}, quietTask())
      }
      const { layers, failures } = await read(whole)
      expect(failures).toEqual([])
      expect(layers[0].table.length).toBeGreaterThan(0)
      const until = performance.now() + SECONDS * 1000
      let seed = Number(FUZZ_SEED ?? 20261126)
      for (let runs = 0; runs < FEWEST || performance.now() < until; runs++) {
        const random = new Random(seed)
        const hit = random.below(whole.length)
        const files = whole.map((file, i) => (i === hit ? { ...file, bytes: mutate(file.bytes, random, [file.bytes]) } : file))
        const start = performance.now()
        const answer = await read(files)
        const words = `${id}, seed ${seed}, ${whole[hit].name}`
        expect((performance.now() - start) / 1000, words).toBeLessThan(MAX_SECONDS)
        expect(answer.layers.length + answer.failures.length, words).toBeGreaterThan(0)
        const bug = answer.failures.find(({ code }) => code === 'format.failed' || code === 'format.libraryMissing')
        expect(bug, words).toBeUndefined()
        for (const { table } of answer.layers) expect(flawOf(table), words).toBeNull()
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      }
    },
    SECONDS * 1000 + 120_000,
  )
}
