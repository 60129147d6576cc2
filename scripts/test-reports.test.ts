import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './steps.mjs'
import { readBrowserReport, readUnitReport } from './test-reports.mjs'

it('counts a test file that does not load as a failure', () => {
  const file = (name: string, status: string, tests: number) => ({
    name: join(ROOT, name),
    status,
    startTime: 1000,
    endTime: 3500,
    assertionResults: Array.from({ length: tests }, () => ({})),
  })
  const account = readUnitReport({
    testResults: [file('src/a.test.ts', 'passed', 3), file('src/b.test.ts', 'failed', 1), file('src/c.test.ts', 'failed', 0)],
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
  })
  expect(account).toMatchObject({ passed: 3, failed: 2, skipped: 2, flaky: 0 })
  expect(account.files[0]).toEqual({ name: 'src/a.test.ts', seconds: 2.5 })
})

it('counts a browser test that passed on retry as passed, and says so; time is that of all attempts', () => {
  const spec = (...durations: number[]) => ({ tests: [{ results: durations.map((duration) => ({ duration })) }] })
  const account = readBrowserReport({
    suites: [{ file: 'a.e2e.ts', specs: [spec(1000)], suites: [{ specs: [spec(2000, 500)] }] }],
    stats: { expected: 4, flaky: 1, unexpected: 1, skipped: 2 },
    errors: [{}],
  })
  expect(account).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
    flaky: 1,
    files: [{ name: 'tests/e2e/a.e2e.ts', seconds: 3.5 }],
  })
})
