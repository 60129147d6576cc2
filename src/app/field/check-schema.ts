import * as v from 'valibot'
import { crsOf, pointFromLngLat } from '../../core/crs.ts'
import { type Check, LINE_KINDS, LINE_POSITIONS, MARKER_KINDS, PARCEL_VERDICTS, POINT_STATUSES } from '../../core/field/check.ts'

const lng = v.pipe(v.number(), v.minValue(-180), v.maxValue(180))
const lat = v.pipe(v.number(), v.minValue(-90), v.maxValue(90))
const length = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)))
const words = (most: number) => v.pipe(v.string(), v.maxLength(most))
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const measurement = v.object({
  lng,
  lat,
  accuracyM: length,
  source: v.picklist(['device', 'typed', 'nmea', 'track']),
  quality: v.nullable(v.picklist(['gps', 'dgps', 'pps', 'rtkFixed', 'rtkFloat', 'estimated', 'manual', 'simulated'])),
  count,
  rejected: count,
  sdM: length,
  typed: v.nullable(v.object({ text: words(2000), crs: words(300) })),
  at: words(40),
})
const point = v.object({
  id,
  label: words(20),
  ring: v.nullable(count),
  isHole: v.boolean(),
  registered: v.nullable(v.object({ lng, lat })),
  status: v.nullable(v.picklist(POINT_STATUSES)),
  measured: v.nullable(measurement),
  marker: v.nullable(v.picklist(MARKER_KINDS)),
  line: v.nullable(v.picklist(LINE_KINDS)),
  linePosition: v.nullable(v.picklist(LINE_POSITIONS)),
  photos: v.pipe(v.array(id), v.maxLength(100)),
  note: words(20_000),
})
const check = v.object({
  version: v.literal(1),
  id,
  layer: v.object({
    id: words(300),
    title: words(300),
    titleEn: v.optional(words(300)),
    table: words(300),
    sha256: v.nullable(words(100)),
  }),
  parcel: v.object({
    row: count,
    code: words(300),
    name: words(300),
    registeredAreaM2: v.nullable(v.pipe(v.number(), v.finite())),
  }),
  crs: v.pipe(v.string(), v.regex(/^EPSG:\d{4,5}$/), v.check(isUsable)),
  pointClass: v.picklist([1, 2, 3]),
  points: v.pipe(v.array(point), v.maxLength(100_000)),
  verdict: v.nullable(v.picklist(PARCEL_VERDICTS)),
  note: words(20_000),
  officer: words(300),
  startedAt: words(40),
  changedAt: words(40),
  changes: v.record(id, v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** X and Y can be shown in it, here and now. */
function isUsable(crs: string): boolean {
  try {
    return crsOf(crs)?.kind === 'projected' && Number.isFinite(pointFromLngLat(crs, 118, 37)[0])
  } catch {
    return false
  }
}

/** null: it is no check */
export function readCheck(value: unknown): Check | null {
  const found = v.safeParse(check, value)
  return found.success ? found.output : null
}
