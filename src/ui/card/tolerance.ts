/** Scale of the cadastral map that the rule refers to: 1:2 000 is usual for rural parcels. */
export const CADASTRAL_SCALE = 2000

/**
 * Largest difference between two graphical measurements of one area, m²: ΔP ≤ 0.0003·M·√P
 * (城镇地籍调查规程, 图解法面积量算), with M the denominator of the map scale and P the area in m².
 */
export function areaToleranceM2(areaM2: number, scale = CADASTRAL_SCALE): number {
  return 0.0003 * scale * Math.sqrt(Math.max(0, areaM2))
}

export interface AreaDifference {
  readonly differenceM2: number
  /** of the registered area */
  readonly perMille: number
  readonly toleranceM2: number
  readonly isWithin: boolean
}

/** Drawn minus registered. @param registeredM2 null or not positive: no comparison */
export function compareAreas(drawnM2: number, registeredM2: number | null): AreaDifference | null {
  if (registeredM2 === null || !(registeredM2 > 0) || !Number.isFinite(drawnM2)) return null
  const differenceM2 = drawnM2 - registeredM2
  const toleranceM2 = areaToleranceM2(registeredM2)
  return {
    differenceM2,
    perMille: (differenceM2 / registeredM2) * 1000,
    toleranceM2,
    isWithin: Math.abs(differenceM2) <= toleranceM2,
  }
}
