import { describe, expect, it } from 'vitest'
import type { Project, Run } from '../../app/state.ts'
import { stalenessOf } from './stale.ts'

const run = {
  analysisVersion: 1,
  scope: 'filter',
  filter: [
    { field: 'DLBM', values: ['1106', '0103'] },
    { field: 'XZ', values: ['黄河口镇'] },
  ],
  tables: { parcels: 'parcels@1' },
} as unknown as Run
const withFilter = (filter: unknown, table = 'parcels@1') => ({ layers: { parcels: { filter, table } } }) as unknown as Project

describe('stalenessOf', () => {
  it('holds while the same conditions stand, in whatever order', () => {
    const same = [
      { field: 'XZ', values: ['黄河口镇'] },
      { field: 'DLBM', values: ['0103', '1106'] },
    ]
    expect(stalenessOf(run, ['parcels'], withFilter(same), 1)).toBeNull()
  })
  it('names what changed', () => {
    expect(stalenessOf(run, ['parcels'], withFilter([]), 1)).toBe('filter')
    expect(stalenessOf(run, ['parcels'], withFilter(run.filter, 'parcels@2'), 1)).toBe('data')
    expect(stalenessOf(run, ['parcels'], withFilter(run.filter), 2)).toBe('method')
    expect(stalenessOf(run, ['parcels'], { layers: {} } as unknown as Project, 1)).toBe('gone')
  })
  it('does not mind the filter of a run over everything', () => {
    expect(stalenessOf({ ...run, scope: 'all' }, ['parcels'], withFilter([]), 1)).toBeNull()
  })
})
