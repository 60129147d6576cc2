/**
 * Whether a ring, seen from the mean of its corners, goes round once and always to the same side. Then no two of its edges cross, and this
 * takes a small part of the time in which each edge is held against each: true of nearly all parcels. False says nothing.
 * @param start, end vertices of the closed ring
 */
export function goesRoundOnce(xy: Float64Array, start: number, end: number): boolean {
  const count = end - start - 1
  if (count < 3) return false
  let [cx, cy] = [0, 0]
  for (let i = start; i < end - 1; i++) {
    cx += xy[2 * i]
    cy += xy[2 * i + 1]
  }
  cx /= count
  cy /= count
  let ax = xy[2 * start] - cx
  let ay = xy[2 * start + 1] - cy
  let side = 0
  let rounds = 0
  for (let i = start + 1; i < end; i++) {
    const bx = xy[2 * i] - cx
    const by = xy[2 * i + 1] - cy
    const turn = ax * by - ay * bx
    // no turn at all is none to the same side, and neither is what is no number
    if (side === 0) side = turn
    if (!(turn * side > 0)) return false
    // steps are shorter than half a round, so that each round comes once from below
    if (ay < 0 && by >= 0) rounds++
    ax = bx
    ay = by
  }
  return rounds === 1
}
