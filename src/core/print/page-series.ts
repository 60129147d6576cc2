import { groundPoint, type MapFrame, paperPoint } from './map-frame.ts'
import type { Mark, Measure } from './marks.ts'

/** Sheets that the pages of a series may be: more is a book, and takes a machine's memory. */
export const MOST_PAGES = 200
/** By which neighbouring sheets of a grid show the same ground, of their side. */
const OVERLAP = 0.04

/** A page of a series before it is drawn. */
export interface SeriesPage {
  readonly name: string
  readonly frame: MapFrame
}

/**
 * 图幅: frames like `frame` side by side that cover a box of the ground, the first row in the north, named A1 A2 … B1 …; their middle is
 * that of the box.
 * @param box west, south, east, north in the metres of the frame's system
 */
export function gridFrames(frame: MapFrame, [west, south, east, north]: readonly [number, number, number, number]): SeriesPage[] {
  const metres = (mm: number) => (mm * frame.denominator) / 1000
  const [width, height] = [metres(frame.widthMm), metres(frame.heightMm)]
  const steps = (length: number, side: number) => Math.max(1, Math.ceil((length - side) / (side * (1 - OVERLAP)) + 1 - 1e-9))
  const [columns, rows] = [steps(east - west, width), steps(north - south, height)]
  const [stepX, stepY] = [width * (1 - OVERLAP), height * (1 - OVERLAP)]
  const [x0, y0] = [(west + east - stepX * (columns - 1)) / 2, (south + north + stepY * (rows - 1)) / 2]
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns]
    return {
      name: `${rowLetters(row)}${column + 1}`,
      frame: { ...frame, turnDeg: 0, centre: [x0 + column * stepX, y0 - row * stepY] },
    }
  })
}
/** A … Z, AA … */
function rowLetters(row: number): string {
  const last = String.fromCharCode(65 + (row % 26))
  return row < 26 ? last : rowLetters(Math.floor(row / 26) - 1) + last
}

/** 索引图: the outline of each page on the ground, and the number that is printed on it in the middle. @param factor 1 on A4 */
export function indexMarks(
  index: MapFrame,
  pages: readonly SeriesPage[],
  firstNumber: number,
  factor: number,
  measure: Measure,
): Mark[] {
  const color = '#b3261e'
  return pages.flatMap(({ frame }, i): Mark[] => {
    const corners = [
      [0, 0],
      [frame.widthMm, 0],
      [frame.widthMm, frame.heightMm],
      [0, frame.heightMm],
    ].map(([x, y]) => paperPoint(index, ...groundPoint(frame, x, y)))
    const xs = corners.map(([x]) => x)
    const ys = corners.map(([, y]) => y)
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const text = String(i + firstNumber)
    // the number fills half of its sheet, is never smaller than can be read, nor larger than a title
    const wide = measure(text, 1)
    const sizeMm = Math.max(2 * factor, Math.min(5 * factor, (y1 - y0) * 0.5, ((x1 - x0) * 0.6) / wide))
    return [
      {
        kind: 'shapes',
        paths: { xy: corners.flat(), starts: [0, 4], isClosed: true },
        paint: { line: color, lineWidthMm: 0.3 * factor },
      },
      { kind: 'text', text, x: (x0 + x1) / 2, y: (y0 + y1) / 2 + sizeMm * 0.36, sizeMm, color, align: 'middle', isBold: true },
    ]
  })
}
