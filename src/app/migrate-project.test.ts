import { expect, it } from 'vitest'
import { migrateProject, PROJECT_VERSION } from './migrate-project.ts'

it('names the difference of bands that runs of before meant, and leaves other runs as they are', () => {
  const runs = [
    { analysis: 'zonal-stats', values: { value: 'difference', band: 4, bandB: 3 } },
    { analysis: 'zonal-stats', values: { value: 'band', band: 1 } },
    { analysis: 'change', values: { value: 'difference' } },
    { analysis: 'buffer' },
  ]
  const project = migrateProject({ version: 3, layers: {}, runs }, 3)
  expect(project.version).toBe(PROJECT_VERSION)
  expect(project.runs).toEqual([
    { analysis: 'zonal-stats', values: { value: 'normalisedDifference', band: 4, bandB: 3 } },
    ...runs.slice(1),
  ])
})
