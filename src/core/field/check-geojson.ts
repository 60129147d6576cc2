import type { Check } from './check.ts'
import { checkLines } from './check-lines.ts'

/** Member that holds the checks as they are, beside features that any program can show. */
export const CHECKS_MEMBER = 'fieldChecks'

/** Checks as GeoJSON (RFC 7946): a feature a boundary point, where it was found or else is registered; and the records themselves. */
export function checksToGeoJson(checks: readonly Check[]): string {
  const features = checks.flatMap((check) =>
    checkLines(check, 'zh').flatMap((line) => {
      const at = line.point.measured ?? line.point.registered
      if (!at) return []
      const properties = {
        宗地: check.parcel.code,
        点号: line.label,
        界标状况: line.status,
        登记X: line.registered?.x ?? null,
        登记Y: line.registered?.y ?? null,
        实测X: line.measured?.x ?? null,
        实测Y: line.measured?.y ?? null,
        边长: line.edgeM,
        实测边长: line.measuredEdgeM,
        偏移: line.offsetM,
        偏移方位: line.azimuthDeg,
        精度: line.point.measured?.accuracyM ?? null,
        照片: line.point.photos.map((id) => `photos/${id}.jpg`),
        说明: line.point.note,
      }
      return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [at.lng, at.lat] } }]
    }),
  )
  return JSON.stringify({ type: 'FeatureCollection', features, [CHECKS_MEMBER]: checks })
}
