import { expect, it } from 'vitest'
import { areaOutline } from './area-outline.ts'

const inside = ([px, py]: readonly [number, number], ring: readonly (readonly [number, number])[]) =>
  ring.slice(1).every(([bx, by], i) => (bx - ring[i][0]) * (py - ring[i][1]) - (by - ring[i][1]) * (px - ring[i][0]) >= -1e-12)

it('leaves a small area as it is, to five decimals', () => {
  const ring = [[118.5, 37.5], [118.6, 37.5], [118.6000049, 37.6], [118.5, 37.5]] as const // biome-ignore format: a ring
  expect(areaOutline({ title: 'a', rings: [ring] }, 40, 5)).toEqual([[[118.5, 37.5], [118.6, 37.5], [118.6, 37.6], [118.5, 37.5]]]) // biome-ignore format: a ring
})

it('puts a convex outline round a long coast and its islands: every point is in it', () => {
  const coast = Array.from({ length: 901 }, (_, i): readonly [number, number] => {
    const angle = (i / 900) * 2 * Math.PI
    const reach = i % 9 === 0 ? 0.2 : 0.1 + 0.02 * Math.sin(i)
    return [118.5 + reach * Math.cos(angle), 37.5 + reach * Math.sin(Math.round(angle * 3) / 3)]
  })
  const island = [[118.8, 37.5], [118.81, 37.5], [118.81, 37.51], [118.8, 37.5]] as const // biome-ignore format: a ring
  const [outline, ...more] = areaOutline({ title: 'a', rings: [coast, island] }, 200, 5)
  expect(more).toEqual([])
  expect(outline[0]).toEqual(outline[outline.length - 1])
  expect(outline.length).toBeLessThan(200)
  for (const [lng, lat] of [...coast, ...island])
    expect(inside([Number(lng.toFixed(5)), Number(lat.toFixed(5))], outline)).toBe(true)
})

it('falls back to the box', () => {
  const circle = Array.from({ length: 101 }, (_, i): readonly [number, number] => [
    118.5 + 0.1 * Math.cos((i / 50) * Math.PI),
    37.5 + 0.1 * Math.sin((i / 50) * Math.PI),
  ])
  expect(areaOutline({ title: 'a', rings: [circle] }, 40, 2)).not.toHaveLength(0)
  expect(areaOutline({ title: 'a', rings: [circle] }, 40, 5)).toEqual([[[118.4, 37.4], [118.6, 37.4], [118.6, 37.6], [118.4, 37.6], [118.4, 37.4]]]) // biome-ignore format: a ring
})
