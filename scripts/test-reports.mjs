import { relative } from 'node:path'
import { ROOT } from './steps.mjs'

/**
 * @typedef {object} Account
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} flaky passed, but not at the first attempt
 * @property {readonly { name: string; seconds: number }[]} files what each file took
 */

/** Reads vitest's JSON report. @returns {Account} */
export function readUnitReport({ testResults, numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0 }) {
  // a file that does not even load has no tests to count
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const files = testResults.map(({ name, startTime, endTime }) => ({
    name: relative(ROOT, name),
    seconds: (endTime - startTime) / 1000,
  }))
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests, flaky: 0, files }
}

/** Reads Playwright's JSON report. @returns {Account} */
export function readBrowserReport({ suites, stats, errors }) {
  const secondsOf = ({ suites: inner = [], specs = [] }) =>
    inner.reduce((sum, suite) => sum + secondsOf(suite), 0) +
    specs.flatMap((spec) => spec.tests.flatMap((test) => test.results)).reduce((sum, { duration }) => sum + duration / 1000, 0)
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    flaky: stats.flaky,
    files: suites.map((suite) => ({ name: `tests/e2e/${suite.file}`, seconds: secondsOf(suite) })),
  }
}
