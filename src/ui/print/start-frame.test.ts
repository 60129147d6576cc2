import { expect, test } from 'vitest'
import { frameRing } from '../../core/print/map-frame.ts'
import { fitBox } from './start-frame.ts'

/** Of Kenli District, about 60 km by 50. */
const DISTRICT = [118.25, 37.4, 119.3, 38.15] as const
const CRS = 'EPSG:4528'

/** Whether a face of these millimetres shows all of the district. */
function holdsDistrict(widthMm: number, heightMm: number, most?: number): boolean {
  const fit = fitBox(CRS, DISTRICT, widthMm, heightMm, most)
  const ring = frameRing({ crs: CRS, turnDeg: 0, widthMm, heightMm, ...fit })
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  const [west, south, east, north] = DISTRICT
  return Math.min(...xs) <= west && Math.max(...xs) >= east && Math.min(...ys) <= south && Math.max(...ys) >= north
}

test('a small map in the corner of a narrow sheet shows the whole district, at whatever scale', () => {
  expect(holdsDistrict(52, 40, Number.POSITIVE_INFINITY)).toBe(true)
  expect(holdsDistrict(400, 300)).toBe(true)
})

test('a sheet is no smaller than 1:1 000 000', () => {
  expect(fitBox(CRS, DISTRICT, 20, 20).denominator).toBe(1_000_000)
})
