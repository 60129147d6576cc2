import { type MapFrame, movedBy, paperPoint, usualAbove } from './map-frame.ts'
import { SHEET_SCALES } from './sheet-settings.ts'

/** A part of the map face, millimetres from its upper left corner. */
export interface FaceBox {
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
}
/** west, south, east, north in the metres of the frame's system */
export type Extent = readonly [number, number, number, number]

/** Between what is shown and a box or the neat line. */
const GAP_MM = 3
/** Of the room that it fills, how much larger than what is shown it is at least. */
const MARGIN = 1.06

/** Whether no box covers any of an extent, nor the neat line cuts it. */
export function isClear(frame: MapFrame, extent: Extent, boxes: readonly FaceBox[]): boolean {
  const gap = GAP_MM - 0.01
  const { x, y, widthMm, heightMm } = onPaper(frame, extent)
  const wide = { x: x - gap, y: y - gap, widthMm: widthMm + 2 * gap, heightMm: heightMm + 2 * gap }
  const isWithin =
    wide.x >= 0 && wide.y >= 0 && wide.x + wide.widthMm <= frame.widthMm && wide.y + wide.heightMm <= frame.heightMm
  return isWithin && !boxes.some((box) => meet(wide, box))
}

/**
 * A frame like another in which an extent stands clear of the boxes on the face: in the middle where that is free, else in the middle of
 * the largest free rectangle that holds it. At a scale at which none does it stays in the middle.
 * @param isFitted at the largest usual scale at which that can be; else at the frame's own
 */
export function clearFrame(like: MapFrame, extent: Extent, boxes: readonly FaceBox[], isFitted: boolean): MapFrame {
  const [west, south, east, north] = extent
  const middle: MapFrame = { ...like, centre: [(west + east) / 2, (south + north) / 2] }
  const rooms = freeRooms(like, boxes)
  // one millimetre of paper a metre
  const ground = onPaper({ ...middle, denominator: 1000 }, extent)
  const least = (room: FaceBox) => {
    const [width, height] = [Math.max(1e-9, room.widthMm - 2 * GAP_MM), Math.max(1e-9, room.heightMm - 2 * GAP_MM)]
    return (
      1000 *
      Math.max(
        (ground.widthMm * MARGIN) / room.widthMm,
        (ground.heightMm * MARGIN) / room.heightMm,
        ground.widthMm / width,
        ground.heightMm / height,
      )
    )
  }
  const fitting = Math.min(SHEET_SCALES.most, usualAbove(Math.min(...rooms.map(least))))
  const frame = isFitted ? { ...middle, denominator: fitting } : middle
  if (isClear(frame, extent, boxes)) return frame
  const { widthMm, heightMm } = onPaper(frame, extent)
  const holding = rooms.filter((room) => widthMm + 2 * GAP_MM <= room.widthMm && heightMm + 2 * GAP_MM <= room.heightMm)
  if (holding.length === 0) return frame
  const room = holding.reduce((best, each) => (area(each) > area(best) ? each : best))
  return movedBy(frame, room.x + room.widthMm / 2 - frame.widthMm / 2, room.y + room.heightMm / 2 - frame.heightMm / 2)
}

/** Where an extent lies on the paper; turned, the upright box around it. */
function onPaper(frame: MapFrame, [west, south, east, north]: Extent): FaceBox {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ].map(([x, y]) => paperPoint(frame, x, y))
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, widthMm: Math.max(...xs) - x, heightMm: Math.max(...ys) - y }
}

/** Rectangles of the face that no box reaches into, among them all that cannot be made larger. */
function freeRooms({ widthMm, heightMm }: MapFrame, boxes: readonly FaceBox[]): readonly FaceBox[] {
  const edges = (ends: readonly number[], most: number) =>
    [...new Set([0, most, ...ends.map((end) => Math.max(0, Math.min(most, end)))])].sort((a, b) => a - b)
  const xs = edges(
    boxes.flatMap((box) => [box.x, box.x + box.widthMm]),
    widthMm,
  )
  const ys = edges(
    boxes.flatMap((box) => [box.y, box.y + box.heightMm]),
    heightMm,
  )
  const spans = (ends: readonly number[]) => ends.flatMap((from, i) => ends.slice(i + 1).map((to) => [from, to - from] as const))
  return spans(xs).flatMap(([x, width]) =>
    spans(ys).flatMap(([y, height]) => {
      const room = { x, y, widthMm: width, heightMm: height }
      return boxes.some((box) => meet(room, box)) ? [] : [room]
    }),
  )
}

const area = ({ widthMm, heightMm }: FaceBox) => widthMm * heightMm
const meet = (a: FaceBox, b: FaceBox) =>
  a.x < b.x + b.widthMm && b.x < a.x + a.widthMm && a.y < b.y + b.heightMm && b.y < a.y + a.heightMm
