import { fromLngLat, toLngLat } from '../crs.ts'

/**
 * The part of the world that a sheet shows: in the plane of a projected CRS, whose own scale error (200 ppm at the edge of a 3° zone) is
 * all that there is. Millimetres are counted from the upper left corner of the map face, y down.
 */
export interface MapFrame {
  /** projected, e.g. 'EPSG:4528' */
  readonly crs: string
  /** easting, northing of the middle, metres */
  readonly centre: readonly [number, number]
  readonly denominator: number
  readonly widthMm: number
  readonly heightMm: number
  /** by which the map is turned clockwise on the paper */
  readonly turnDeg: number
}

const MM = 1000

/** Numbers of the affine map from metres to millimetres: x' = a·x + b·y + c, y' = b·x − a·y + f. */
export function toPaper({ centre: [x, y], denominator, widthMm, heightMm, turnDeg }: MapFrame) {
  const angle = (turnDeg * Math.PI) / 180
  const a = (MM / denominator) * Math.cos(angle)
  const b = (MM / denominator) * Math.sin(angle)
  return { a, b, c: widthMm / 2 - a * x - b * y, f: heightMm / 2 - b * x + a * y }
}
export function paperPoint(frame: MapFrame, x: number, y: number): readonly [number, number] {
  const { a, b, c, f } = toPaper(frame)
  return [a * x + b * y + c, b * x - a * y + f]
}
/** Metres of a place on the map face. */
export function groundPoint(frame: MapFrame, xMm: number, yMm: number): readonly [number, number] {
  const angle = (frame.turnDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [right, down] = [xMm - frame.widthMm / 2, yMm - frame.heightMm / 2]
  const scale = frame.denominator / MM
  return [frame.centre[0] + scale * (cos * right + sin * down), frame.centre[1] + scale * (sin * right - cos * down)]
}
/** The frame moved so that what was under one place of the paper comes under another. */
export function movedBy(frame: MapFrame, dxMm: number, dyMm: number): MapFrame {
  return { ...frame, centre: groundPoint(frame, frame.widthMm / 2 - dxMm, frame.heightMm / 2 - dyMm) }
}

/** The map face in lon/lat, closed, with points between the corners: a straight line on the paper is none on another map. */
export function frameRing(frame: MapFrame, stepsPerSide = 8): readonly (readonly [number, number])[] {
  const corners = [
    [0, 0],
    [frame.widthMm, 0],
    [frame.widthMm, frame.heightMm],
    [0, frame.heightMm],
  ]
  const xy: number[] = []
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % 4]
    for (let step = 0; step < stepsPerSide; step++) {
      const share = step / stepsPerSide
      xy.push(...groundPoint(frame, x + (nextX - x) * share, y + (nextY - y) * share))
    }
  })
  const lngLat = toLngLat(frame.crs, Float64Array.from([...xy, xy[0], xy[1]]))
  return Array.from({ length: lngLat.length / 2 }, (_, i) => [lngLat[2 * i], lngLat[2 * i + 1]] as const)
}
/** west, south, east, north in degrees */
export function frameBox(frame: MapFrame): readonly [number, number, number, number] {
  const ring = frameRing(frame)
  const lngs = ring.map(([lng]) => lng)
  const lats = ring.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

/**
 * Of true north at the middle of the sheet, clockwise from the top of the paper, degrees. Without a turn: minus the meridian convergence.
 */
export function trueNorthDeg(frame: MapFrame): number {
  const [lng, lat] = toLngLat(frame.crs, Float64Array.of(...frame.centre))
  const step = 0.001
  const xy = fromLngLat(frame.crs, Float64Array.of(lng, lat - step, lng, lat + step))
  return (Math.atan2(xy[2] - xy[0], xy[3] - xy[1]) * 180) / Math.PI + frame.turnDeg
}

/** The largest of the usual denominators at which a box of the ground, in metres, fits the face with a margin. */
export function denominatorToFit(widthM: number, heightM: number, widthMm: number, heightMm: number): number {
  return usualAbove(Math.max((widthM * MM) / widthMm, (heightM * MM) / heightMm) * 1.06)
}
/** The smallest of the usual denominators that is not less than `least`. */
export function usualAbove(least: number): number {
  return USUAL.find((usual) => usual >= least) ?? Math.ceil(least / 50_000) * 50_000
}
/** Scales of Chinese surveying and planning sheets and round ones between them. */
const USUAL = [
  100, 125, 150, 200, 250, 300, 400, 500, 600, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 10_000, 12_500,
  15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000, 150_000, 200_000, 250_000,
]
