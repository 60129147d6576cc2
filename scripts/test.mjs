// npm test: everything that must hold, from a fresh clone to journeys in a real browser. Ends with "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp, buildLayers, checkNode, install, ROOT, run } from './steps.mjs'
import { provide } from './system-programs.mjs'
import { readBrowserReport, readUnitReport } from './test-reports.mjs'

const UNIT_REPORT = join(ROOT, '.cache/unit.json')
const BROWSER_REPORT = join(ROOT, '.cache/browser.json')
const SLOWEST = 8
/** All that is known, however long it takes. */
const isLong = process.argv.includes('--long')
const times = []
const files = []
const sum = { passed: 0, failed: 0, skipped: 0, flaky: 0 }

/** Runs one step, times it, and counts it as one failure when it throws. */
async function step(title, work) {
  console.log(`\n── ${title}`)
  const start = performance.now()
  let isFine = true
  try {
    await work()
  } catch (error) {
    isFine = false
    sum.failed++
    console.error(`✗ ${title}: ${error.message}`)
  }
  times.push({ title, isFine, seconds: (performance.now() - start) / 1000 })
  return isFine
}

/** A step whose own report says how many passed and failed. */
async function testStep(title, report, command, args, env, read) {
  rmSync(report, { force: true })
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  await step(title, async () => {
    let crash = null
    await run(command, args, env).catch((error) => {
      crash = error
    })
    if (!existsSync(report)) throw crash ?? new Error('no report was written')
    const account = read(JSON.parse(readFileSync(report, 'utf8')))
    for (const key of Object.keys(sum)) sum[key] += account[key]
    files.push(...account.files)
    if (account.failed > 0) return failures.add(title)
    if (crash) throw crash
    if (account.passed === 0) throw new Error('no test ran')
  })
}
const failures = new Set()

const canGoOn = (await step('Node', async () => checkNode())) && (await step('install', install))
if (canGoOn) {
  // mostly a wait for the network, beside what needs none of them
  const programs = step('programs of the system', () =>
    provide({
      isComplete: Boolean(process.env.CI),
      run: (command) => run('sh', ['-c', command], { DEBIAN_FRONTEND: 'noninteractive' }),
      say: console.log,
    }),
  )
  // one processor draws the layers, the other reads the source
  const layers = step('layers', buildLayers)
  await step('types', () => run('tsc', ['-b']))
  await step('lint', () => run('biome', ['check', '--error-on-warnings', '.']))
  await step('unused code', () => run('knip', ['--no-progress']))
  const hasLayers = await layers
  const isBuilt = hasLayers && (await step('production build', () => buildApp({ always: true })))
  if (isBuilt) await step('bundle budget', async () => (await import('./budget.mjs')).reportBudget())
  const hasBrowser = await programs
  await testStep(
    'unit tests',
    UNIT_REPORT,
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    isLong ? { LONG: '1' } : {},
    readUnitReport,
  )
  if (isBuilt && hasBrowser)
    await testStep(
      'browser tests',
      BROWSER_REPORT,
      'playwright',
      ['test', '--reporter=list,json', ...(isLong ? [] : ['--project=short'])],
      { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
      readBrowserReport,
    )
}

console.log('\n── time')
for (const { title, isFine, seconds } of times)
  console.log(`  ${isFine && !failures.has(title) ? '✓' : '✗'} ${seconds.toFixed(1).padStart(6)} s  ${title}`)
console.log('\n── slowest files')
for (const { name, seconds } of files.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST))
  console.log(`    ${seconds.toFixed(1).padStart(6)} s  ${name}`)
if (sum.skipped > 0) console.log(`\n${sum.skipped} skipped: what they need is absent, see the lines “skipped:” above`)
if (!isLong) console.log('\njourneys and checks marked long were left out: npm test -- --long runs them too')
if (sum.flaky > 0) console.log(`\n${sum.flaky} passed only when tried again`)
console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed > 0 ? 1 : 0
