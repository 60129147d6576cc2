import { type Datum, gkZone } from '../core/crs-registry.ts'
import type { Task } from '../core/task.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import type { HeaderLine } from './format.ts'
import type { TextParcel } from './txt-parse.ts'

/** X is north and below 10 000 km, so a number of eight digits is a Y with its zone; a Y without zone is below 1000 km. */
const LARGEST_NORTHING_M = 1e7
const LARGEST_EASTING_M = 1e6

/** Whether the columns stand the other way round than X (north), Y (east); only where no other reading is possible. */
export function isTextSwapped(parcels: readonly TextParcel[]): boolean {
  let points = 0
  let swapped = 0
  for (const { rings } of parcels)
    for (const { pairs } of rings)
      for (let i = 0; i < pairs.length; i += 2) {
        points++
        const [first, second] = [pairs[i], pairs[i + 1]]
        if (
          first > LARGEST_NORTHING_M ||
          (first < LARGEST_EASTING_M && second > LARGEST_EASTING_M && second < LARGEST_NORTHING_M)
        )
          swapped++
      }
  return points > 0 && swapped === points
}

/**
 * The system by header and by the first digits of Y. Where they contradict each other the digits are right: they were made with the
 * coordinates, the header was often copied.
 */
export function textCrs(header: readonly HeaderLine[], eastings: Float64Array, notes: Pick<Task, 'note'>): DeclaredCrs | null {
  const value = (key: RegExp) => header.find((line) => key.test(line.key))?.value ?? ''
  const datum = datumOf(value(/^坐标系/))
  if (datum === null) notes.note('txt.datumUnknown', { value: value(/^坐标系/) }, 'warning')
  const width = /6|六/.test(value(/几度分带|分带/)) ? 6 : 3
  const stated = Number(/\d+/.exec(value(/带号/))?.[0] ?? Number.NaN)
  const prefix = prefixOf(eastings)
  if (prefix !== null) {
    if (!Number.isNaN(stated) && stated !== prefix) notes.note('txt.zoneContradicted', { header: stated, prefix }, 'warning')
    // 13–23 are numbers of 6° zones, 25–45 of 3° zones
    const byNumber = prefix < 24 ? 6 : 3
    if (header.length > 0 && byNumber !== width) notes.note('txt.widthContradicted', { header: width, zone: prefix }, 'warning')
    const crs = gkZone(datum ?? 'cgcs2000', prefix, byNumber, true)
    return crs === null ? null : { crs, evidence: 'zone-prefix' }
  }
  if (Number.isNaN(stated)) return null
  const crs = gkZone(datum ?? 'cgcs2000', stated, width, false)
  return crs === null ? null : { crs, evidence: 'header' }
}

function datumOf(words: string): Datum | null {
  if (words === '' || /2000/.test(words)) return 'cgcs2000'
  if (/西安|80/.test(words)) return 'xian80'
  if (/北京|54/.test(words)) return 'beijing54'
  return /WGS/i.test(words) ? 'wgs84' : null
}

function prefixOf(eastings: Float64Array): number | null {
  if (eastings.length === 0) return null
  const zone = Math.floor(eastings[0] / 1e6)
  return zone >= 13 && zone <= 45 && eastings.every((y) => Math.floor(y / 1e6) === zone) ? zone : null
}
