// npm test: everything that must hold, from a fresh clone to journeys in a real browser. Ends with "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { canInstallChromium, findChromium, INSTALL_COMMAND } from './find-chromium.mjs'
import { buildApp, buildLayers, checkNode, install, ROOT, run } from './steps.mjs'

const UNIT_REPORT = join(ROOT, '.cache/unit.json')
const BROWSER_REPORT = join(ROOT, '.cache/browser.json')
const times = []
let passed = 0
let failed = 0

/** Runs one step, times it, and counts it as one failure when it throws. */
async function step(title, work) {
  console.log(`\n── ${title}`)
  const start = performance.now()
  let isFine = true
  try {
    await work()
  } catch (error) {
    isFine = false
    failed++
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
    const counts = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 }
    passed += counts.passed
    failed += counts.failed
    if (counts.failed > 0) return markFailed(title, counts.failed)
    if (crash) throw crash
    if (counts.passed === 0) throw new Error('no test ran')
  })
}
const failures = new Map()
const markFailed = (title, count) => failures.set(title, count)

async function provideChromium() {
  if (findChromium()) return
  if (!canInstallChromium())
    throw new Error(
      `no Chromium was found. Install one, or name it: CHROMIUM_PATH=/path/to/chromium npm test. On Debian: ${INSTALL_COMMAND}`,
    )
  await run('sh', ['-c', INSTALL_COMMAND], { DEBIAN_FRONTEND: 'noninteractive' })
  if (!findChromium()) throw new Error(`Chromium is still missing after: ${INSTALL_COMMAND}`)
}

const canGoOn = (await step('Node', async () => checkNode())) && (await step('install', install))
if (canGoOn) {
  const hasBrowser = await step('Chromium', provideChromium)
  const hasLayers = await step('layers', buildLayers)
  await step('types', () => run('tsc', ['-b']))
  await step('lint', () => run('biome', ['check', '--error-on-warnings', '.']))
  await step('unused code', () => run('knip', ['--no-progress']))
  await testStep(
    'unit tests',
    UNIT_REPORT,
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    {},
    (report) => {
      // a file that does not even load has no tests to count
      const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
      return { passed: report.numPassedTests, failed: report.numFailedTests + broken }
    },
  )
  const isBuilt = hasLayers && (await step('production build', () => buildApp({ always: true })))
  if (isBuilt) await step('bundle budget', async () => (await import('./budget.mjs')).reportBudget())
  if (isBuilt && hasBrowser)
    await testStep(
      'browser tests',
      BROWSER_REPORT,
      'playwright',
      ['test', '--reporter=list,json'],
      { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
      ({ stats, errors }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }),
    )
}

console.log('\n── time')
for (const { title, isFine, seconds } of times)
  console.log(`  ${isFine && !failures.has(title) ? '✓' : '✗'} ${seconds.toFixed(1).padStart(6)} s  ${title}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
