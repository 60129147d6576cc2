import { expect, it, vi } from 'vitest'

it('names custom systems and converts the known ones without the projection library, as the page does', async () => {
  vi.resetModules()
  const crs = await import('./crs.ts')
  expect(crs.crsOf('+proj=tmerc +lon_0=118.5 +ellps=GRS80')?.centralMeridian).toBe(118.5)
  expect(crs.pointFromLngLat('EPSG:4528', 118.55, 37.59)[0]).toBeGreaterThan(40_000_000)
  expect(() => crs.pointFromLngLat('+proj=tmerc +lon_0=118.5 +ellps=GRS80', 118.5, 37.6)).toThrow('crs.unknown')
})
