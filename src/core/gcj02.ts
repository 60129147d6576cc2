/**
 * The shifts of Chinese web maps. GCJ-02 (Amap, Tencent, Google in China) moves a place by 50–700 m by a formula that became known;
 * BD-09 (Baidu) turns it once more. Neither has an official inverse: what is undone here is right to about a decimetre of the known
 * formula, and no better than the formula itself. Lon/lat degrees.
 */
export type WebMapShift = 'gcj02' | 'bd09'

const A = 6378245
const E2 = 0.006693421622965943
const RADIANS = Math.PI / 180
const BD_TURN = (Math.PI * 3000) / 180
const STEPS = 8

/** WGS 84 → GCJ-02; outside China nothing moves. */
export function toGcj02(lng: number, lat: number): [number, number] {
  if (!(lng > 72.004 && lng < 137.8347 && lat > 0.8293 && lat < 55.8271)) return [lng, lat]
  const x = lng - 105
  const y = lat - 35
  const waves = 20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ((waves + 20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ((waves + 20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const sine = Math.sin(lat * RADIANS)
  const w = 1 - E2 * sine * sine
  const meridian = (A * (1 - E2)) / (w * Math.sqrt(w))
  const parallel = (A / Math.sqrt(w)) * Math.cos(lat * RADIANS)
  return [lng + east / parallel / RADIANS, lat + north / meridian / RADIANS]
}

function fromBd09(lng: number, lat: number): [number, number] {
  const x = lng - 0.0065
  const y = lat - 0.006
  const length = Math.hypot(x, y) - 0.00002 * Math.sin(y * BD_TURN)
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * BD_TURN)
  return [length * Math.cos(angle), length * Math.sin(angle)]
}

/** Undoes the shift in place, by steps towards the place that the formula moves to the given one. */
export function undoShift(by: WebMapShift, lngLat: Float64Array): void {
  for (let i = 0; i + 1 < lngLat.length; i += 2) {
    const [lng, lat] = by === 'bd09' ? fromBd09(lngLat[i], lngLat[i + 1]) : [lngLat[i], lngLat[i + 1]]
    let [x, y] = [lng, lat]
    for (let step = 0; step < STEPS; step++) {
      const [shiftedX, shiftedY] = toGcj02(x, y)
      x += lng - shiftedX
      y += lat - shiftedY
    }
    lngLat[i] = x
    lngLat[i + 1] = y
  }
}
