import type { HatchName } from '../symbology.ts'

/** Side of a hatch cell in CSS pixels; every period below divides it, so that cells join without a seam. */
export const HATCH_SIZE = 16

/** Distance in CSS pixels from a point of the cell to the nearest stroke's middle line, or to a dot's middle. */
type Field = (x: number, y: number) => number

const every = (period: number, value: number) => Math.abs(value - Math.round(value / period) * period)
const line =
  (period: number, along: (x: number, y: number) => number, slope = 1): Field =>
  (x, y) =>
    every(period, along(x, y)) / slope

const SQRT2 = Math.SQRT2
const dotAt = (x: number, y: number, cx: number, cy: number) => Math.hypot(every(HATCH_SIZE, x - cx), every(HATCH_SIZE, y - cy))

/** Half the stroke's width, or a dot's radius, in CSS pixels, and where the strokes are. */
const HATCHES: Readonly<Record<HatchName, { readonly half: number; readonly field: Field }>> = {
  diagonal: { half: 0.5, field: line(16, (x, y) => x + y, SQRT2) },
  'back-diagonal': { half: 0.5, field: line(16, (x, y) => x - y, SQRT2) },
  cross: {
    half: 0.4,
    field: (x, y) => Math.min(every(16, x + y), every(16, x - y)) / SQRT2,
  },
  horizontal: { half: 0.45, field: line(8, (_x, y) => y - 4) },
  vertical: { half: 0.45, field: line(8, (x) => x - 4) },
  grid: { half: 0.4, field: (x, y) => Math.min(every(16, x - 8), every(16, y - 8)) },
  dots: {
    half: 0.95,
    field: (x, y) => Math.min(dotAt(x, y, 4, 4), dotAt(x, y, 12, 12)),
  },
  'sparse-dots': { half: 0.9, field: (x, y) => dotAt(x, y, 8, 8) },
  // two rows of waves, the second half a period on
  wave: {
    half: 0.5,
    field: (x, y) => {
      const lift = 1.3 * Math.sin((x / 8) * Math.PI)
      return every(8, y - 4 - lift) / Math.hypot(1, 1.3 * (Math.PI / 8) * Math.cos((x / 8) * Math.PI))
    },
  },
  // the map sign for marsh: short level strokes in staggered rows
  marsh: {
    half: 0.5,
    field: (x, y) => {
      const row = Math.floor(y / 4)
      const middle = row % 2 === 0 ? 4 : 12
      const over = Math.max(0, every(HATCH_SIZE, x - middle) - (row % 2 === 0 ? 5 : 3))
      return Math.hypot(over, y - row * 4 - 2)
    },
  },
}

const masks = new Map<string, Uint8Array>()

/**
 * How much ink a hatch puts on each pixel of its cell, 0…255, row by row; side `HATCH_SIZE * ratio` pixels.
 * Anti-aliased by distance; seamless at whole ratios.
 */
export function hatchMask(name: HatchName, ratio: number): Uint8Array {
  const key = `${name}@${ratio}`
  let mask = masks.get(key)
  if (!mask) {
    const side = HATCH_SIZE * ratio
    const { half, field } = HATCHES[name]
    mask = new Uint8Array(side * side)
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const distance = field((column + 0.5) / ratio, (row + 0.5) / ratio)
        mask[row * side + column] = Math.round(255 * Math.max(0, Math.min(1, (half - distance) * ratio + 0.5)))
      }
    }
    masks.set(key, mask)
  }
  return mask
}
