import { ringContains } from '../geometry.ts'
import { type MapFrame, toPaper } from '../print/map-frame.ts'
import type { Mark, Measure, TextMark } from '../print/marks.ts'
import { clipRing, PointList } from '../tiling/clip.ts'
import { clearNames, isCrossed, textBox } from './clear-names.ts'
import type { ParcelFacts } from './describe-parcel.ts'
import { QUIET, text } from './form-lines.ts'
import type { ParcelWords } from './paper-words.ts'
import { type Face, ownRings, readableDeg } from './plan-map.ts'

const SIZE_MM = 2.3
/** Words of a road stand beside it: so far from its edge, and from its ends, at most. */
const NEAR_MM = 2.6
/** Between points of the words at which it is looked whose land they lie on. */
const STEP_MM = 1

/** Neighbours in thin grey, named where there is room: the largest first. @param before marks whose words stay clear of the names */
export function around(
  facts: ParcelFacts,
  words: ParcelWords,
  frame: MapFrame,
  face: Face,
  measure: Measure,
  before: readonly Mark[],
): Mark[] {
  const { a, b, c, f } = toPaper(frame)
  const marks: Mark[] = []
  const names: { readonly places: readonly TextMark[]; readonly area: number }[] = []
  const touching = new Set(facts.neighbours.map(({ row }) => row))
  const own = ownRings(facts, frame, face)
  const high = Math.max(face.widthMm, face.heightMm) + 5
  const ring = new PointList()
  for (const { row, rings } of facts.around) {
    const xy: number[] = []
    const starts = [0]
    let widest: Seen | null = null
    for (const vertices of rings) {
      ring.clear()
      for (let i = 0; i + 3 < vertices.length; i += 2)
        ring.push(a * vertices[i] + b * vertices[i + 1] + c, b * vertices[i] - a * vertices[i + 1] + f)
      clipRing(ring, -5, high)
      if (ring.length < 3) continue
      for (let i = 0; i < ring.length; i++) xy.push(ring.data[2 * i] + face.x, ring.data[2 * i + 1] + face.y)
      starts.push(xy.length / 2)
      const seen = seenPart(ring, face)
      if (seen && (!widest || seen.area > widest.area)) widest = seen
    }
    if (starts.length === 1) continue
    marks.push({
      kind: 'shapes',
      paths: { xy, starts, isClosed: true },
      paint: { line: touching.has(row) ? '#7a7a7a' : '#b5b5b5', lineWidthMm: touching.has(row) ? 0.18 : 0.1 },
    })
    const name = words.nameOf(row)
    if (!touching.has(row) || !widest || !name || widest.area < measure(name, SIZE_MM) * SIZE_MM) continue
    const parts = starts.slice(1).map((end, part) => xy.slice(2 * starts[part], 2 * end))
    const places = placesOf(name, widest, face).filter(({ mark, isAlong }) => isOf(mark, isAlong, parts, own, face, measure))
    const isClear = ({ mark }: Place) => parts.every((xy) => !isCrossed(mark, xy, 0, measure))
    // a road is narrower than its name; elsewhere no line needs to run through it
    const clearFirst = [...places.filter(isClear), ...places.filter((place) => !isClear(place))]
    names.push({ places: clearFirst.map(({ mark }) => mark), area: widest.area })
  }
  const largest = names.sort((a, b) => b.area - a.area).map(({ places }) => places)
  return [...marks, ...clearNames(largest, before, measure)]
}

interface Seen {
  readonly x: number
  readonly y: number
  readonly area: number
  readonly turnDeg: number
}
/** From the middle of a neighbour to the places of its name, along it and aside. */
const FURTHER_MM = [0, 9, -9, 18, -18]
const BESIDE_MM = [0, 1, -1, 2, -2]

interface Place {
  readonly mark: TextMark
  readonly isAlong: boolean
}

/** Upright, else along its longest edge, if need be beside a road on its far side. */
function placesOf(name: string, { x, y, turnDeg }: Seen, face: Face): Place[] {
  const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180), Math.cos((turnDeg * Math.PI) / 180)]
  const look = { align: 'middle', color: QUIET } as const
  const at = (u: number, v: number, turn?: number) =>
    text(name, face.x + u, face.y + v, SIZE_MM, turn === undefined ? look : { ...look, turnDeg: turn })
  const along = FURTHER_MM.flatMap((further) =>
    BESIDE_MM.map((beside) => {
      const aside = beside + SIZE_MM / 3
      return at(x + cos * further - sin * aside, y + sin * further + cos * aside, turnDeg)
    }),
  )
  const upright = [0, 5, -5].map((lower) => at(x, y + lower + SIZE_MM / 3))
  return [...upright.map((mark) => ({ mark, isAlong: false })), ...along.map((mark) => ({ mark, isAlong: true }))]
}

/** Whether words are read as the name of this neighbour: on its land, or along it and no farther than its ends; never on the parcel's own, nor cut at the frame. */
function isOf(
  mark: TextMark,
  isAlong: boolean,
  parts: readonly number[][],
  own: readonly Float64Array[],
  face: Face,
  measure: Measure,
): boolean {
  const [x0, y0, x1, y1] = textBox(mark, measure)
  if (x0 < face.x || y0 < face.y || x1 > face.x + face.widthMm || y1 > face.y + face.heightMm) return false
  if (own.some((xy) => isCrossed(mark, xy, 0.3, measure))) return false
  const middle = middleLine(mark, measure)
  if (isIn(own, ...middle[middle.length >> 1])) return false
  const rings = parts.map((xy) => Float64Array.from(xy))
  if (!isAlong) return parts.every((xy) => !isCrossed(mark, xy, 0, measure)) && isIn(rings, ...middle[0])
  return middle.every(([x, y]) => isIn(rings, x, y) || rings.some((xy) => distanceTo(xy, x, y) <= NEAR_MM))
}

/** Points halfway up the words, from their start to their end. */
function middleLine({ text, x, y, sizeMm, turnDeg = 0 }: TextMark, measure: Measure): (readonly [number, number])[] {
  const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180), Math.cos((turnDeg * Math.PI) / 180)]
  const width = measure(text, sizeMm)
  const count = Math.max(2, Math.ceil(width / STEP_MM))
  return Array.from({ length: count + 1 }, (_, i) => {
    const [u, v] = [width * (i / count - 0.5), -sizeMm / 3]
    return [x + cos * u - sin * v, y + sin * u + cos * v]
  })
}

function isIn(rings: readonly Float64Array[], x: number, y: number): boolean {
  return rings.filter((xy) => ringContains(xy, 0, xy.length / 2, x, y)).length % 2 === 1
}

/** Of a point from a closed line. */
function distanceTo(xy: Float64Array, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY
  const n = xy.length / 2
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n
    const [ax, ay] = [xy[2 * i], xy[2 * i + 1]]
    const [dx, dy] = [xy[2 * j] - ax, xy[2 * j + 1] - ay]
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    least = Math.min(least, Math.hypot(ax + share * dx - x, ay + share * dy - y))
  }
  return least
}

/** Direction of the longest edge within the face, as words along it are read. */
function longestEdgeDeg(ring: PointList, { widthMm, heightMm }: Face): number {
  let longest = { length: 0, turnDeg: 0 }
  for (let i = 0; i < ring.length; i++) {
    const j = (i + 1) % ring.length
    const [x, y] = [0, 1].map((axis) => (ring.data[2 * i + axis] + ring.data[2 * j + axis]) / 2)
    // where it was clipped edges run outside of it
    if (x < 0 || x > widthMm || y < 0 || y > heightMm) continue
    const [dx, dy] = [ring.data[2 * j] - ring.data[2 * i], ring.data[2 * j + 1] - ring.data[2 * i + 1]]
    const length = Math.hypot(dx, dy)
    if (length > longest.length) longest = { length, turnDeg: readableDeg(dx, dy) }
  }
  return longest.turnDeg
}

/** Middle, area and direction of the part of a clipped ring that the face shows. */
function seenPart(ring: PointList, face: Face): Seen | null {
  const seen = new PointList()
  for (let i = 0; i < ring.length; i++)
    seen.push(Math.min(face.widthMm, Math.max(0, ring.data[2 * i])), Math.min(face.heightMm, Math.max(0, ring.data[2 * i + 1])))
  let [twice, x, y] = [0, 0, 0]
  for (let i = 0; i < seen.length; i++) {
    const j = (i + 1) % seen.length
    const cross = seen.data[2 * i] * seen.data[2 * j + 1] - seen.data[2 * j] * seen.data[2 * i + 1]
    twice += cross
    x += (seen.data[2 * i] + seen.data[2 * j]) * cross
    y += (seen.data[2 * i + 1] + seen.data[2 * j + 1]) * cross
  }
  if (Math.abs(twice) < 1) return null
  return { x: x / (3 * twice), y: y / (3 * twice), area: Math.abs(twice) / 2, turnDeg: longestEdgeDeg(ring, face) }
}
