import { expect, test } from 'vitest'
import { MOST_RUNS, withRun } from './kept-runs.ts'
import type { Run } from './state.ts'

const runs = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `run-${count - i}` }) as Run)
const next = { id: 'next' } as Run

test('all runs stay up to the limit; then the oldest goes, and is named', () => {
  const full = withRun(runs(MOST_RUNS - 1), next)
  expect([full.runs.length, full.runs[0].id, full.gone]).toEqual([MOST_RUNS, 'next', null])
  const over = withRun(full.runs, { ...next, id: 'one more' })
  expect([over.runs.length, over.runs[0].id, over.gone?.id]).toEqual([MOST_RUNS, 'one more', 'run-1'])
  expect(over.runs.some(({ id }) => id === 'run-1')).toBe(false)
})
test('those that a project file brought are not all thrown away with the first new one', () => {
  const brought = withRun(runs(MOST_RUNS + 50), next)
  expect([brought.runs.length, brought.gone?.id]).toEqual([MOST_RUNS + 50, 'run-1'])
})
