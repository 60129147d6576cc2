import { describe, expect, it } from 'vitest'
import { darkGround, darkInk, lookOf, swatchOf } from './appearance.ts'

function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16)
  const [r, g, b] = [value >> 16, (value >> 8) & 255, value & 255].map((each) => {
    const share = each / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe('dark appearance', () => {
  const LAND = '#12191b'
  it('keeps fills near the ground and firm lines apart from it', () => {
    for (const fill of ['#fffbd8', '#dbe7f2', '#d3ead9', '#8fc3b3', '#31ad69', '#ffffff'])
      expect(contrast(darkGround(fill), LAND), fill).toBeLessThan(3)
    for (const line of ['#2b7a68', '#9a6a10', '#1d2b2f', '#0f6b62', '#000000'])
      expect(contrast(darkInk(line), LAND), line).toBeGreaterThan(3)
  })
  it('keeps a quiet border quiet', () => {
    expect(contrast(darkInk('#b9b2a0'), darkGround('#fffbd8'))).toBeLessThan(3)
  })
  it('leaves light colours alone and always gives hex', () => {
    expect(lookOf({ fill: '#abcdef' }, 'polygon', 'light').fill).toBe('#abcdef')
    for (const hex of ['#000000', '#ffffff', '#ff0000', '#00ff7f', '#808080']) {
      expect(darkGround(hex)).toMatch(/^#[0-9a-f]{6}$/)
      expect(darkInk(hex)).toMatch(/^#[0-9a-f]{6}$/)
    }
  })
})

describe('looks and swatches', () => {
  it('gives each geometry its own', () => {
    expect(lookOf({ fill: '#ff0000' }, 'line', 'light')).toMatchObject({ fill: null, line: '#ff0000' })
    expect(lookOf({ line: '#00ff00' }, 'point', 'light').fill).toBe('#00ff00')
    expect(lookOf({ fill: '#ff0000' }, 'polygon', 'light').line).toBeNull()
    expect(lookOf({ hatch: 'wave' }, 'line', 'light').hatch).toBeNull()
  })
  it('draws a hatch as a path', () => {
    const swatch = swatchOf({ fill: '#ffffff', hatch: 'diagonal', hatchColor: '#123456' }, 'polygon', 'light')
    expect(swatch).toMatchObject({ shape: 'box', hatchColor: '#123456' })
    expect(swatch.hatchPath?.d).toMatch(/^M/)
    expect(swatchOf({ line: '#123456' }, 'line', 'light').shape).toBe('stroke')
  })
})
