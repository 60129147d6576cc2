import { describe, expect, it } from 'vitest'
import { classOf } from '../../core/classify.ts'
import { rampById } from '../../core/ramps.ts'
import { accuracyLook, categories, mayBeAccuracy, startStyle } from './make-symbology.ts'

describe('lines by boundary accuracy', () => {
  it('have the limits of TD/T 1001-2012, a solid line within class 1 and a broken one beyond class 2', () => {
    const look = accuracyLook('JD', [0.01, 0.4], { fill: '#ffeeaa', line: '#000000', lineDash: [9, 9] }, 'polygon')
    const lineOf = (metres: number) => look.styles[classOf(metres, look.breaks)]
    expect(lineOf(0.05).lineDash).toBeUndefined()
    expect(lineOf(0.075).lineDash).toBeUndefined()
    expect(lineOf(0.05).lineWidth).toBeGreaterThan(lineOf(0.075).lineWidth ?? 99)
    expect(lineOf(0.1).lineDash).toBeDefined()
    expect(lineOf(0.11).lineDash).not.toEqual(lineOf(0.1).lineDash)
    // the ground below stays what it was, and what is not known is not drawn as sure
    expect(new Set([...look.styles, look.other].map((style) => style?.fill))).toEqual(new Set(['#ffeeaa']))
    expect(look.other?.lineDash).toBeDefined()
  })
  it('are offered for what may be an accuracy in metres', () => {
    expect(mayBeAccuracy({ min: 0.02, max: 0.31 }, 'polygon')).toBe(true)
    expect(mayBeAccuracy({ min: 0.02, max: 0.31 }, 'line')).toBe(true)
    // a dot has no line to be broken
    expect(mayBeAccuracy({ min: 0.02, max: 0.31 }, 'point')).toBe(false)
    expect(mayBeAccuracy({ min: 324.2, max: 5_649_352 }, 'polygon')).toBe(false)
    expect(mayBeAccuracy({ min: -1, max: 0.2 }, 'polygon')).toBe(false)
    expect(mayBeAccuracy({ min: 0, max: 0 }, 'polygon')).toBe(false)
  })
})

describe('what classes begin with', () => {
  const hue = { fill: '#7a58b0', line: '#7a58b0' }
  it('is a fill whose colours are told apart, where the single look was little more than an outline', () => {
    expect(startStyle({ kind: 'single', style: { ...hue, fillOpacity: 0.18 } }).fillOpacity).toBe(0.8)
    const { classes, other } = categories(
      'A',
      ['1', '2'],
      { kind: 'single', style: { ...hue, fillOpacity: 0.18 } },
      rampById('light'),
      false,
      'polygon',
    )
    expect(classes.map(({ style }) => style?.fillOpacity)).toEqual([0.8, 0.8])
    expect(other?.fillOpacity).toBe(0.4)
  })
  it('is the look as it was, where it is strong enough or was set for classes', () => {
    expect(startStyle({ kind: 'single', style: { ...hue, fillOpacity: 0.6 } }).fillOpacity).toBe(0.6)
    expect(startStyle({ kind: 'single', style: hue })).toEqual(hue)
    const faint = {
      kind: 'categories',
      field: 'A',
      classes: [{ value: '1', style: { ...hue, fillOpacity: 0.2 } }],
      other: null,
    } as const
    expect(startStyle(faint).fillOpacity).toBe(0.2)
  })
})
