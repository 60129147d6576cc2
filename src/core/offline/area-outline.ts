import type { PackArea } from './pack-area.ts'

type Place = readonly [lng: number, lat: number]

/**
 * An area as few points as fit a QR code: itself, else the convex outline of it, else its box. Whatever it is, all of the area is in it.
 * @param most points of all rings together, with those that close them
 * @param decimals of a degree to which it is rounded
 */
export function areaOutline(area: PackArea, most: number, decimals: number): PackArea['rings'] {
  const rounded = area.rings.map((ring) => ring.map(([lng, lat]): Place => [round(lng, decimals), round(lat, decimals)]))
  if (rounded.reduce((sum, ring) => sum + ring.length, 0) <= most) return rounded
  const places = rounded.flat()
  const hull = convexHull(places)
  if (hull.length <= most) return [hull]
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  const [west, east] = [least(lngs), -least(lngs.map((lng) => -lng))]
  const [south, north] = [least(lats), -least(lats.map((lat) => -lat))]
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]
}

/** Closed, counter-clockwise (Andrew 1979). */
function convexHull(places: readonly Place[]): readonly Place[] {
  const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const turn = ([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const half = (from: readonly Place[]) => {
    const side: Place[] = []
    for (const place of from) {
      while (side.length > 1 && turn(side[side.length - 2], side[side.length - 1], place) <= 0) side.pop()
      side.push(place)
    }
    return side
  }
  return [...half(sorted).slice(0, -1), ...half(sorted.reverse())]
}

const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals
/** not by spread: an outline may have more points than a call takes arguments */
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
