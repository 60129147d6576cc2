import { crsOf } from '../../core/crs.ts'
import { cgcs2000Zone, zoneOf } from '../../core/crs-registry.ts'
import type { WriteInfo } from '../../formats/format.ts'

/**
 * Systems that a layer can be written in: its own, then those of the office and the zone it lies in, with and without zone number.
 * A layer whose datum needs parameters can only be written as it is. The first is the one to begin with.
 */
export function exportSystems(
  own: string,
  writes: WriteInfo | undefined,
  working: readonly string[],
  middleLng: number | null,
): readonly string[] {
  if (writes?.crs === 'lngLat') return ['EPSG:4326']
  const info = crsOf(own)
  if (info?.needsParameters) return writes?.crs === 'gaussKruger' ? [] : [own]
  const zone = middleLng === null ? null : zoneOf(middleLng)
  const zones = zone === null ? [] : [cgcs2000Zone(zone, 3, true), cgcs2000Zone(zone, 3, false)]
  const all = [own, 'EPSG:4490', ...working, ...zones.flatMap((code) => code ?? []), 'EPSG:4326', 'EPSG:3857']
  if (writes?.prefersLngLat) all.unshift('EPSG:4490')
  const known = [...new Set(all)].filter((code) => crsOf(code) !== null)
  if (writes?.crs !== 'gaussKruger') return known
  const gaussKruger = known.filter((code) => crsOf(code)?.zone && crsOf(code)?.datum === 'cgcs2000')
  // hand-over texts carry the zone number
  const first = gaussKruger.find((code) => code === own) ?? gaussKruger.find((code) => crsOf(code)?.zone?.number === zone)
  return first ? [first, ...gaussKruger.filter((code) => code !== first)] : gaussKruger
}
