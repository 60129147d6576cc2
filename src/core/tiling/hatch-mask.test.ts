import { describe, expect, it } from 'vitest'
import type { HatchName } from '../symbology.ts'
import { HATCH_SIZE, hatchMask } from './hatch-mask.ts'

const NAMES: readonly HatchName[] = [
  'wave',
  'diagonal',
  'back-diagonal',
  'cross',
  'dots',
  'horizontal',
  'vertical',
  'marsh',
  'grid',
  'sparse-dots',
]

describe.each(NAMES)('hatch %s', (name) => {
  it.each([1, 2])('joins its copies without a seam at ratio %i', (ratio) => {
    const side = HATCH_SIZE * ratio
    const mask = hatchMask(name, ratio)
    const at = (x: number, y: number) => mask[(y % side) * side + (x % side)]
    const step = (x: number, y: number, dx: number, dy: number) => Math.abs(at(x + dx, y + dy) - at(x, y))
    let inside = 0
    let seam = 0
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const worst = Math.max(step(i, j, 1, 0), step(i, j, 0, 1))
        if (i === side - 1 || j === side - 1) seam = Math.max(seam, worst)
        else inside = Math.max(inside, worst)
      }
    }
    expect(seam).toBeLessThanOrEqual(inside)
  })

  it('is drawn, and sparse enough to read what lies below', () => {
    const mask = hatchMask(name, 2)
    const share = mask.reduce((sum, value) => sum + value, 0) / 255 / mask.length
    expect(share).toBeGreaterThan(0.005)
    expect(share).toBeLessThan(0.18)
  })
})
