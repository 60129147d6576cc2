type Box = readonly [west: number, south: number, east: number, north: number]

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where data would land beside the district, in the pixels of a small drawing. */
export interface Placement {
  readonly district: Rect
  /** the data's box clipped to the drawing; null: it lies outside */
  readonly data: Rect | null
  /** when outside: where to, clockwise from north in degrees, and how far from centre to centre in km */
  readonly away: { readonly bearing: number; readonly km: number } | null
}

/** Air around the district, as a share of its size, so that data a little outside still show. */
const AIR = 0.25
/** A box is drawn at least this large, or a single parcel could not be seen. */
const SMALLEST_PX = 4
const EARTH_KM = 6371
const DEGREE = Math.PI / 180

/** @param extent the district, @param bbox the data, both lon/lat degrees; the drawing keeps the district's shape at its latitude */
export function placeBox(extent: Box, bbox: Box, width: number, height: number): Placement {
  const squeeze = Math.cos(((extent[1] + extent[3]) / 2) * DEGREE)
  const spanX = (extent[2] - extent[0]) * squeeze
  const spanY = extent[3] - extent[1]
  const scale = Math.min(width / (spanX * (1 + 2 * AIR)), height / (spanY * (1 + 2 * AIR)))
  const left = width / 2 - ((extent[0] + extent[2]) / 2) * squeeze * scale
  const top = height / 2 + ((extent[1] + extent[3]) / 2) * scale
  const toRect = (box: Box): Rect => ({
    x: left + box[0] * squeeze * scale,
    y: top - box[3] * scale,
    width: (box[2] - box[0]) * squeeze * scale,
    height: (box[3] - box[1]) * scale,
  })
  const data = clip(atLeast(toRect(bbox)), width, height)
  return { district: toRect(extent), data, away: data ? null : awayFrom(extent, bbox) }
}

function atLeast(rect: Rect): Rect {
  const growX = Math.max(0, SMALLEST_PX - rect.width) / 2
  const growY = Math.max(0, SMALLEST_PX - rect.height) / 2
  return { x: rect.x - growX, y: rect.y - growY, width: rect.width + 2 * growX, height: rect.height + 2 * growY }
}

function clip(rect: Rect, width: number, height: number): Rect | null {
  const x = Math.max(0, rect.x)
  const y = Math.max(0, rect.y)
  const right = Math.min(width, rect.x + rect.width)
  const bottom = Math.min(height, rect.y + rect.height)
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null
}

/** Great circle on a sphere: only for “about so far, over there”. */
function awayFrom(from: Box, to: Box): { bearing: number; km: number } {
  const [lng1, lat1] = [((from[0] + from[2]) / 2) * DEGREE, ((from[1] + from[3]) / 2) * DEGREE]
  const [lng2, lat2] = [((to[0] + to[2]) / 2) * DEGREE, ((to[1] + to[3]) / 2) * DEGREE]
  const h = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lng2 - lng1) / 2) ** 2
  const y = Math.sin(lng2 - lng1) * Math.cos(lat2)
  const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(lng2 - lng1)
  return { bearing: (Math.atan2(y, x) / DEGREE + 360) % 360, km: 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h))) }
}
