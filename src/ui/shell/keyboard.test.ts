import { describe, expect, it } from 'vitest'
import type { Session } from '../../app/state.ts'
import { escapeStep, isSingleKey, matchesKeys, showKeys } from './keyboard.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe('matchesKeys', () => {
  it('reads Mod as Ctrl, and as Cmd on a Mac', () => {
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true)
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true)
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false)
    expect(matchesKeys(press('k', { ctrlKey: true, metaKey: true }), 'Mod+K', false)).toBe(false)
  })
  it('tells Ctrl+Z from Ctrl+Shift+Z and from Z', () => {
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false)
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true)
    expect(matchesKeys(press('z'), 'Mod+Z', false)).toBe(false)
  })
  it('takes symbols with and without Shift', () => {
    expect(matchesKeys(press('?', { shiftKey: true }), '?', false)).toBe(true)
    expect(matchesKeys(press('+', { shiftKey: true }), '+', false)).toBe(true)
    expect(matchesKeys(press('+'), '+', false)).toBe(true)
    expect(matchesKeys(press('L', { shiftKey: true }), 'L', false)).toBe(false)
  })
})

describe('isSingleKey and showKeys', () => {
  it('knows what would disturb typing', () => {
    expect([isSingleKey('L'), isSingleKey('+'), isSingleKey('F6'), isSingleKey('Mod+K'), isSingleKey('Delete')]).toEqual([
      true,
      true,
      false,
      false,
      true,
    ])
  })
  it('writes keys as the system does', () => {
    expect(showKeys('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(showKeys('Mod+Shift+Z', true)).toBe('⌘⇧Z')
    expect(showKeys('+', false)).toBe('+')
  })
})

describe('escapeStep', () => {
  it('goes back one thing a press, from dialog to panel', () => {
    let session = {
      dialog: 'settings',
      presenting: 0,
      compare: { mode: 'swipe' },
      styling: 'a',
      tool: 'sketch',
      sketch: { purpose: 'area', vertices: [[1, 2]], undone: [], dropped: [] },
      selection: { layer: 'a', rows: [1] },
      card: { hits: [], open: null, at: [0, 0] },
      querying: { layer: null },
      asked: ['layers', 'analysis', 'drawer', 'query'],
      dashboard: { layer: 'a' },
      drawer: { run: 'r' },
      panels: { layers: true, analysis: true, measure: true },
    } as unknown as Session
    const steps: string[] = []
    for (let step = escapeStep(session); step; step = escapeStep(session)) {
      steps.push(Object.keys(step)[0])
      session = { ...session, ...step }
    }
    expect(steps).toEqual([
      'dialog',
      'presenting',
      'sketch',
      'tool',
      'selection',
      'card',
      'compare',
      'panels',
      'drawer',
      'querying',
      'styling',
      'panels',
      'dashboard',
    ])
    expect(session.panels).toEqual({ layers: true, analysis: false, measure: false })
    expect(session.sketch?.dropped).toEqual([[1, 2]])
  })
})
