import { describe, expect, it } from 'vitest'
import { geodesicM, ringAreaM2 } from '../core/plane.ts'
import { shownNumber } from '../core/units.ts'
import { measureFeatures } from './measures.ts'
import { sketchFeatures } from './sketch-features.ts'

const RING = [
  [118.49, 37.6],
  [118.51, 37.6],
  [118.51, 37.61],
  [118.49, 37.61],
] as const
const zh = { locale: 'zh', areaUnit: 'mu' } as const

describe('measureFeatures', () => {
  it('writes m² and the unit of the user on an area, a length on each side, and draws the zone border it crosses', () => {
    const { features } = measureFeatures([{ id: 'a', kind: 'area', points: RING }], zh)
    const kinds = features.map(({ properties }) => properties?.k)
    expect(kinds.filter((kind) => kind === 'side')).toHaveLength(4)
    expect(kinds.filter((kind) => kind === 'seam')).toHaveLength(1)
    const areaM2 = Math.abs(ringAreaM2(Float64Array.from(RING.flat()), 0, 4))
    const total = features.find(({ properties }) => properties?.k === 'area-total')
    expect(total?.properties?.t).toBe(`${shownNumber(areaM2, 2)} m²\n${shownNumber((areaM2 * 3) / 2000, 2)} 亩`)
    const seam = features.find(({ properties }) => properties?.k === 'seam')?.geometry as GeoJSON.LineString
    expect(seam.coordinates.every(([lng]) => lng === 118.5)).toBe(true)
    expect(
      measureFeatures([{ id: 'a', kind: 'area', points: RING }], { locale: 'en', areaUnit: 'ha' }).features.at(-1)?.properties?.t,
    ).toMatch(/ ha$/)
  })
  it('adds up a line at its end; one side alone says its length once', () => {
    const total = (points: readonly (readonly [number, number])[]) =>
      measureFeatures([{ id: 'l', kind: 'length', points }], zh).features.filter(({ properties }) => properties?.k === 'total')
    const lengthM = geodesicM(...RING[1], ...RING[2]) + geodesicM(...RING[2], ...RING[3])
    expect(total(RING.slice(1)).map(({ properties }) => properties?.t)).toEqual([`${shownNumber(lengthM, 2)} m`])
    expect(total(RING.slice(1, 3))).toEqual([])
  })
})

describe('sketchFeatures', () => {
  it('closes a ring over the pointer once there are three places', () => {
    const types = (vertices: number, isRing: boolean, pointer: readonly [number, number] | null) =>
      sketchFeatures(RING.slice(0, vertices), isRing, pointer)?.features.map(({ geometry }) => geometry.type)
    expect(types(0, true, RING[0])).toBeUndefined()
    expect(types(1, true, RING[1])).toEqual(['Point', 'LineString', 'LineString'])
    expect(types(2, true, RING[2])?.slice(0, 3)).toEqual(['Point', 'Point', 'Polygon'])
    expect(types(2, false, null)?.slice(0, 3)).toEqual(['Point', 'Point', 'LineString'])
  })
})
