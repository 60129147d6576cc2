import { planarArea, ringContains } from '../geometry.ts'
import { labelPoint } from '../label-point.ts'
import { type MapFrame, paperPoint, toPaper } from '../print/map-frame.ts'
import { line, type Mark, type Measure, type TextMark } from '../print/marks.ts'
import { clipRing, PointList } from '../tiling/clip.ts'
import { plainNumber } from '../units.ts'
import { clearNames, isCrossed, textBox } from './clear-names.ts'
import type { ParcelFacts } from './describe-parcel.ts'
import { QUIET, RULE, text } from './form-lines.ts'
import type { ParcelWords } from './paper-words.ts'

/** 界址线 0.3 mm red, 界址点 0.8 mm circles: TD/T 1001-2012 annexes on 宗地图. */
const BOUNDARY = { line: '#e60000', lineWidthMm: 0.3 }
const POINT_MM = 0.8
/** A smaller parcel has no room for its number within. */
const ROOM_MM2 = 300

/** The part of a plan that is a map, millimetres of the page. */
export interface Face {
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
}

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
  const high = Math.max(face.widthMm, face.heightMm) + 5
  const ring = new PointList()
  for (const { row, rings } of facts.around) {
    const xy: number[] = []
    const starts = [0]
    let widest: { x: number; y: number; area: number; turnDeg: number } | null = null
    for (const vertices of rings) {
      ring.clear()
      for (let i = 0; i + 3 < vertices.length; i += 2)
        ring.push(a * vertices[i] + b * vertices[i + 1] + c, b * vertices[i] - a * vertices[i + 1] + f)
      clipRing(ring, -5, high)
      if (ring.length < 3) continue
      for (let i = 0; i < ring.length; i++) xy.push(ring.data[2 * i] + face.x, ring.data[2 * i + 1] + face.y)
      starts.push(xy.length / 2)
      const seen = centroid(ring, face)
      if (seen && (!widest || seen.area > widest.area)) widest = { ...seen, turnDeg: longestEdgeDeg(ring, face) }
    }
    if (starts.length === 1) continue
    marks.push({
      kind: 'shapes',
      paths: { xy, starts, isClosed: true },
      paint: { line: touching.has(row) ? '#7a7a7a' : '#b5b5b5', lineWidthMm: touching.has(row) ? 0.18 : 0.1 },
    })
    const name = words.nameOf(row)
    if (!touching.has(row) || !widest || !name) continue
    const size = 2.3
    if (widest.area < measure(name, size) * size) continue
    const { x, y, turnDeg } = widest
    const [sin, cos] = [Math.sin((turnDeg * Math.PI) / 180), Math.cos((turnDeg * Math.PI) / 180)]
    const look = { align: 'middle', color: QUIET } as const
    const upright = text(name, face.x + x, face.y + y + size / 3, size, look)
    const along = FURTHER_MM.flatMap((further) =>
      BESIDE_MM.map((beside) => {
        const aside = beside + size / 3
        const [u, v] = [x + cos * further - sin * aside, y + sin * further + cos * aside]
        return text(name, face.x + u, face.y + v, size, { ...look, turnDeg })
      }),
    )
    // a road is narrower than its name: along it, if need be on its far side
    const isTooWide = starts.slice(1).some((end, part) => isCrossed(upright, xy.slice(2 * starts[part], 2 * end), 0, measure))
    const places = isTooWide ? [...along, upright] : [upright, ...along]
    names.push({ places, area: widest.area })
  }
  const largest = names.sort((a, b) => b.area - a.area).map(({ places }) => places)
  const own = facts.rings.map(({ points }) =>
    points.flatMap(({ easting, northing }) => {
      const [x, y] = paperPoint(frame, easting, northing)
      return [x + face.x, y + face.y]
    }),
  )
  const isOver = (place: TextMark) => own.some((xy) => isCrossed(place, xy, 0.3, measure))
  return [...marks, ...clearNames(largest, before, measure, isOver)]
}
/** From the middle of a neighbour to the places of its name, along it and aside. */
const FURTHER_MM = [0, 9, -9, 18, -18]
const BESIDE_MM = [0, 1, -1, 2, -2]

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

/** Heads of letters to the north or to the west: a plan is read from the south or from the east. */
function readableDeg(dx: number, dy: number): number {
  const turnDeg = (Math.atan2(dy, dx) * 180) / Math.PI
  return turnDeg > 89.9 ? turnDeg - 180 : turnDeg < -90.01 ? turnDeg + 180 : turnDeg
}

/** Of the part of a clipped ring that the face shows. */
function centroid(ring: PointList, face: Face): { x: number; y: number; area: number } | null {
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
  return { x: x / (3 * twice), y: y / (3 * twice), area: Math.abs(twice) / 2 }
}

export function boundary(facts: ParcelFacts, frame: MapFrame, face: Face, measure: Measure): Mark[] {
  const marks: Mark[] = []
  const dots: number[] = []
  const labels: TextMark[] = []
  const lengths: TextMark[] = []
  for (const { points, isHole } of facts.rings) {
    const at = points.map(({ easting, northing }) => {
      const [x, y] = paperPoint(frame, easting, northing)
      return [x + face.x, y + face.y] as const
    })
    marks.push({ kind: 'shapes', paths: { xy: at.flat(), starts: [0, at.length], isClosed: true }, paint: BOUNDARY })
    points.forEach((point, i) => {
      const [x, y] = at[i]
      const [bx, by] = at[(i + at.length - 1) % at.length]
      const [nx, ny] = at[(i + 1) % at.length]
      dots.push(x, y)
      // away from the inside: clockwise on the ground is clockwise on the paper, so the outside lies left of the line
      const [inX, inY] = unit(x - bx, y - by)
      const [outX, outY] = unit(nx - x, ny - y)
      const side = isHole ? -1 : 1
      const [awayX, awayY] = unit((inY + outY) * side || outY * side, -(inX + outX) * side || -outX * side)
      const size = 2.2
      labels.push(text(point.label, x + awayX * 2.6, y + awayY * 2.6 + size / 3, size, { align: 'middle' }))
      const words = plainNumber(point.lengthM, 2)
      const lengthMm = Math.hypot(nx - x, ny - y)
      if (lengthMm < measure(words, size) + 1) return
      const turnDeg = readableDeg(nx - x, ny - y)
      const [offX, offY] = [outY * side * 1.6, -outX * side * 1.6]
      const angle = (turnDeg * Math.PI) / 180
      lengths.push(
        text(
          words,
          (x + nx) / 2 + offX - Math.sin(angle) * (size / 3),
          (y + ny) / 2 + offY + Math.cos(angle) * (size / 3),
          size,
          {
            align: 'middle',
            turnDeg,
          },
        ),
      )
    })
  }
  marks.push(
    { kind: 'dots', xy: dots, radiusMm: POINT_MM / 2, paint: { fill: '#ffffff', line: BOUNDARY.line, lineWidthMm: 0.15 } },
    // what has no room is in the table
    ...clearNames(
      [...labels, ...lengths].map((mark) => [mark]),
      [],
      measure,
    ),
  )
  return marks
}

function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y) || 1
  return [x / length, y / length]
}

const AREA_MM = 2.8
/** The widest place, in turn by how much more the room to the sides counts: the words are wider than high. */
const WIDER = [3, 1, 2, 5]
/** Between points at which it is looked for whether words lie inside. */
const STEP_MM = 0.8

/** 宗地号 over 地类 as a fraction, the area beside it, where the parcel is widest: clear of its holes. */
export function middle(facts: ParcelFacts, words: ParcelWords, frame: MapFrame, face: Face, measure: Measure): Mark[] {
  const xy: number[] = []
  const rings = [0]
  const parts: number[] = []
  for (const { points, isHole } of facts.rings) {
    if (!isHole) parts.push(rings.length - 1)
    for (const { easting, northing } of [...points, points[0]]) xy.push(...paperPoint(frame, easting, northing))
    rings.push(xy.length / 2)
  }
  parts.push(rings.length - 1)
  const shape = {
    kind: 'polygon' as const,
    xy: Float64Array.from(xy),
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.of(0, parts.length - 1),
  }
  const outlines = parts.slice(0, -1).map((outer) => Math.abs(planarArea(shape.xy, rings[outer], rings[outer + 1])))
  if (Math.max(...outlines) < ROOM_MM2) return []
  const code = words.code.replace(/\s/g, '')
  const above = code.length >= 19 ? code.slice(12, 19) : code.slice(-9)
  const half = Math.max(7, above.length * 0.95)
  const area = plainNumber(facts.areaM2, 2)
  const put = (wider: number): Mark[] => {
    const at = labelPoint(shape, 0, shape.xy, wider)
    if (!at) return []
    // all of it about the place, not the fraction alone
    const [x, y] = [face.x + at[0] - (1 + measure(area, AREA_MM)) / 2, face.y + at[1]]
    return [
      text(above, x, y - 0.9, 3, { align: 'middle' }),
      line(x - half, y, x + half, y, RULE),
      text(words.landClassCode, x, y + 3.3, 3, { align: 'middle' }),
      text(area, x + half + 1, y + 1, AREA_MM),
    ]
  }
  const isClear = (marks: readonly Mark[]) =>
    marks.every((mark) => {
      if (mark.kind !== 'text') return true
      const [x0, y0, x1, y1] = textBox(mark, measure)
      for (let x = x0; x < x1 + STEP_MM; x += STEP_MM)
        for (const y of [y0, (y0 + y1) / 2, y1]) if (!isInside(Math.min(x, x1) - face.x, y - face.y)) return false
      return true
    })
  const isInside = (x: number, y: number) =>
    rings.slice(1).filter((end, ring) => ringContains(shape.xy, rings[ring], end, x, y)).length % 2 === 1
  return WIDER.map(put).find(isClear) ?? put(WIDER[0])
}
