/** One chord a degree: a circle of them has 0.005 % less area than the circle. */
const CHORDS_PER_CIRCLE = 360

/** Vertices between the ends (both left out) of the arc through three points; none when the points lie on a line. */
export function chordsOfArc(x0: number, y0: number, xm: number, ym: number, x1: number, y1: number): [number, number][] {
  if (x0 === x1 && y0 === y1) {
    // start and end the same: the middle is opposite, a full circle
    const [cx, cy] = [(x0 + xm) / 2, (y0 + ym) / 2]
    return chordsAround(cx, cy, x0, y0, 2 * Math.PI)
  }
  // centre from the perpendicular bisectors, relative to the first point so that no digits are lost to large coordinates
  const [ax, ay, bx, by] = [xm - x0, ym - y0, x1 - x0, y1 - y0]
  const d = 2 * (ax * by - ay * bx)
  const [a2, b2] = [ax * ax + ay * ay, bx * bx + by * by]
  if (Math.abs(d) <= 1e-12 * Math.max(a2, b2)) return []
  const ux = (by * a2 - ay * b2) / d
  const uy = (ax * b2 - bx * a2) / d
  const from = Math.atan2(-uy, -ux)
  const to = Math.atan2(by - uy, bx - ux)
  let sweep = to - from
  // the middle lies left of the chord for a clockwise arc
  if (d > 0 ? sweep < 0 : sweep > 0) sweep += d > 0 ? 2 * Math.PI : -2 * Math.PI
  return chordsAround(x0 + ux, y0 + uy, x0, y0, sweep)
}

/** Vertices on the circle around (cx, cy) from (x0, y0) over `sweep` radians, counter-clockwise positive; both ends left out. */
export function chordsAround(cx: number, cy: number, x0: number, y0: number, sweep: number): [number, number][] {
  const radius = Math.hypot(x0 - cx, y0 - cy)
  if (!Number.isFinite(radius)) return []
  return chordAngles(Math.atan2(y0 - cy, x0 - cx), sweep).map((angle) => [
    cx + radius * Math.cos(angle),
    cy + radius * Math.sin(angle),
  ])
}
/** Radians of the vertices between both ends. */
export function chordAngles(from: number, sweep: number): number[] {
  const count = Math.max(1, Math.ceil((Math.abs(sweep) / (2 * Math.PI)) * CHORDS_PER_CIRCLE))
  return Number.isFinite(count) ? Array.from({ length: count - 1 }, (_, i) => from + (sweep * (i + 1)) / count) : []
}

/** Never more than one turn, whatever a damaged file says. */
export function clampSweep(sweep: number): number {
  return Number.isFinite(sweep) ? Math.max(-2 * Math.PI, Math.min(2 * Math.PI, sweep)) : 0
}

/** Both ends are in it. @param minorSign -1: seen from below, the minor axis lies on the other side */
export function ellipsePoints(
  [cx, cy]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  ratio: number,
  from: number,
  sweep: number,
  minorSign = 1,
): [number, number][] {
  const at = (angle: number): [number, number] => [
    cx + ax * Math.cos(angle) - minorSign * ratio * ay * Math.sin(angle),
    cy + ay * Math.cos(angle) + minorSign * ratio * ax * Math.sin(angle),
  ]
  return [at(from), ...chordAngles(from, sweep).map(at), at(from + sweep)]
}
