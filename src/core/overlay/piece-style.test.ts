import { expect, it } from 'vitest'
import type { Symbology } from '../symbology.ts'
import { apartFrom, OCCUPIED_STYLE, pieceStyle } from './piece-style.ts'

const fillOf = (symbology: Symbology) => (symbology.kind === 'single' ? symbology.style.fill : undefined)

it('keeps red for what is occupied: other results are calm', () => {
  expect(fillOf(OCCUPIED_STYLE)).toBe('#c2352b')
  for (const kind of ['polygon', 'line', 'point'] as const) {
    const look = pieceStyle(kind)
    if (look.kind !== 'single') throw new Error('not one look')
    expect([look.style.fill, look.style.line]).not.toContain('#c2352b')
    expect(look.style.line).not.toBe('#8f1d16')
  }
})

it('tells six results on the map apart, and gives a colour again that has become free', () => {
  const onMap: Symbology[] = []
  for (let i = 0; i < 6; i++) onMap.push(apartFrom(i === 0 ? OCCUPIED_STYLE : pieceStyle('polygon'), onMap))
  expect(new Set(onMap.map(fillOf)).size).toBe(6)
  // a calm result never turns red, a second overlap does not stay red
  expect(fillOf(apartFrom(pieceStyle('polygon'), onMap))).not.toBe('#c2352b')
  expect(fillOf(apartFrom(OCCUPIED_STYLE, onMap.slice(0, 1)))).not.toBe('#c2352b')
  const without = onMap.filter((_, i) => i !== 3)
  expect(fillOf(apartFrom(pieceStyle('polygon'), without))).toBe(fillOf(onMap[3]))
})

it('keeps the rest of the look, and leaves alone what is coloured by values or by the user', () => {
  const links = pieceStyle('line', { lineDash: [3, 2] })
  const second = apartFrom(links, [pieceStyle('polygon')])
  expect(second).toMatchObject({ kind: 'single', style: { lineDash: [3, 2], lineWidth: 1.6 } })
  expect(second).not.toEqual(links)
  const dots = apartFrom(pieceStyle('point'), [pieceStyle('point')])
  expect(dots).toMatchObject({ style: { line: '#ffffff', radius: 4 } })
  const classes: Symbology = { kind: 'categories', field: 'K', classes: [], other: null }
  expect(apartFrom(classes, [OCCUPIED_STYLE])).toBe(classes)
  const own: Symbology = { kind: 'single', style: { fill: '#123456' } }
  expect(apartFrom(own, [own])).toBe(own)
  // a layer that the user gave another colour holds none
  expect(apartFrom(pieceStyle('polygon'), [own])).toEqual(pieceStyle('polygon'))
})
