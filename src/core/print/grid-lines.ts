import { groundPoint, type MapFrame, paperPoint } from './map-frame.ts'
import { roundAbove } from './round-steps.ts'

export interface GridLine {
  readonly axis: 'easting' | 'northing'
  /** metres */
  readonly value: number
  /** ends on the map face, millimetres: x0 y0 x1 y1, the left or lower one first */
  readonly ends: readonly [number, number, number, number]
}

/** Lines at least so far from each other on the paper. */
const APART_MM = 40

/** Distance of the grid's lines on the ground, metres: 1, 2 or 5 times a power of ten. */
export function gridStepM(denominator: number, factor = 1): number {
  return roundAbove((APART_MM * factor * denominator) / 1000)
}

/** Lines of round eastings and northings across a map face, cut at its border. */
export function gridLines(frame: MapFrame, stepM = gridStepM(frame.denominator)): readonly GridLine[] {
  const { widthMm, heightMm } = frame
  const corners = [
    groundPoint(frame, 0, 0),
    groundPoint(frame, widthMm, 0),
    groundPoint(frame, widthMm, heightMm),
    groundPoint(frame, 0, heightMm),
  ]
  return (['easting', 'northing'] as const).flatMap((axis) => {
    const own = axis === 'easting' ? 0 : 1
    const across = corners.map((corner) => corner[1 - own])
    const values = corners.map((corner) => corner[own])
    const [low, high] = [Math.min(...across), Math.max(...across)]
    const lines: GridLine[] = []
    for (let value = Math.ceil(Math.min(...values) / stepM) * stepM; value <= Math.max(...values); value += stepM) {
      const from = own === 0 ? paperPoint(frame, value, low) : paperPoint(frame, low, value)
      const to = own === 0 ? paperPoint(frame, value, high) : paperPoint(frame, high, value)
      const ends = cut(from, to, widthMm, heightMm)
      if (ends) lines.push({ axis, value, ends })
    }
    return lines
  })
}

/** Liang–Barsky against the face. */
function cut(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  width: number,
  height: number,
): [number, number, number, number] | null {
  const [dx, dy] = [x1 - x0, y1 - y0]
  let [enter, leave] = [0, 1]
  for (const [p, q] of [
    [-dx, x0],
    [dx, width - x0],
    [-dy, y0],
    [dy, height - y0],
  ]) {
    if (p === 0) {
      if (q < 0) return null
    } else if (p < 0) enter = Math.max(enter, q / p)
    else leave = Math.min(leave, q / p)
  }
  return enter < leave ? [x0 + dx * enter, y0 + dy * enter, x0 + dx * leave, y0 + dy * leave] : null
}
