/** How the values of a raster become colours. */
export interface GridLook {
  /** of the values; null: none */
  readonly unit: string | null
  /** values at the two ends of the ramp */
  readonly range: readonly [low: number, high: number]
  /** '#rrggbb' from low to high, evenly spread */
  readonly ramp: readonly string[]
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
