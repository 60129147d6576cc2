import { describe, expect, it } from 'vitest'
import { askFor, openPanels } from './asked.ts'
import type { Session } from './state.ts'

const open = {
  asked: [],
  styling: null,
  querying: { layer: null },
  panels: { layers: false, analysis: true, measure: false },
  drawer: { table: 'a' },
  dashboard: { layer: null },
} as unknown as Session

describe('openPanels', () => {
  it('has the one that was asked for last first, and gives back the one before it', () => {
    let session = open
    for (const part of ['dashboard', 'drawer', 'analysis', 'query', 'drawer'] as const)
      session = { ...session, ...askFor(session, part) }
    expect(openPanels(session)).toEqual(['drawer', 'query', 'analysis', 'dashboard'])
    expect(openPanels({ ...session, drawer: null })).toEqual(['query', 'analysis', 'dashboard'])
  })

  it('has a result over the form it came from where nothing is known, and those that were asked for over all others', () => {
    expect(openPanels(open)).toEqual(['query', 'drawer', 'analysis', 'dashboard'])
    expect(openPanels({ ...open, ...askFor(open, 'dashboard') })).toEqual(['dashboard', 'query', 'drawer', 'analysis'])
  })
})
