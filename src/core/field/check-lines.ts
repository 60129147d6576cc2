import { pointFromLngLat } from '../crs.ts'
import type { Locale, Text } from '../text.ts'
import type { Check, CheckedPoint } from './check.ts'
import { LINE_LABELS, MARKER_LABELS, POSITION_LABELS, QUALITY_LABELS, SOURCE_LABELS, STATUS_LABELS } from './check-labels.ts'
import { summariseCheck } from './summarise-check.ts'
import type { PointVerdict } from './verdict.ts'

/** One boundary point of a check in words and figures, X north and Y east in the check's system. */
export interface CheckLine {
  readonly point: CheckedPoint
  readonly label: string
  readonly registered: Xy | null
  readonly measured: Xy | null
  /** planar, from the registered point to the next of its ring, m */
  readonly edgeM: number | null
  readonly offsetM: number | null
  readonly azimuthDeg: number | null
  readonly verdict: PointVerdict | null
  readonly status: string
  readonly marker: string
  readonly line: string
  readonly linePosition: string
  readonly source: string
}
export interface Xy {
  readonly x: number
  readonly y: number
}

/** @param summary where it is known already */
export function checkLines(check: Check, locale: Locale, summary = summariseCheck(check)): readonly CheckLine[] {
  const word = <K extends string>(labels: Readonly<Record<K, Text>>, key: K | null) => (key ? labels[key][locale] : '')
  const xyOf = (at: { readonly lng: number; readonly lat: number } | null): Xy | null => {
    if (!at) return null
    const [y, x] = pointFromLngLat(check.crs, at.lng, at.lat)
    return { x, y }
  }
  const registers = new Map(check.points.map((point) => [point, xyOf(point.registered)]))
  return summary.results.map(({ point, offset, verdict }) => {
    const registered = registers.get(point) ?? null
    const following = nextInRing(check, point)
    const next = following && registers.get(following)
    const { measured } = point
    return {
      point,
      label: point.label,
      registered,
      measured: xyOf(measured),
      edgeM: registered && next ? Math.hypot(next.x - registered.x, next.y - registered.y) : null,
      offsetM: offset?.distanceM ?? null,
      azimuthDeg: offset && Number.isFinite(offset.azimuthDeg) ? offset.azimuthDeg : null,
      verdict,
      status: word(STATUS_LABELS, point.status),
      marker: word(MARKER_LABELS, point.marker),
      line: word(LINE_LABELS, point.line),
      linePosition: word(POSITION_LABELS, point.linePosition),
      source: measured
        ? [word(SOURCE_LABELS, measured.source), word(QUALITY_LABELS, measured.quality)].filter(Boolean).join(' · ')
        : '',
    }
  })
}

function nextInRing(check: Check, point: CheckedPoint): CheckedPoint | null {
  if (point.ring === null) return null
  const ring = check.points.filter(({ ring: other }) => other === point.ring)
  return ring[(ring.indexOf(point) + 1) % ring.length] ?? null
}
