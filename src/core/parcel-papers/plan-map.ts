import { planarArea, ringContains } from '../geometry.ts'
import { labelPoint } from '../label-point.ts'
import { type MapFrame, paperPoint } from '../print/map-frame.ts'
import { line, type Mark, type Measure, type TextMark } from '../print/marks.ts'
import { plainNumber } from '../units.ts'
import { clearNames, isCrossed, textBox } from './clear-names.ts'
import type { ParcelFacts } from './describe-parcel.ts'
import { RULE, text } from './form-lines.ts'
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

/** The parcel's rings on the page, mm. */
export function ownRings({ rings }: ParcelFacts, frame: MapFrame, face: Face): readonly Float64Array[] {
  return rings.map(({ points }) =>
    Float64Array.from(
      points.flatMap(({ easting, northing }) => {
        const [x, y] = paperPoint(frame, easting, northing)
        return [x + face.x, y + face.y]
      }),
    ),
  )
}

/** Heads of letters to the north or to the west: a plan is read from the south or from the east. */
export function readableDeg(dx: number, dy: number): number {
  const turnDeg = (Math.atan2(dy, dx) * 180) / Math.PI
  return turnDeg > 89.9 ? turnDeg - 180 : turnDeg < -90.01 ? turnDeg + 180 : turnDeg
}

/** From a point to its number: away from the parcel, else to one side of that, or into the parcel. */
const TURNS = [0, 40, -40, 75, -75, 180]
const [NUMBER_MM, LENGTH_MM] = [2.6, 1.6]

/** Boundary, points with their numbers, edges with their lengths. @param before marks whose words stay clear of these */
export function boundary(facts: ParcelFacts, frame: MapFrame, face: Face, measure: Measure, before: readonly Mark[]): Mark[] {
  const marks: Mark[] = []
  const dots: number[] = []
  const labels: TextMark[][] = []
  const lengths: TextMark[][] = []
  const size = 2.2
  const own = ownRings(facts, frame, face)
  // in a small hole there is no room for them, nor in a narrow corner
  const clearFirst = (places: TextMark[], mayBeOver = true) => {
    const isOver = (place: TextMark) => own.some((xy) => isCrossed(place, xy, 0.1, measure))
    return [...places.filter((place) => !isOver(place)), ...(mayBeOver ? places.filter(isOver) : [])]
  }
  for (const [ring, { points, isHole }] of facts.rings.entries()) {
    const xy = own[ring]
    const at = points.map((_, i) => [xy[2 * i], xy[2 * i + 1]] as const)
    marks.push({ kind: 'shapes', paths: { xy, starts: [0, at.length], isClosed: true }, paint: BOUNDARY })
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
      // of a curve each number is told by those beside it
      const isCrowded = Math.max(Math.hypot(x - bx, y - by), Math.hypot(nx - x, ny - y)) < measure(point.label, size)
      labels.push(
        clearFirst(
          TURNS.map((turn) => {
            const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
            const [u, v] = [awayX * cos - awayY * sin, awayX * sin + awayY * cos]
            return text(point.label, x + u * NUMBER_MM, y + v * NUMBER_MM + size / 3, size, { align: 'middle' })
          }),
          !isCrowded,
        ),
      )
      const words = plainNumber(point.lengthM, 2)
      const lengthMm = Math.hypot(nx - x, ny - y)
      if (lengthMm < measure(words, size) + 1) return
      const turnDeg = readableDeg(nx - x, ny - y)
      const angle = (turnDeg * Math.PI) / 180
      lengths.push(
        clearFirst(
          [LENGTH_MM, -LENGTH_MM].map((off) => {
            const [offX, offY] = [outY * side * off, -outX * side * off]
            const [u, v] = [
              (x + nx) / 2 + offX - Math.sin(angle) * (size / 3),
              (y + ny) / 2 + offY + Math.cos(angle) * (size / 3),
            ]
            return text(words, u, v, size, { align: 'middle', turnDeg })
          }),
        ),
      )
    })
  }
  marks.push(
    { kind: 'dots', xy: dots, radiusMm: POINT_MM / 2, paint: { fill: '#ffffff', line: BOUNDARY.line, lineWidthMm: 0.15 } },
    // what has no room is in the table
    ...clearNames([...labels, ...lengths], before, measure),
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

/** 宗地号 over 地类 as a fraction, the area beside it, or below where the parcel is narrow; where it is widest: clear of its holes. */
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
  const put = (wider: number, isBelow: boolean): Mark[] => {
    const at = labelPoint(shape, 0, shape.xy, wider)
    if (!at) return []
    // all of it about the place, not the fraction alone
    const [x, y] = isBelow
      ? [face.x + at[0], face.y + at[1] - AREA_MM / 2]
      : [face.x + at[0] - (1 + measure(area, AREA_MM)) / 2, face.y + at[1]]
    return [
      text(above, x, y - 0.9, 3, { align: 'middle' }),
      line(x - half, y, x + half, y, RULE),
      text(words.landClassCode, x, y + 3.3, 3, { align: 'middle' }),
      isBelow ? text(area, x, y + 7, AREA_MM, { align: 'middle' }) : text(area, x + half + 1, y + 1, AREA_MM),
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
  const arrangements = [false, true].flatMap((isBelow) => WIDER.map((wider) => put(wider, isBelow)))
  return arrangements.find(isClear) ?? arrangements[0]
}
