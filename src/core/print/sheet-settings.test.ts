import { describe, expect, it } from 'vitest'
import { PAPERS } from './paper.ts'
import { equivalentZoom, mostDpi } from './sheet-settings.ts'

describe('the finest resolution of a picture', () => {
  it('is 300 dpi for every paper of the series, either way', () => {
    for (const [width, height] of Object.values(PAPERS))
      expect([mostDpi(width, height), mostDpi(height, width)]).toEqual([300, 300])
  })
  it('is less where a side would be wider, or the page larger, than a browser paints', () => {
    // 1.5 m at 300 dpi are 17 717 pixels of 16 384
    expect(mostDpi(1500, 100)).toBe(200)
    // 1.3 m square: 236 million pixels at 300; 1.3 m by 1.6 m: 290 million; by 1.7 m: 308 million
    expect([mostDpi(1300, 1300), mostDpi(1300, 1600), mostDpi(1300, 1700)]).toEqual([300, 300, 200])
    expect(mostDpi(10_000, 10_000)).toBe(96)
  })
})

describe('the zoom that shows as much as a scale', () => {
  it('is that of a pixel of 1/96 inch on the ground', () => {
    // at the equator zoom 0 has 78 271.517 m a pixel of 512; a pixel is 0.26458 mm
    expect(equivalentZoom(0, 78_271.516964 / (0.0254 / 96))).toBeCloseTo(0, 6)
    // half the ground a pixel is one zoom more; at 60° a pixel of the map is half the ground
    expect(equivalentZoom(60, 10_000)).toBeCloseTo(equivalentZoom(0, 20_000), 9)
    expect(equivalentZoom(0, 10_000) - equivalentZoom(0, 20_000)).toBeCloseTo(1, 9)
  })
})
