import type { Task } from '../core/task.ts'
import type { TextParcel } from './txt-parse.ts'

const UNITS = [
  { unit: 'ha', perHa: 1 },
  { unit: 'mu', perHa: 15 },
  { unit: 'm2', perHa: 10_000 },
] as const
/** of an area, between what is stated (often ellipsoidal, rounded) and what the plane gives */
const TOLERANCE = 0.01

/**
 * The unit of the stated areas, by comparison with the coordinates: the format says hectares, but 亩 and m² occur. Parcels whose area
 * fits no coordinates are told.
 * @param areasHa planar area of each parcel, 0 where it has none
 */
export function checkAreas(
  parcels: readonly TextParcel[],
  areasHa: readonly number[],
  notes: Pick<Task, 'note'>,
): 'ha' | 'mu' | 'm2' {
  const compared = parcels.flatMap((parcel, i) => {
    const stated = Number(parcel.area ?? Number.NaN)
    const computedHa = areasHa[i]
    return stated > 0 && computedHa > 0 ? [{ parcel, stated, computedHa }] : []
  })
  const fits = (perHa: number) =>
    compared.filter(({ stated, computedHa }) => Math.abs(stated / computedHa / perHa - 1) < TOLERANCE).length
  const best = UNITS.reduce(
    (found, each) => (fits(each.perHa) > fits(found.perHa) ? each : found),
    UNITS[0] as (typeof UNITS)[number],
  )
  if (best.unit !== 'ha') notes.note('txt.areaUnit', { unit: best.unit === 'mu' ? '亩' : 'm²' }, 'warning')
  // four decimals of a hectare are half a square metre: small parcels may differ by that alone
  const wrong = compared.filter(
    ({ stated, computedHa }) => Math.abs(stated / best.perHa - computedHa) > Math.max(TOLERANCE * computedHa, 0.0001),
  )
  if (wrong.length > 0) {
    const [{ parcel, stated, computedHa }] = wrong
    const detail = { count: wrong.length, parcel: parcel.number ?? parcel.name ?? String(parcel.line) }
    notes.note(
      'txt.areaDiffers',
      { ...detail, stated: (stated / best.perHa).toFixed(4), computed: computedHa.toFixed(4) },
      'warning',
    )
  }
  return best.unit
}
