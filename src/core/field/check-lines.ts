import { pointFromLngLat } from '../crs.ts'
import type { Locale, Text } from '../text.ts'
import type { Check, CheckedPoint } from './check.ts'
import { LINE_LABELS, MARKER_LABELS, POSITION_LABELS, QUALITY_LABELS, SOURCE_LABELS, STATUS_LABELS } from './check-labels.ts'
import { summariseCheck } from './summarise-check.ts'
import { judgePoint, type PointVerdict } from './verdict.ts'

/** One boundary point of a check in words and figures, X north and Y east in the check's system. */
export interface CheckLine {
  readonly point: CheckedPoint
  readonly label: string
  /** of the next point of its ring; empty for an added point */
  readonly nextLabel: string
  readonly registered: Xy | null
  readonly measured: Xy | null
  /** planar, from the registered point to the next of its ring, m */
  readonly edgeM: number | null
  /** the same between where both points were found; null: not both were */
  readonly measuredEdgeM: number | null
  /** of the measured edge against the registered one */
  readonly edgeVerdict: PointVerdict | null
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
  const places = new Map(
    check.points.map((point) => [point, { registered: xyOf(point.registered), measured: xyOf(point.measured) }]),
  )
  const nexts = nextInRing(check)
  return summary.results.map(({ point, offset, verdict }) => {
    const { registered, measured } = places.get(point) ?? NOWHERE
    const next = nexts.get(point) ?? null
    const following = (next && places.get(next)) ?? NOWHERE
    const edgeM = lengthOf(registered, following.registered)
    const isFound = point.status !== 'lost' && next?.status !== 'lost'
    const measuredEdgeM = isFound ? lengthOf(measured, following.measured) : null
    return {
      point,
      label: point.label,
      nextLabel: next?.label ?? '',
      registered,
      measured,
      edgeM,
      measuredEdgeM,
      edgeVerdict:
        edgeM === null || measuredEdgeM === null
          ? null
          : judgePoint(Math.abs(measuredEdgeM - edgeM), edgeAccuracyM(point, next), check.pointClass),
      offsetM: offset?.distanceM ?? null,
      azimuthDeg: offset && Number.isFinite(offset.azimuthDeg) ? offset.azimuthDeg : null,
      verdict,
      status: word(STATUS_LABELS, point.status),
      marker: word(MARKER_LABELS, point.marker),
      line: word(LINE_LABELS, point.line),
      linePosition: word(POSITION_LABELS, point.linePosition),
      source: point.measured
        ? [word(SOURCE_LABELS, point.measured.source), word(QUALITY_LABELS, point.measured.quality)].filter(Boolean).join(' · ')
        : '',
    }
  })
}

const NOWHERE = { registered: null, measured: null }
const lengthOf = (a: Xy | null, b: Xy | null) => (a && b ? Math.hypot(b.x - a.x, b.y - a.y) : null)

/** Both ends may be off; null: of one it is not known by how much. */
function edgeAccuracyM({ measured: a }: CheckedPoint, next: CheckedPoint | null): number | null {
  const b = next?.measured ?? null
  return a?.accuracyM != null && b?.accuracyM != null ? Math.hypot(a.accuracyM, b.accuracyM) : null
}

function nextInRing({ points }: Check): ReadonlyMap<CheckedPoint, CheckedPoint> {
  const rings = new Map<number, CheckedPoint[]>()
  for (const point of points) {
    if (point.ring === null) continue
    const ring = rings.get(point.ring)
    if (ring) ring.push(point)
    else rings.set(point.ring, [point])
  }
  return new Map([...rings.values()].flatMap((ring) => ring.map((point, i) => [point, ring[(i + 1) % ring.length]] as const)))
}

export interface EdgeSummary {
  readonly judged: number
  readonly within: number
  /** by the labels of their ends */
  readonly beyond: readonly string[]
}

/** 界址间距: the limits of adjacent points are those of the points themselves (TD/T 1001-2012). */
export function summariseEdges(lines: readonly CheckLine[]): EdgeSummary {
  const judged = lines.filter(({ edgeVerdict }) => edgeVerdict && edgeVerdict.kind !== 'refused')
  const beyond = judged.filter(({ edgeVerdict }) => edgeVerdict?.kind === 'fail')
  return {
    judged: judged.length,
    within: judged.length - beyond.length,
    beyond: beyond.map(({ label, nextLabel }) => `${label}–${nextLabel}`),
  }
}
