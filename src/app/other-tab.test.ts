import { describe, expect, it } from 'vitest'
import { watchOtherTab } from './other-tab.ts'
import type { SavedState } from './storage.ts'

const saved = (savedAt: string, project: object): SavedState => ({ savedAt, project }) as unknown as SavedState

describe('work that two tabs keep under one name', () => {
  it('is told when what another tab changed is about to be written over, each time it changed something', () => {
    const start = saved('08:00', { layers: 1 })
    const isWrittenOver = watchOtherTab(start)
    const mine = saved('08:01', { layers: 2 })
    expect(isWrittenOver(start, mine)).toBe(false)
    expect(isWrittenOver(mine, saved('08:02', { layers: 3 }))).toBe(false)
    const theirs = saved('08:03', { layers: 9 })
    expect(isWrittenOver(theirs, saved('08:04', { layers: 4 }))).toBe(true)
    expect(isWrittenOver(saved('08:04', { layers: 4 }), saved('08:05', { layers: 5 }))).toBe(false)
    expect(isWrittenOver(saved('08:06', { layers: 9 }), saved('08:07', { layers: 5 }))).toBe(true)
  })
  it('is no matter where the other tab only moved its map, or did the same', () => {
    const isWrittenOver = watchOtherTab(saved('08:00', { layers: 1 }))
    expect(isWrittenOver(saved('08:01', { layers: 1 }), saved('08:02', { layers: 2 }))).toBe(false)
    expect(isWrittenOver(saved('08:03', { layers: 3 }), saved('08:04', { layers: 3 }))).toBe(false)
  })
  it('is no matter on a device that keeps nothing, or keeps it for the first time', () => {
    const isWrittenOver = watchOtherTab(null)
    expect(isWrittenOver(null, saved('08:00', { layers: 1 }))).toBe(false)
    expect(watchOtherTab(null)(saved('08:00', { layers: 7 }), saved('08:01', { layers: 1 }))).toBe(true)
  })
})
