import type { HatchName } from '../core/symbology.ts'
import { HATCH_SIZE, hatchMask } from '../core/tiling/hatch-mask.ts'

const PREFIX = 'hatch'

/** Name of a pattern image in the style; made when the map first asks for it. */
export function hatchId(name: HatchName, color: string): string {
  return `${PREFIX}:${name}:${color}`
}

export interface HatchImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** The pattern image of a name made by hatchId, or null for other names. @param ratio device pixels a CSS pixel, whole */
export function hatchImage(id: string, ratio: number): HatchImage | null {
  const [prefix, name, color] = id.split(':')
  if (prefix !== PREFIX || !color) return null
  const side = HATCH_SIZE * ratio
  const mask = hatchMask(name as HatchName, ratio)
  const value = Number.parseInt(color.slice(1), 16)
  const data = new Uint8ClampedArray(side * side * 4)
  mask.forEach((cover, i) => {
    data.set([(value >> 16) & 255, (value >> 8) & 255, value & 255, cover], i * 4)
  })
  return { width: side, height: side, data }
}
