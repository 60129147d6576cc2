import { wave } from './curve.ts'
import type { XY } from './local-plane.ts'
import type { Face, Partition } from './partition.ts'
import type { Random } from './random.ts'

/** How a piece of land is divided. */
export interface Grain {
  /** mean area of a piece, m² */
  readonly targetM2: number
  /** long side : short side */
  readonly aspect: number
  /** 0: exact fractions as in rows of ponds; 1: as it comes */
  readonly jitter: number
  /** how far a line strays to the side, m */
  readonly swayM: number
  /** the line has a vertex about every so many metres when it sways */
  readonly stepM?: number
}

/** Direction (radians) in which a ring's bounding box is smallest; of the two the long one. */
export function longAxis(partition: Partition, ring: readonly number[]): number {
  let best = 0
  let bestArea = Infinity
  for (let k = 0; k < 30; k++) {
    const angle = (k * Math.PI) / 60
    const [u0, v0, u1, v1] = extent(partition, ring, angle)
    const area = (u1 - u0) * (v1 - v0)
    if (area >= bestArea) continue
    bestArea = area
    best = u1 - u0 >= v1 - v0 ? angle : angle + Math.PI / 2
  }
  return best
}

/** Bounds along the direction and across it. */
export function extent(partition: Partition, ring: readonly number[], angle: number): [number, number, number, number] {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const id of ring) {
    const u = partition.x[id] * c + partition.y[id] * s
    const v = partition.y[id] * c - partition.x[id] * s
    if (u < u0) u0 = u
    if (u > u1) u1 = u
    if (v < v0) v0 = v
    if (v > v1) v1 = v
  }
  return [u0, v0, u1, v1]
}

/** Area of the part of a ring where the coordinate along `angle` is below `at` (half-plane clip). */
function areaBelow(partition: Partition, ring: readonly number[], angle: number, at: number): number {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  const clipped: XY[] = []
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = partition.xy(ring[i])
    const [bx, by] = partition.xy(ring[(i + 1) % ring.length])
    const a = ax * c + ay * s - at
    const b = bx * c + by * s - at
    if (a <= 0) clipped.push([ax, ay])
    if (a < 0 !== b < 0 && a !== b) clipped.push([ax + ((bx - ax) * a) / (a - b), ay + ((by - ay) * a) / (a - b)])
  }
  let twice = 0
  for (let i = 0; i < clipped.length; i++) {
    const [ax, ay] = clipped[i]
    const [bx, by] = clipped[(i + 1) % clipped.length]
    twice += ax * by - bx * ay
  }
  return Math.abs(twice) / 2
}

/** The line where the coordinate along `angle` is `at`, long enough to cross the ring, swaying if asked. */
function cutLine(
  partition: Partition,
  ring: readonly number[],
  angle: number,
  at: number,
  grain: Pick<Grain, 'swayM' | 'stepM'>,
  rng: Random,
): XY[] {
  const [, v0, , v1] = extent(partition, ring, angle)
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  const point = (v: number, sway: number): XY => [(at + sway) * c - v * s, (at + sway) * s + v * c]
  if (grain.swayM === 0) return [point(v0 - 40, 0), point(v1 + 40, 0)]
  const shape = wave(rng, Math.max(180, (v1 - v0) * rng.between(0.7, 1.3)))
  const step = grain.stepM ?? 90
  const steps = Math.max(2, Math.ceil((v1 - v0 + 80) / step))
  return Array.from({ length: steps + 1 }, (_, i) => {
    const v = v0 - 40 + ((v1 - v0 + 80) * i) / steps
    return point(v, shape(v - v0) * grain.swayM)
  })
}

/** Splits one face in two about the middle of one of its axes; null when no line gives two fair pieces. */
function halve<Tag>(
  partition: Partition,
  face: Face<Tag>,
  angle: number,
  pieces: number,
  grain: Grain,
  rng: Random,
  snapM: number,
): Face<Tag>[] | null {
  const ring = partition.expand(face.outer)
  const [u0, , u1] = extent(partition, ring, angle)
  const whole = partition.area(ring)
  const share = Math.floor(pieces / 2) / pieces
  const first = share + (rng.next() - 0.5) * 0.24 * grain.jitter
  for (const fraction of [first, 0.5, 0.4, 0.6]) {
    const at = u0 + (u1 - u0) * fraction
    const below = areaBelow(partition, ring, angle, at)
    if (below < whole * 0.18 || below > whole * 0.82) continue
    const result = partition.cut([face], cutLine(partition, ring, angle, at, grain, rng), snapM)
    if (result.length > 1) return result
  }
  return null
}

/** Divides a face until its pieces have about the grain's size. Furrows run across `angle`. */
export function divide<Tag>(
  partition: Partition,
  face: Face<Tag>,
  angle: number,
  grain: Grain,
  rng: Random,
  depth = 0,
): Face<Tag>[] {
  const ring = partition.expand(face.outer)
  const area = partition.area(ring)
  const limit = 1.42 + (rng.next() - 0.5) * 0.7 * grain.jitter
  if (area < grain.targetM2 * limit || depth > 14) return [{ ...face, outer: ring }]
  const [u0, v0, u1, v1] = extent(partition, ring, angle)
  const wide = (u1 - u0) / Math.sqrt(grain.targetM2 / grain.aspect)
  const long = (v1 - v0) / Math.sqrt(grain.targetM2 * grain.aspect)
  const turned = angle + (rng.next() - 0.5) * 0.07 * grain.jitter
  const across = turned + Math.PI / 2
  const order: readonly (readonly [number, number])[] =
    wide >= long
      ? [
          [turned, wide],
          [across, long],
        ]
      : [
          [across, long],
          [turned, wide],
        ]
  for (const [direction, count] of order) {
    const halves = halve(partition, face, direction, Math.max(2, Math.round(count)), grain, rng, 13)
    if (halves) return halves.flatMap((half) => divide(partition, half, turned, grain, rng, depth + 1))
  }
  return [{ ...face, outer: ring }]
}

export interface Strip {
  readonly widthM: number
  /** false: field road, true: ditch */
  readonly isDitch: boolean
}

/**
 * Divides a face into units with narrow strips (lanes, ditches, streets) left between them.
 * @returns units and strips; a strip carries what `mark` made of the face's tag
 */
export function divideWithStrips<Tag>(
  partition: Partition,
  face: Face<Tag>,
  angle: number,
  grain: Grain,
  strip: (depth: number) => Strip,
  mark: (tag: Tag, strip: Strip) => Tag,
  rng: Random,
  depth = 0,
): { units: Face<Tag>[]; strips: Face<Tag>[] } {
  const ring = partition.expand(face.outer)
  const area = partition.area(ring)
  if (area < grain.targetM2 * 1.5 || depth > 10) return { units: [{ ...face, outer: ring }], strips: [] }
  const [u0, v0, u1, v1] = extent(partition, ring, angle)
  const wide = (u1 - u0) / Math.sqrt(grain.targetM2 / grain.aspect)
  const long = (v1 - v0) / Math.sqrt(grain.targetM2 * grain.aspect)
  const direction = wide >= long ? angle : angle + Math.PI / 2
  const low = wide >= long ? u0 : v0
  const high = wide >= long ? u1 : v1
  const { widthM, isDitch } = strip(depth)
  const at = low + (high - low) * (0.5 + (rng.next() - 0.5) * 0.2 * grain.jitter)
  const below = areaBelow(partition, ring, direction, at)
  if (below < area * 0.16 || below > area * 0.84) return { units: [{ ...face, outer: ring }], strips: [] }
  const middle = cutLine(partition, ring, direction, at, grain, rng)
  const c = (Math.cos(direction) * widthM) / 2
  const s = (Math.sin(direction) * widthM) / 2
  const first = partition.cut(
    [face],
    middle.map(([x, y]): XY => [x - c, y - s]),
    2,
  )
  const second = partition.cut(
    first,
    middle.map(([x, y]): XY => [x + c, y + s]),
    2,
  )
  if (second.length < 3) return { units: second, strips: [] }
  const units: Face<Tag>[] = []
  const strips: Face<Tag>[] = []
  for (const piece of second) {
    const expanded = partition.expand(piece.outer)
    const p = partition.inner(expanded)
    const isBetween = distanceTo(middle, p) < widthM / 2
    if (isBetween) strips.push({ ...piece, outer: expanded, tag: mark(piece.tag, { widthM, isDitch }) })
    else {
      const deeper = divideWithStrips(partition, piece, angle, grain, strip, mark, rng, depth + 1)
      units.push(...deeper.units)
      strips.push(...deeper.strips)
    }
  }
  return { units, strips }
}

function distanceTo(line: readonly XY[], [x, y]: XY): number {
  let best = Infinity
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i]
    const dx = line[i + 1][0] - ax
    const dy = line[i + 1][1] - ay
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    best = Math.min(best, Math.hypot(x - ax - t * dx, y - ay - t * dy))
  }
  return best
}
