import { geodesicM, ringAreaM2 } from '../plane.ts'
import type { Check, CheckedPoint, ParcelVerdict } from './check.ts'
import type { Bearing } from './local-plane.ts'
import { MOST_POINTS } from './register-points.ts'
import { judgePoint, LAST_BITS_M, offsetOf, POINT_CLASSES, type PointVerdict } from './verdict.ts'

export interface PointResult {
  readonly point: CheckedPoint
  /** from the register to where it was found; null without both */
  readonly offset: Bearing | null
  readonly verdict: PointVerdict | null
}

export interface CheckSummary {
  readonly results: readonly PointResult[]
  /** of the points of the register */
  readonly registered: number
  readonly done: number
  /** points whose measurement may judge them; all figures below are of these */
  readonly judged: number
  readonly withinLimit: number
  /** √(Σd²/n); null without judged points */
  readonly rmseM: number | null
  /** n ≥ 20: below, the root mean square is no statement about the survey */
  readonly isFormal: boolean
  /** labels of points beyond twice the class's root mean square error (粗差) */
  readonly gross: readonly string[]
  /** what the findings come to; null while they do not decide. 争议 is for people to say */
  readonly proposal: Exclude<ParcelVerdict, 'disputed'> | null
  readonly area: AreaComparison | null
}

export interface AreaComparison {
  /** measured points where there are such, those of the register elsewhere; ellipsoidal, TD/T 1055 */
  readonly measuredM2: number
  readonly measuredPoints: number
  readonly sigmaM2: number
  /** of the register's points, by the same formula */
  readonly drawnM2: number
  readonly registeredM2: number | null
  /** 2·m_P of the register's own points, of its class */
  readonly toleranceM2: number
  /** measured − registered (or drawn, where no area is registered) */
  readonly differenceM2: number
  /** null: a point that was measured is not good enough to judge one, nor then an area */
  readonly isWithin: boolean | null
}

const FORMAL = 20

/** Figures of a check as it stands. */
export function summariseCheck(check: Check): CheckSummary {
  const results = check.points.map((point): PointResult => {
    const { registered, measured } = point
    const offset = registered && measured ? offsetOf(registered, measured) : null
    return { point, offset, verdict: offset && judgePoint(offset.distanceM, measured?.accuracyM ?? null, check.pointClass) }
  })
  const own = results.filter(({ point }) => point.registered !== null)
  const offsets = own.flatMap(({ point, offset, verdict }) =>
    offset && (verdict?.kind === 'pass' || verdict?.kind === 'fail')
      ? [{ label: point.label, d: offset.distanceM, isWithin: verdict.kind === 'pass' }]
      : [],
  )
  const { rmseM } = POINT_CLASSES[check.pointClass]
  const squares = offsets.reduce((sum, { d }) => sum + d * d, 0)
  return {
    results,
    registered: own.length,
    done: own.filter(({ point }) => point.status !== null).length,
    judged: offsets.length,
    withinLimit: offsets.filter(({ isWithin }) => isWithin).length,
    rmseM: offsets.length > 0 ? Math.sqrt(squares / offsets.length) : null,
    isFormal: offsets.length >= FORMAL,
    gross: offsets.filter(({ d }) => d > 2 * rmseM + LAST_BITS_M).map(({ label }) => label),
    proposal: proposalOf(results),
    area: compareAreas(check),
  }
}

/** One point that is gone, new, moved or beyond its limit decides; agreement needs every point to be in its place, or moved within its limit. */
function proposalOf(results: readonly PointResult[]): CheckSummary['proposal'] {
  const isFor = ({ point, verdict }: PointResult) =>
    verdict?.kind !== 'fail' && (point.status === 'intact' || (point.status === 'moved' && verdict?.kind === 'pass'))
  const isAgainst = (result: PointResult) =>
    result.verdict?.kind === 'fail' || (!isFor(result) && ['lost', 'added', 'moved'].includes(result.point.status ?? ''))
  if (results.some(isAgainst)) return 'disagrees'
  return results.length > 0 && results.every(isFor) ? 'agrees' : null
}

/** Rings of the register with measured points in the place of the registered; null where no point of the register was measured. */
function compareAreas(check: Check): AreaComparison | null {
  const rings = new Map<number, CheckedPoint[]>()
  for (const point of check.points) {
    if (point.ring === null || !point.registered) continue
    rings.set(point.ring, [...(rings.get(point.ring) ?? []), point])
  }
  const own = [...rings.values()].flat()
  const used = own.flatMap(({ measured, status }) => (measured && status !== 'lost' ? [measured] : []))
  const measuredPoints = used.length
  // of a boundary with more points the rings are not whole
  if (measuredPoints === 0 || own.length >= MOST_POINTS) return null
  const classSigmaM = POINT_CLASSES[check.pointClass].rmseM
  const measured = { areaM2: 0, variance: 0 }
  const drawn = { areaM2: 0, variance: 0 }
  for (const points of rings.values()) {
    const sign = points[0].isHole ? -1 : 1
    const found = points.map((point) => ({
      ...(point.measured && point.status !== 'lost' ? point.measured : point.registered!),
      // 95 % of both axes together is twice the standard deviation of both
      sigmaM: point.measured && point.status !== 'lost' ? (point.measured.accuracyM ?? Number.NaN) / 2 : classSigmaM,
    }))
    add(measured, sign, found)
    add(
      drawn,
      sign,
      points.map(({ registered }) => ({ ...registered!, sigmaM: classSigmaM })),
    )
  }
  const { registeredAreaM2 } = check.parcel
  const differenceM2 = measured.areaM2 - (registeredAreaM2 ?? drawn.areaM2)
  const toleranceM2 = 2 * Math.sqrt(drawn.variance)
  // points that are three times as good as their limit make an area that is three times as good as its tolerance
  const isJudged = used.every(({ accuracyM }) => judgePoint(0, accuracyM, check.pointClass).kind !== 'refused')
  return {
    measuredM2: measured.areaM2,
    measuredPoints,
    sigmaM2: Math.sqrt(measured.variance),
    drawnM2: drawn.areaM2,
    registeredM2: registeredAreaM2,
    toleranceM2,
    differenceM2,
    isWithin: isJudged ? Math.abs(differenceM2) <= toleranceM2 : null,
  }
}

interface Vertex {
  readonly lng: number
  readonly lat: number
  readonly sigmaM: number
}
/** m_P² = ⅛ Σ d²·m², d the distance between the neighbours of a point and m the error of that point. */
function add(sum: { areaM2: number; variance: number }, sign: number, vertices: readonly Vertex[]): void {
  const lngLat = Float64Array.from(vertices.flatMap(({ lng, lat }) => [lng, lat]))
  const n = vertices.length
  sum.areaM2 += sign * Math.abs(ringAreaM2(lngLat, 0, n))
  vertices.forEach(({ sigmaM }, i) => {
    const before = vertices[(i + n - 1) % n]
    const after = vertices[(i + 1) % n]
    sum.variance += (geodesicM(before.lng, before.lat, after.lng, after.lat) * sigmaM) ** 2 / 8
  })
}
