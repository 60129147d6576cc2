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
  it('keeps the classes of cropland apart, nearly as far as in the light', () => {
    const [paddy, irrigated, dry] = ['#fbe3ae', '#fdf0c6', '#fffbd8']
    for (const [a, b] of [
      [paddy, irrigated],
      [irrigated, dry],
      [paddy, dry],
    ])
      expect(okDistance(darkGround(a), darkGround(b))).toBeGreaterThan(0.8 * okDistance(a, b))
  })

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

/** Distance in OKLab (Björn Ottosson, 2020), near to what the eye sees. */
function okDistance(a: string, b: string): number {
  const lab = (hex: string) => {
    const value = Number.parseInt(hex.slice(1), 16)
    const [r, g, blue] = [value >> 16, (value >> 8) & 255, value & 255].map((u) =>
      u <= 10 ? u / 255 / 12.92 : ((u / 255 + 0.055) / 1.055) ** 2.4,
    )
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * blue)
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * blue)
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * blue)
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ]
  }
  const [p, q] = [lab(a), lab(b)]
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}
