import { describe, expect, it } from 'vitest'
import { coordinateFormats, nextFormat, positionText } from './position-text.ts'

const WORKING = ['EPSG:4528', 'EPSG:4527', 'EPSG:4490']
const plain = (text: string) => text.replace(/\u00a0/g, ' ')

describe('positionText', () => {
  it('writes degrees with their hemisphere', () => {
    expect(positionText([118.54321, 37.5869], 'decimal', 'zh').shown).toBe('118.543210°E 37.586900°N')
    expect(positionText([-0.5, -33.25], 'decimal', 'en').shown).toBe('0.500000°W 33.250000°S')
  })
  it('carries seconds and minutes over instead of printing 60', () => {
    expect(positionText([118.54321, 37.5869], 'dms', 'zh').shown).toBe('118°32′35.56″E 37°35′12.84″N')
    expect(positionText([118.9999999999, 37.5], 'dms', 'zh').shown).toBe('119°00′00.00″E 37°30′00.00″N')
    expect(positionText([118.99999999999, 37.5], 'dm', 'zh').shown).toBe('119°00.000′E 37°30.000′N')
  })
  it('puts X north first, labels both, and carries the zone number in Y', () => {
    const { shown, plain: copied } = positionText([118.54321, 37.5869], 'gk:EPSG:4528', 'zh')
    const [, x, y] = /^X ([\d .]+) {2}Y ([\d .]+)$/.exec(plain(shown)) ?? []
    expect(Number(x.replace(/ /g, ''))).toBeCloseTo(4162644.88, -3)
    expect(y.replace(/ /g, '')).toMatch(/^40\d{6}\.\d\d$/)
    expect(copied).toContain('EPSG:4528')
  })
})

describe('formats', () => {
  it('steps through every form once and comes back', () => {
    expect(coordinateFormats(WORKING)).toEqual(['decimal', 'dms', 'dm', 'gk:EPSG:4528', 'gk:EPSG:4527'])
    expect(nextFormat('gk:EPSG:4527', WORKING)).toBe('decimal')
    expect(nextFormat('dm', WORKING)).toBe('gk:EPSG:4528')
  })
})
