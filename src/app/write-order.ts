import { areaOutline } from '../core/offline/area-outline.ts'
import type { PackArea } from '../core/offline/pack-area.ts'
import { MOST_POINTS, MOST_TITLE, type PackOrder } from './pack-order.ts'

/** about 1 m */
const DECIMALS = 5

/** As a code can carry them: an outline of many points becomes a polygon round it. */
export const orderRings = (area: PackArea): PackArea['rings'] => areaOutline(area, MOST_POINTS, DECIMALS)

/** `take=plots;outline&area=title|118.5,37.5,118.6,37.5,…|…&until=2026-12-31T15:59:59.000Z` */
export function formatOrder({ layers, area, expiresAt }: PackOrder): string {
  const parts = [`take=${layers.join(';')}`]
  if (area) {
    const rings = orderRings(area).map((ring) => ring.flat().join(','))
    // by characters: half of one beyond the first plane cannot be encoded
    const title = [...area.title.replaceAll('|', ' ')].slice(0, MOST_TITLE).join('')
    parts.push(`area=${[encodeURIComponent(title), ...rings].join('|')}`)
  }
  if (expiresAt) parts.push(`until=${expiresAt}`)
  return parts.join('&')
}
