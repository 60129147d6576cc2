import { areaToleranceM2 } from '../../core/quality/area-tolerance.ts'

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
