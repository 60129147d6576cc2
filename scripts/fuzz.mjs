// npm run fuzz [-- --minutes 10] [--format geojson] [--seed 42]: damaged files of every format, and of all else that is read (archives, projects,
// tiles, conditions, links, receivers' text: tests/fuzz/other-readers.test.ts), until the time is over. A file that breaks a
// decoder is kept in .cache/fuzz, and its seed brings it back; what comes to a standstill is ended after half a minute.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './steps.mjs'

const STANDSTILL_MS = 30_000
const { values } = parseArgs({ options: { minutes: { type: 'string' }, format: { type: 'string' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes ?? 10)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error('--minutes and --seed are numbers')

const beat = join(ROOT, '.cache/fuzz/beat.json')
mkdirSync(join(ROOT, '.cache/fuzz'), { recursive: true })
rmSync(beat, { force: true })
console.log(`seed ${seed}, ${minutes} min${values.format ? `, ${values.format}` : ''}`)
const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--maxWorkers=1', 'tests/fuzz'], {
  cwd: ROOT,
  stdio: 'inherit',
  detached: true,
  env: {
    ...process.env,
    FUZZ_SECONDS: String(minutes * 60),
    FUZZ_SEED: String(seed),
    FUZZ_FORMAT: values.format ?? '',
    FUZZ_BEAT: beat,
  },
})
const watch = setInterval(() => {
  if (!existsSync(beat) || Date.now() - statSync(beat).mtimeMs < STANDSTILL_MS) return
  const { format, seed: at } = JSON.parse(readFileSync(beat, 'utf8'))
  console.error(
    `\n${format} came to a standstill: npm run fuzz -- --format ${format} --seed ${at}\nfile: .cache/fuzz/current-0-…`,
  )
  // with its workers: they are of its own process group
  process.kill(-child.pid, 'SIGKILL')
}, 1000)
child.on('exit', (code) => {
  clearInterval(watch)
  process.exitCode = code ?? 1
})
