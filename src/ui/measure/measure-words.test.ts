import { describe, expect, it } from 'vitest'
import { smallConfig } from '../../app/small-deployment.fixture.ts'
import { sketchFigures } from '../../core/sketch/figures.ts'
import { azimuthText } from './azimuth-text.ts'
import { measureAsText } from './measure-text.ts'
import { readTypedPoint } from './read-typed-point.ts'

const RING = [
  [116.5, 39.5],
  [116.51, 39.5],
  [116.51, 39.51],
] as const

describe('azimuthText', () => {
  it('is to the second, never 360° or 60″', () => {
    expect([0, 45.21, 359.99999, 128.5433, -90].map(azimuthText)).toEqual([
      '0°00′00″',
      '45°12′36″',
      '0°00′00″',
      '128°32′36″',
      '270°00′00″',
    ])
    expect(azimuthText(Number.NaN)).toBe('—')
  })
})

describe('measureAsText', () => {
  it('has the unrounded figures with unit and method, and each point with its side', () => {
    const { areaM2, lengthM } = sketchFigures(RING, true)
    const lines = measureAsText({ kind: 'area', points: RING }, 'gk:EPSG:4548', 'zh')
      .split('\n')
      .map((line) => line.split('\t'))
    expect(lines[0]).toEqual(['面积', String(areaM2), 'm²', '椭球面积（TD/T 1055）· CGCS2000'])
    expect(lines[1]).toEqual(['', String((areaM2 ?? 0) / 10000), '公顷'])
    expect(Number(lines[2][1])).toBeCloseTo(((areaM2 ?? 0) * 3) / 2000, 9)
    expect(lines[3].slice(0, 3)).toEqual(['周长', String(lengthM), 'm'])
    expect(lines.slice(-3).map(([number]) => number)).toEqual(['1', '2', '3'])
    expect(lines.at(-1)?.[1]).toMatch(/^X \d{7}\.\d{3}, Y \d{6}\.\d{3} \(.*EPSG:4548\)$/)
    expect(measureAsText({ kind: 'length', points: RING }, 'decimal', 'en').split('\n')[0]).toMatch(
      /^Length\t\d+\.\d+\tm\tGeodesic/,
    )
  })
})

describe('readTypedPoint', () => {
  const read = (text: string, vertices: readonly (readonly [number, number])[] = RING, parallel: number | null = null) =>
    readTypedPoint(text, vertices, parallel, smallConfig)
  it('reads coordinates, a distance with an azimuth, and a distance straight on', () => {
    expect(read('116°30′E 39°30′N').points[0].at).toEqual([116.5, 39.5])
    const polar = read('100<90').points[0]
    expect(polar.reading.zh).toBe('距上一点 100.00 m，方位角 90°00′00″')
    const on = read('100', RING.slice(1)).points[0].at
    expect(on[0]).toBeCloseTo(116.51, 9)
    expect(on[1]).toBeGreaterThan(39.51)
    expect(read('100', RING, 270).points[0].at[0]).toBeLessThan(116.51)
  })
  it('says what is missing', () => {
    expect(read('').problem).toBeNull()
    expect(read('100<90', []).problem).toMatchObject({ zh: '先要有一点，距离才有起点' })
    expect(read('100', RING.slice(0, 1)).problem).toMatchObject({ zh: '先要有一点，距离才有起点' })
    expect(read('abc').problem).toMatchObject({ zh: '读不出坐标或距离' })
    expect(read('116.5 39.5 7').points).toEqual([])
  })
})
