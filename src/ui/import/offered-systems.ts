import { crsOf } from '../../core/crs.ts'
import { gkZone, zoneOf } from '../../core/crs-registry.ts'

/**
 * Systems that files of the place come in: the office's own, lon/lat, 3° and 6° zones with and without their number, the older datums,
 * UTM and Web Mercator.
 * @param lng longitude of the middle of the place, degrees
 */
export function offeredSystems(working: readonly string[], lng: number): readonly string[] {
  const zones: (string | null)[] = []
  for (const datum of ['cgcs2000', 'xian80', 'beijing54'] as const) {
    const middle = zoneOf(lng, 3)
    // the place may lie across the border of two zones
    for (const zone of [middle, lng < middle * 3 ? middle - 1 : middle + 1])
      zones.push(gkZone(datum, zone, 3, true), gkZone(datum, zone, 3, false))
    if (datum === 'cgcs2000') zones.push(gkZone(datum, zoneOf(lng, 6), 6, true), gkZone(datum, zoneOf(lng, 6), 6, false))
  }
  const utm = `EPSG:${32600 + Math.floor((lng + 180) / 6) + 1}`
  const all = [...working, 'EPSG:4490', 'EPSG:4326', ...zones.flatMap((code) => code ?? []), utm, 'EPSG:3857']
  return [...new Set(all)].filter((code) => crsOf(code) !== null)
}
