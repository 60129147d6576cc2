import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { quietTask } from '../../src/core/task.ts'
import type { DecodeAnswer, InputFile } from '../../src/formats/format.ts'
import { inPieces } from '../../src/formats/in-pieces.fixture.ts'
import { decodeFiles, formats, sampleFiles } from '../../src/formats/registry.ts'
import { flawOf } from './check-table.ts'
import { mutate, Random } from './mutate.ts'
import { type Sample, samples } from './samples.ts'

/** Set by scripts/fuzz.mjs; without it each format gets its share of a few seconds. */
const { FUZZ_SECONDS, FUZZ_FORMAT, FUZZ_SEED, FUZZ_BEAT } = process.env
const SECONDS_IN_ALL = Number(FUZZ_SECONDS ?? 8)
const FIRST_SEED = Number(FUZZ_SEED ?? 20261126)
const MAX_SECONDS = 6
const MAX_BYTES = 900 << 20
const FOLDER = '.cache/fuzz'

// what follows in other files beats no more
afterAll(() => FUZZ_BEAT && rmSync(FUZZ_BEAT, { force: true }))

const all = await samples()
const ids = formats.filter(({ decode }) => decode).map(({ id }) => id)
const chosen = FUZZ_FORMAT ? ids.filter((id) => id === FUZZ_FORMAT) : ids

test('every format that is read has a file to begin with', () => {
  const withFile = new Set(all.map(({ format }) => format))
  expect(ids.filter((id) => !withFile.has(id) && !needsOtherFile(id))).toEqual([])
})
/** Databases of other programs are in ../shared/data only. */
function needsOtherFile(id: string): boolean {
  return ['filegdb', 'mapinfo'].includes(id)
}

test.each(chosen)(
  'damaged files of %s: an answer in time and in bounds, or an error that says what to do',
  async (id) => {
    const own = all.filter(({ format }) => format === id)
    if (own.length === 0) return console.warn(`skipped: no file of ${id} to damage`)
    const until = performance.now() + (SECONDS_IN_ALL * 1000) / chosen.length
    let seed = FIRST_SEED
    let runs = 0
    do {
      const files = damaged(own, seed)
      const flaw = await flawIn(files, id, seed)
      if (flaw) {
        const path = keep(files, id, seed)
        expect.fail(`${flaw}\nnpm run fuzz -- --format ${id} --seed ${seed}\nfile: ${path}`)
      }
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      runs++
    } while (performance.now() < until)
    expect(runs).toBeGreaterThan(0)
    if (FUZZ_SECONDS) console.warn(`${id}: ${runs} files`)
  },
  SECONDS_IN_ALL * 1000 + 60_000,
)

function damaged(own: readonly Sample[], seed: number): InputFile[] {
  const random = new Random(seed)
  const { files } = random.pick(own)
  const others = own.flatMap((sample) => sample.files.map(({ bytes }) => bytes))
  const hit = random.below(files.length)
  return files.map((file, i) => ({
    ...file,
    bytes: i === hit || random.below(4) === 0 ? mutate(file.bytes, random, others) : file.bytes,
  }))
}

async function flawIn(files: readonly InputFile[], id: string, seed: number): Promise<string | null> {
  // whoever watches from outside finds here what was read when it came to a standstill
  if (FUZZ_BEAT) {
    keep(files, 'current', 0)
    writeFileSync(FUZZ_BEAT, JSON.stringify({ format: id, seed }))
  }
  const before = process.memoryUsage().rss
  const start = performance.now()
  try {
    const { layers, failures } = await decodeFiles(files, {}, quietTask())
    const seconds = (performance.now() - start) / 1000
    const bytes = process.memoryUsage().rss - before
    if (seconds > MAX_SECONDS) return `took ${seconds.toFixed(1)} s`
    if (bytes > MAX_BYTES) return `took ${(bytes / 2 ** 20).toFixed(0)} MiB`
    const bug = failures.find(({ code }) => code === 'format.failed' || code === 'format.libraryMissing')
    if (bug) return `our own error: ${JSON.stringify(bug.detail)}`
    if (layers.length + failures.length === 0) return 'neither layer nor failure'
    for (const { table } of layers) {
      const flaw = flawOf(table)
      if (flaw) return `a table against its contract: ${flaw}`
    }
    const inSample = await flawInSample(files)
    if (inSample) return inSample
    return readsPieces(id) ? await flawInPieces(files, { layers, failures }, new Random(seed).below(3000) + 16) : null
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`
  }
}

/** The first rows are looked at while all is read. */
async function flawInSample(files: readonly InputFile[]): Promise<string | null> {
  const start = performance.now()
  const samples = await sampleFiles(
    files.map((file) => inPieces(file, 1 << 20)),
    { rows: 5 },
    quietTask(),
  )
  const seconds = (performance.now() - start) / 1000
  if (seconds > MAX_SECONDS) return `a look took ${seconds.toFixed(1)} s`
  for (const { table } of samples) {
    const flaw = flawOf(table)
    if (flaw) return `first rows against their contract: ${flaw}`
  }
  return null
}

const readsPieces = (id: string) => formats.find((format) => format.id === id)?.readsPieces && id !== 'geotiff'

/** Large files are read in pieces: with the same answer. */
async function flawInPieces(files: readonly InputFile[], whole: DecodeAnswer, pieceBytes: number): Promise<string | null> {
  const pieces = await decodeFiles(
    files.map((file) => inPieces(file, pieceBytes)),
    {},
    quietTask(),
  )
  const told = ({ layers, failures }: DecodeAnswer) =>
    JSON.stringify([layers.map(({ receipt }) => receipt), failures.map(({ file, code }) => [file, code])])
  if (told(pieces) === told(whole)) return null
  return `read ${pieceBytes} bytes at a time: ${told(pieces)}\nat once: ${told(whole)}`
}

function keep(files: readonly InputFile[], id: string, seed: number): string {
  mkdirSync(FOLDER, { recursive: true })
  const paths = files.map(({ name, bytes }) => {
    const path = join(FOLDER, `${id}-${seed}-${name.replace(/[^\w.\p{L}-]/gu, '_')}`)
    writeFileSync(path, bytes)
    return path
  })
  return paths.join(' ')
}
