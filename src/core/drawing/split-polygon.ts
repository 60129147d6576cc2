import { planarArea, ringContains } from '../geometry.ts'

/** x0 y0 x1 y1 … in a plane, closed */
export type Ring = readonly number[]

/** A crossing this near to a vertex is that vertex: the places of a plane hold a nanometre. */
const SAME_M = 1e-6

interface Crossing {
  readonly node: number
  /** along the line: segment + share */
  readonly at: number
}

/**
 * Cuts a polygon along a line, in a plane. Vertices keep their coordinates, and both pieces have the very same points along the cut, so
 * that pieces sum to the whole. Stretches of the line that begin or end inside cut nothing.
 * @param rings closed; the outer one first, counter-clockwise, then holes, clockwise @param line x0 y0 x1 y1 …, not crossing itself
 * @returns the pieces, each outer ring first; one piece: the line does not cut the polygon
 */
export function splitPolygon(rings: readonly Ring[], line: readonly number[]): readonly (readonly Ring[])[] {
  const xy: number[] = []
  const nodeAt = new Map<string, number>()
  const node = (x: number, y: number): number => {
    const key = `${x} ${y}`
    let known = nodeAt.get(key)
    if (known === undefined) {
      known = xy.push(x, y) / 2 - 1
      nodeAt.set(key, known)
    }
    return known
  }
  const crossings: Crossing[] = []
  const edges = new Map<string, readonly [number, number]>()
  const connect = (a: number, b: number) => {
    if (a !== b) edges.set(a < b ? `${a} ${b}` : `${b} ${a}`, [a, b])
  }
  /** borders as they are walked, with the polygon at the left */
  const border = new Set<string>()
  const isBorder = (a: number, b: number) => border.has(`${a} ${b}`) || border.has(`${b} ${a}`)

  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = ring.slice(i, i + 4)
      const on: { share: number; node: number }[] = []
      for (let j = 0; j + 3 < line.length; j += 2) {
        const meeting = meet(ax, ay, bx, by, line[j], line[j + 1], line[j + 2], line[j + 3])
        if (!meeting) continue
        const [share, along] = meeting
        const x = ax + share * (bx - ax)
        const y = ay + share * (by - ay)
        const isStart = Math.hypot(x - ax, y - ay) <= SAME_M
        const isEnd = Math.hypot(x - bx, y - by) <= SAME_M
        const place = isStart ? node(ax, ay) : isEnd ? node(bx, by) : node(x, y)
        crossings.push({ node: place, at: j / 2 + along })
        if (!isStart && !isEnd) on.push({ share, node: place })
      }
      const stops = [node(ax, ay), ...on.sort((a, b) => a.share - b.share).map((each) => each.node), node(bx, by)]
      for (let k = 0; k + 1 < stops.length; k++) {
        connect(stops[k], stops[k + 1])
        border.add(`${stops[k]} ${stops[k + 1]}`)
      }
    }
  }

  // the stretches of the line between two crossings that lie inside
  crossings.sort((a, b) => a.at - b.at)
  for (let k = 0; k + 1 < crossings.length; k++) {
    const [from, to] = [crossings[k], crossings[k + 1]]
    if (from.node === to.node) continue
    const path = [from.node]
    for (let i = Math.floor(from.at) + 1; i < to.at; i++) {
      const [x, y] = [line[2 * i], line[2 * i + 1]]
      if (i > from.at) path.push(node(x, y))
    }
    path.push(to.node)
    const [mx, my] = [(xy[2 * path[0]] + xy[2 * path[1]]) / 2, (xy[2 * path[0] + 1] + xy[2 * path[1] + 1]) / 2]
    if (!isInside(rings, mx, my)) continue
    for (let p = 0; p + 1 < path.length; p++) if (!isBorder(path[p], path[p + 1])) connect(path[p], path[p + 1])
  }
  const isPiece = (nodes: readonly number[]) =>
    nodes.every((a, i) => {
      const b = nodes[(i + 1) % nodes.length]
      return border.has(`${a} ${b}`) || !border.has(`${b} ${a}`)
    })
  const ringOf = (nodes: readonly number[]): Ring => [...nodes, nodes[0]].flatMap((n) => [xy[2 * n], xy[2 * n + 1]])
  // a stretch that joins the outer ring with a hole and parts nothing would be walked on both sides of one face
  const walks = faces(xy, [...edges.values()])
  const faceOf = new Map<string, number>()
  walks.forEach((nodes, face) => {
    nodes.forEach((a, i) => {
      faceOf.set(`${a} ${nodes[(i + 1) % nodes.length]}`, face)
    })
  })
  const parting = [...edges.values()].filter(([a, b]) => faceOf.get(`${a} ${b}`) !== faceOf.get(`${b} ${a}`))
  const pieces = parting.length < edges.size ? faces(xy, parting) : walks
  return assemble(pieces.filter(isPiece).map(ringOf))
}

/** Shares along a–b and c–d where they cross or touch; null: they do not. Parallel ones count as not meeting. */
function meet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [number, number] | null {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
  const cross = ux * vy - uy * vx
  if (cross === 0) return null
  const share = ((cx - ax) * vy - (cy - ay) * vx) / cross
  const along = ((cx - ax) * uy - (cy - ay) * ux) / cross
  const slackU = SAME_M / Math.hypot(ux, uy)
  const slackV = SAME_M / Math.hypot(vx, vy)
  if (share < -slackU || share > 1 + slackU || along < -slackV || along > 1 + slackV) return null
  return [Math.max(0, Math.min(1, share)), Math.max(0, Math.min(1, along))]
}

function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let isIn = false
  for (const ring of rings) if (ringContains(Float64Array.from(ring), 0, ring.length / 2, x, y)) isIn = !isIn
  return isIn
}

/** Every face of the net of edges, walked with the face at the left: counter-clockwise, and the outsides of connected parts clockwise. */
function faces(xy: readonly number[], edges: readonly (readonly [number, number])[]): number[][] {
  const neighbours = new Map<number, number[]>()
  const add = (a: number, b: number) => neighbours.set(a, [...(neighbours.get(a) ?? []), b])
  for (const [a, b] of edges) {
    add(a, b)
    add(b, a)
  }
  const angle = (from: number, to: number) => Math.atan2(xy[2 * to + 1] - xy[2 * from + 1], xy[2 * to] - xy[2 * from])
  for (const [from, list] of neighbours) list.sort((a, b) => angle(from, a) - angle(from, b))
  const walked = new Set<string>()
  const found: number[][] = []
  for (const [a, b] of edges.flatMap(([from, to]) => [
    [from, to],
    [to, from],
  ])) {
    if (walked.has(`${a} ${b}`)) continue
    const ring: number[] = []
    let [from, to] = [a, b]
    while (!walked.has(`${from} ${to}`)) {
      walked.add(`${from} ${to}`)
      ring.push(from)
      // at the end the first edge clockwise from the way back
      const list = neighbours.get(to) ?? []
      const next = list[(list.indexOf(from) - 1 + list.length) % list.length]
      ;[from, to] = [to, next]
    }
    found.push(ring)
  }
  return found
}

/** Outer rings with the holes that lie in each; a hole that the line has met is part of an outer ring by now. */
function assemble(rings: readonly Ring[]): readonly (readonly Ring[])[] {
  const turned = (ring: Ring) => planarArea(Float64Array.from(ring), 0, ring.length / 2)
  const holes = rings.filter((ring) => turned(ring) < 0)
  return rings
    .filter((ring) => turned(ring) > 0)
    .map((outer) => [
      outer,
      ...holes.filter((hole) => ringContains(Float64Array.from(outer), 0, outer.length / 2, hole[0], hole[1])),
    ])
}
