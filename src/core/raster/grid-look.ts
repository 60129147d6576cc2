/** How the values of a raster become colours. */
export interface GridLook {
  /** of the values; null: none */
  readonly unit: string | null
  /** values at the two ends of the ramp */
  readonly range: readonly [low: number, high: number]
  /** '#rrggbb' from low to high, evenly spread */
  readonly ramp: readonly string[]
  /** classes instead of a ramp: upper limits of all but the last, ascending; `ramp` then has a colour for each, one more than limits */
  readonly breaks?: readonly number[]
  /** its own colours instead of those of a ramp; left out: it has none */
  readonly isPhoto?: boolean
  /** light from the side, for heights */
  readonly hillshade?: Hillshade
}

export interface Hillshade {
  /** where the light comes from, degrees clockwise from north */
  readonly azimuth: number
  /** of the light above the horizon, degrees */
  readonly altitude: number
  /** how many times heights are exaggerated */
  readonly exaggeration: number
}

/** How much of a colour the light decides; the rest stays, so that no slope turns black. */
const SHARE = 0.7

/**
 * By what a colour is multiplied on a slope; 1 on level ground, which so keeps the colour that the legend shows.
 * Lambert's cosine, as Horn 1981 has it. @param east @param north metres up for a metre that way
 */
export function hillshadeFactor({ azimuth, altitude, exaggeration }: Hillshade, east: number, north: number): number {
  const [e, n] = [east * exaggeration, north * exaggeration]
  const [turn, height] = [(azimuth * Math.PI) / 180, (altitude * Math.PI) / 180]
  // unit vector to the light, times the ground's normal (−e, −n, 1)
  const light = Math.cos(height) * (-e * Math.sin(turn) - n * Math.cos(turn)) + Math.sin(height)
  const shade = Math.max(0, light / Math.sqrt(e * e + n * n + 1))
  return 1 - SHARE + (SHARE * shade) / Math.sin(height)
}

const STEPS = 256

/** The ramp as 256 colours 0xrrggbb. */
export function rampColors(ramp: readonly string[]): Uint32Array {
  const stops = ramp.map((color) => Number.parseInt(color.slice(1), 16))
  return Uint32Array.from({ length: STEPS }, (_, i) => {
    const at = (i / (STEPS - 1)) * (stops.length - 1)
    const before = Math.min(stops.length - 1, Math.floor(at))
    const after = Math.min(stops.length - 1, before + 1)
    const mix = (shift: number) => {
      const a = (stops[before] >> shift) & 255
      return Math.round(a + (((stops[after] >> shift) & 255) - a) * (at - before)) << shift
    }
    return (mix(16) | mix(8) | mix(0)) >>> 0
  })
}

/** Place of a value on the ramp of 256 colours. */
export function rampStep(value: number, [low, high]: GridLook['range']): number {
  const share = high > low ? (value - low) / (high - low) : 0.5
  return Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))))
}

/** By how much a map with relief raises heights: a delta is flat, and at its true heights nothing of it would be seen. */
export const RELIEF_TIMES = { least: 1, first: 20, most: 100 } as const
