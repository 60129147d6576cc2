import { describe, expect, it } from 'vitest'
import { placeBox } from './thumbnail.ts'

const kenli = [118.247, 37.412, 119.322, 37.954] as const

describe('placeBox', () => {
  it('keeps the district whole, centred and true in shape', () => {
    const { district } = placeBox(kenli, kenli, 120, 80)
    expect(district.x + district.width / 2).toBeCloseTo(60, 6)
    expect(district.y + district.height / 2).toBeCloseTo(40, 6)
    const metres = (1.075 * Math.cos((37.683 * Math.PI) / 180)) / 0.542
    expect(district.width / district.height).toBeCloseTo(metres, 6)
    expect(district.x).toBeGreaterThan(0)
  })

  it('puts data where they land and keeps a single parcel visible', () => {
    const { district, data } = placeBox(kenli, [118.5, 37.6, 118.5001, 37.6001], 120, 80)
    expect(data!.width).toBe(4)
    expect(data!.x).toBeGreaterThan(district.x)
    expect(data!.y + data!.height).toBeLessThan(district.y + district.height)
  })

  it('clips data that run over the edge', () => {
    expect(placeBox(kenli, [73, 3, 135, 54], 120, 80).data).toEqual({ x: 0, y: 0, width: 120, height: 80 })
  })

  it('says how far away data are that lie outside the drawing', () => {
    const { data, away } = placeBox(kenli, [115.2, 37.6, 115.3, 37.7], 120, 80)
    expect(data).toBeNull()
    expect(away!.bearing).toBeGreaterThan(265)
    expect(away!.bearing).toBeLessThan(275)
    expect(away!.km).toBeCloseTo(311, -1)
  })
})
