import type { Feature, FeatureCollection, Polygon, Position } from 'geojson'
import type { FieldState } from '../../app/field/field-state.ts'
import type { Check } from '../../core/field/check.ts'
import { placeAlong } from '../../core/field/local-plane.ts'
import type { PackArea } from '../../core/offline/pack-area.ts'

export interface OverlayInput {
  readonly fix: FieldState['fix']
  readonly isStale: boolean
  readonly headingDeg: number | null
  /** the parcel here or tapped, in lon/lat */
  readonly parcel: FeatureCollection | null
  readonly check: Check | null
  readonly point: string | null
  /** nearest place of the boundary, while nothing else is looked for */
  readonly boundary: readonly [number, number] | null
  readonly walked: readonly (readonly [number, number])[]
  /** where the data on this device end, when only a part of the layer is here */
  readonly area: PackArea['rings']
  readonly metresPerPixel: number
}

const CIRCLE_STEPS = 48
/** of the wedge that shows the direction, CSS pixels */
const WEDGE_PX = 34

/** What is drawn over the map in the field; `role` says how (map/overlay.ts). */
export function overlayFeatures(input: OverlayInput): FeatureCollection {
  const { fix, check } = input
  const features: Feature[] = []
  const add = (role: string, geometry: Feature['geometry'], properties: Feature['properties'] = {}) =>
    features.push({ type: 'Feature', properties: { role, ...properties }, geometry })
  const line = (coordinates: Position[]) => ({ type: 'LineString' as const, coordinates })
  const spot = ([lng, lat]: readonly [number, number]) => ({ type: 'Point' as const, coordinates: [lng, lat] })

  for (const ring of input.area) add('area', line(ring.map((at) => [...at])))
  const outline = check ? ringsOf(check) : null
  if (outline) add('parcel', outline)
  else for (const { geometry } of input.parcel?.features ?? []) add('parcel', geometry)
  if (fix?.accuracyM && fix.accuracyM < 5000) {
    const ring = Array.from({ length: CIRCLE_STEPS + 1 }, (_, i) => [
      ...placeAlong(fix.lng, fix.lat, { distanceM: fix.accuracyM ?? 0, azimuthDeg: ((i % CIRCLE_STEPS) * 360) / CIRCLE_STEPS }),
    ])
    add(input.isStale ? 'accuracyStale' : 'accuracy', { type: 'Polygon', coordinates: [ring] })
  }
  if (input.walked.length > 0) {
    add('walked', line([...input.walked, ...(fix ? [[fix.lng, fix.lat] as const] : [])].map((at) => [...at])))
    for (const at of input.walked) add('measured', spot(at))
  }
  for (const { id, label, registered, measured, status } of check?.points ?? []) {
    const isTarget = id === input.point
    if (registered) add(isTarget ? 'target' : 'point', spot([registered.lng, registered.lat]), { label, isDone: status !== null })
    if (measured) add('measured', spot([measured.lng, measured.lat]), { label })
    if (measured && !registered) add('name', spot([measured.lng, measured.lat]), { label })
  }
  if (fix) {
    const goal = goalOf(input)
    if (goal) add('way', line([[fix.lng, fix.lat], [...goal]]))
    const heading = input.headingDeg ?? fix.headingDeg
    if (heading !== null) {
      const reachM = WEDGE_PX * input.metresPerPixel
      const tip = (turn: number, distanceM: number) => [
        ...placeAlong(fix.lng, fix.lat, { distanceM, azimuthDeg: (heading + turn + 360) % 360 }),
      ]
      const wedge = [tip(-35, reachM * 0.55), tip(0, reachM), tip(35, reachM * 0.55), [fix.lng, fix.lat], tip(-35, reachM * 0.55)]
      add('heading', { type: 'Polygon', coordinates: [wedge] })
    }
    add(input.isStale ? 'positionStale' : 'position', spot([fix.lng, fix.lat]))
  }
  return { type: 'FeatureCollection', features }
}

function goalOf({ check, point, boundary }: OverlayInput): readonly [number, number] | null {
  const target = check?.points.find(({ id }) => id === point)?.registered
  if (target) return [target.lng, target.lat]
  return check ? null : boundary
}

/** Rings of the register's points as one shape; holes after the outline that comes before them. */
function ringsOf(check: Check): { type: 'MultiPolygon'; coordinates: Position[][][] } | null {
  const parts: Polygon['coordinates'][] = []
  const rings = new Map<number, Position[]>()
  for (const { ring, isHole, registered } of check.points) {
    if (ring === null || !registered) continue
    let known = rings.get(ring)
    if (!known) {
      known = []
      rings.set(ring, known)
      if (isHole) parts[parts.length - 1]?.push(known)
      else parts.push([known])
    }
    known.push([registered.lng, registered.lat])
  }
  for (const ring of rings.values()) ring.push(ring[0])
  return parts.length > 0 ? { type: 'MultiPolygon', coordinates: parts } : null
}
