import { describe, expect, it } from 'vitest'
import { messageOf } from './errors.ts'

describe('messageOf', () => {
  it('fills the detail into the words of the code', () => {
    expect(messageOf('layer.fetch', { file: 'parcels.fgb', status: 404 }, 'zh')).toContain('parcels.fgb（状态 404）')
    expect(messageOf('rows.withoutGeometry', { count: 1 }, 'en')).toBe('This feature has no geometry.')
  })
  it('names an unknown code with its detail', () => {
    expect(messageOf('no.such', { row: 7 }, 'en')).toContain('no.such (row 7)')
    expect(messageOf('no.such', {}, 'zh')).toContain('no.such')
  })
  it('has no code that JavaScript itself brings along', () => {
    expect(messageOf('constructor', {}, 'en')).toContain('constructor')
  })
})
