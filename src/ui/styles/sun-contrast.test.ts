import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const block = (selector: string) => css.slice(css.indexOf(selector)).match(/\{([^}]*)\}/)?.[1] ?? ''
const tokensOf = (selector: string) =>
  Object.fromEntries([...block(selector).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]))
const tokens = tokensOf(':root[data-theme="sun"]')

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe('the look for bright sun', () => {
  it.each([
    ...['ink', 'ink-2', 'ink-3', 'accent', 'warn', 'bad', 'focus'].flatMap((text) =>
      ['paper', 'panel', 'land'].map((ground) => [text, ground]),
    ),
    ['warn', 'warn-soft'],
    ['bad', 'bad-soft'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['on-inverse', 'inverse'],
    ['ink', 'selection'],
    ['ink', 'selection-soft'],
    ['ink', 'hover'],
    ['ink', 'accent-soft'],
    ['accent', 'accent-soft'],
  ])('has %s on %s at 7:1 or more', (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(7)
  })
  it('gives every role that the light one has a value of its own', () => {
    const roles = (selector: string) => [...block(selector).matchAll(/--([\w-]+):\s*#[0-9a-f]/g)].map(([, name]) => name)
    expect(Object.keys(tokens)).toEqual(
      expect.arrayContaining(roles(':root {').filter((name) => !name.startsWith('shadow') && name !== 'scrim')),
    )
  })
})

describe('an outline of a chart, WCAG 2.2 1.4.11', () => {
  it.each([':root {', ':root[data-theme="dark"] {'])(
    'is at 3:1 or more on the panel and on the track of a bar in %s',
    (selector) => {
      const { 'ink-2': outline, panel, 'line-soft': track } = tokensOf(selector)
      expect(contrast(outline, panel)).toBeGreaterThanOrEqual(3)
      expect(contrast(outline, track)).toBeGreaterThanOrEqual(3)
    },
  )
})
