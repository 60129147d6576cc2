import { describe, expect, it } from 'vitest'
import type { GroupNode } from '../../app/state.ts'
import { moveLayer } from '../../commands/layer-move.ts'
import { isAllDemonstration, placeOfDrop, placeOfStep, shownShare } from './tree-moves.ts'

const group = (id: string, layers: string[]): GroupNode => ({ id, title: { zh: id, en: id }, isOpen: true, layers })
const tree = [group('top', ['a', 'b', 'c']), group('low', ['d'])]
const moved = (layer: string, place: { group: string; index: number } | null) =>
  place &&
  moveLayer({ version: 1, tree, layers: { [layer]: {} }, basemap: 'none', runs: [] } as never, layer, place.group, place.index)
    .tree.map(({ layers }) => layers.join(''))
    .join('|')

describe('placeOfDrop', () => {
  it('puts a layer before, after, and into another group', () => {
    expect(moved('a', placeOfDrop(tree, 'a', 'c', 'after'))).toBe('bca|d')
    expect(moved('a', placeOfDrop(tree, 'a', 'c', 'before'))).toBe('bac|d')
    expect(moved('c', placeOfDrop(tree, 'c', 'a', 'before'))).toBe('cab|d')
    expect(moved('a', placeOfDrop(tree, 'a', 'd', 'after'))).toBe('bc|da')
    expect(moved('b', placeOfDrop(tree, 'b', 'low', 'on'))).toBe('ac|bd')
  })
  it('is no step when nothing would change', () => {
    expect(placeOfDrop(tree, 'a', 'b', 'before')).toBeNull()
    expect(placeOfDrop(tree, 'b', 'a', 'after')).toBeNull()
    expect(placeOfDrop(tree, 'a', 'a', 'after')).toBeNull()
    expect(placeOfDrop(tree, 'a', 'nowhere', 'on')).toBeNull()
  })
})

describe('placeOfStep', () => {
  it('moves one place, and across the edge of a group', () => {
    expect(moved('b', placeOfStep(tree, 'b', -1))).toBe('bac|d')
    expect(moved('b', placeOfStep(tree, 'b', 1))).toBe('acb|d')
    expect(moved('c', placeOfStep(tree, 'c', 1))).toBe('ab|cd')
    expect(moved('d', placeOfStep(tree, 'd', -1))).toBe('abcd|')
  })
  it('stops at the ends', () => {
    expect(placeOfStep(tree, 'a', -1)).toBeNull()
    expect(placeOfStep(tree, 'd', 1)).toBeNull()
  })
})

describe('shownShare', () => {
  it('tells all, some and none', () => {
    const layers = (a: boolean, b: boolean) => ({ a: { visible: a }, b: { visible: b } })
    const two = group('g', ['a', 'b'])
    expect([
      shownShare(two, layers(true, true)),
      shownShare(two, layers(true, false)),
      shownShare(two, layers(false, false)),
    ]).toEqual(['all', 'some', 'none'])
  })
})

describe('isAllDemonstration', () => {
  it('holds only when every layer of the group says so', () => {
    const layers = (a: boolean, b: boolean) => ({ a: { source: { isDemonstration: a } }, b: { source: { isDemonstration: b } } })
    const two = group('g', ['a', 'b'])
    expect(isAllDemonstration(two, layers(true, true))).toBe(true)
    expect(isAllDemonstration(two, layers(true, false))).toBe(false)
    expect(isAllDemonstration(group('g', []), layers(true, true))).toBe(false)
  })
})
