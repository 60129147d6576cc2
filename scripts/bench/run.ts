import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp, buildLayers } from '../steps.mjs'
import { machine } from './browser.ts'
import { MEASURES, SIZES } from './catalog.ts'
import { type Limits, MEASURE_NAMES, type MeasureRow } from './measure.ts'
import { report } from './report.ts'
import { runMeasure } from './run-measure.ts'

const ROOT = join(import.meta.dirname, '../..')
const HELP = `npm run bench -- [MEASURE …] [options]

Measures the engine beside other programs on the same layers. All measures but soak when none is named:
${MEASURES.map(({ name, title }) => `  ${name.padEnd(16)}${title}`).join('\n')}

  --sizes LIST     how many, e.g. 1000,10000 (else ${SIZES.join(',')})
  --quick          small sizes and short parts, about two minutes
  --minutes N      for the whole run (else 15, quick 3); what does not fit is left out and listed
  --json FILE      rows as an array of {measure, n, oursMs, oursMiB, peers, ratios, agreement, …}
  --with FILE      rows of an earlier run for what is not measured now; they keep their date; may be given more than once
  --report         measures nothing: the report of what --with brings
  --write          writes docs/bench.md
  --app FOLDER     a built application for first-view (else dist, built anew when a source has changed)
  --curve FILE     what soak found each minute, as JSON
  --viewer FOLDER  the built page of the other viewer of open-file
  --help           this text

Progress goes to stderr, the report to stdout. Each engine runs in a process of its own; peak memory is that process's.
`

const options = {
  sizes: { type: 'string' },
  quick: { type: 'boolean', default: false },
  minutes: { type: 'string' },
  json: { type: 'string' },
  with: { type: 'string', multiple: true },
  report: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  app: { type: 'string' },
  viewer: { type: 'string' },
  curve: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}
function fail(message: string): never {
  process.stderr.write(`${message}\n\n${HELP}`)
  process.exit(2)
}
const say = (text: string) => process.stderr.write(`${text}\n`)

const { values, positionals } = readArguments()
if (values.help) {
  process.stdout.write(HELP)
  process.exit(0)
}
const unknown = positionals.find((name) => !MEASURE_NAMES.some((each) => each === name))
if (unknown) fail(`there is no measure “${unknown}”`)
const sizes = values.sizes?.split(',').map(Number)
if (sizes?.some((size) => !Number.isInteger(size) || size < 100)) fail('--sizes takes whole numbers from 100 on, e.g. 1000,10000')
const minutes = Number(values.minutes ?? (values.quick ? 3 : 15))
if (!(minutes > 0)) fail('--minutes takes a number above 0')

const wanted = MEASURES.filter(
  ({ name, isAskedFor }) => !values.report && (positionals.length === 0 ? !isAskedFor : positionals.includes(name)),
)
const limits: Limits = {
  partMs: values.quick ? 1000 : 4000,
  app: values.app ?? join(ROOT, 'dist'),
  viewer: values.viewer ?? null,
  minutes,
  curve: values.curve ?? null,
}
const IN_BROWSER = [
  'first-view',
  'open-file',
  'session',
  'soak',
  'analyses',
  'show',
  'encoding',
  'local-geojson',
  'local-shapefile',
  'local-flatgeobuf',
]
if (wanted.some(({ name }) => IN_BROWSER.includes(name)) && !values.app) {
  say('building the application …')
  await buildLayers()
  await buildApp()
}
const rows: MeasureRow[] = []
const failures: string[] = []
const weights = wanted.reduce((sum, { weight }) => sum + weight, 0)
// what a measure does not use of its time is the next one's
let until = performance.now()
for (const measure of wanted) {
  until += (minutes * 60_000 * measure.weight) / weights
  say(`${measure.name}: ${measure.title}`)
  const found = await runMeasure(measure, sizes ?? (values.quick ? measure.quick : SIZES), limits, until, say)
  rows.push(...found.rows)
  failures.push(...found.failures)
  save(rows)
}
const all = [...rows]
for (const file of values.with ?? []) {
  const older = JSON.parse(readFileSync(file, 'utf8')) as MeasureRow[]
  all.push(...older.filter((old) => !all.some(({ measure, n }) => measure === old.measure && n === old.n)))
}
save(all)
const text = report(all, failures)
console.log(text)
if (values.write) {
  writeFileSync(join(ROOT, 'docs/bench.md'), page(text))
  say('written: docs/bench.md')
}

/** After every measure: a run that is stopped has not been for nothing. */
function save(list: readonly MeasureRow[]): void {
  if (values.json) writeFileSync(values.json, `${JSON.stringify(list, null, 2)}\n`)
}

function page(text: string): string {
  return `# Measured

By \`npm run bench -- --write\`, last on ${new Date().toISOString().slice(0, 10)}: ${machine()}.

The machine has other work at the same time, told by its load: by the clock everything takes longer than on an idle one, ours and the peers’.
CPU time is what a process itself used, whatever ran beside it, so that ratios of CPU time are the fairer ones. A column of a peer holds its
milliseconds by the clock, its time ÷ ours by the clock and in CPU time, and its highest memory, data included. Parcels have 12 vertices and six fields and share their edges vertex by vertex (\`scripts/bench/fabric.ts\`).

${text}
`
}
