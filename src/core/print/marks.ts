import type { HatchName } from '../symbology.ts'

/**
 * What stands on a printed page, in millimetres from its upper left corner, y down. The same list is written as PDF, painted as a picture
 * and shown as preview, so that none of them can differ from the others.
 */
export interface Page {
  readonly widthMm: number
  readonly heightMm: number
  readonly marks: readonly Mark[]
}

export type Mark = ShapesMark | DotsMark | TextMark | PictureMark | ClipMark

/** Lines or areas that look alike, together. */
export interface ShapesMark {
  readonly kind: 'shapes'
  readonly paths: Paths
  readonly paint: Paint
}
export interface Paths {
  /** x0 y0 x1 y1 … */
  readonly xy: ArrayLike<number>
  /** path p: points starts[p] … starts[p + 1] */
  readonly starts: ArrayLike<number>
  /** areas: the first point is not repeated; holes wind the other way */
  readonly isClosed: boolean
}
/** Colours as #rrggbb; what is left out is not drawn. */
export interface Paint {
  readonly fill?: string
  /** of the fill, 0…1 */
  readonly fillOpacity?: number
  readonly hatch?: HatchName
  readonly hatchColor?: string
  readonly line?: string
  readonly lineOpacity?: number
  readonly lineWidthMm?: number
  readonly dashMm?: readonly number[]
}
export interface DotsMark {
  readonly kind: 'dots'
  readonly xy: ArrayLike<number>
  readonly radiusMm: number
  readonly paint: Paint
}
export interface TextMark {
  readonly kind: 'text'
  readonly text: string
  readonly x: number
  /** of the base line */
  readonly y: number
  /** of the em */
  readonly sizeMm: number
  readonly color: string
  readonly align?: 'start' | 'middle' | 'end'
  /** clockwise, about x, y */
  readonly turnDeg?: number
  readonly isBold?: boolean
  readonly opacity?: number
}
export interface PictureMark {
  readonly kind: 'picture'
  readonly jpeg: Uint8Array<ArrayBuffer>
  readonly widthPx: number
  readonly heightPx: number
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
  readonly opacity?: number
  /** what can be seen through: 0…255 by pixel, which may be coarser than the picture's */
  readonly mask?: { readonly bytes: Uint8Array; readonly widthPx: number; readonly heightPx: number }
}
/** Marks of which only what lies in a box is seen. */
export interface ClipMark {
  readonly kind: 'clip'
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
  readonly marks: readonly Mark[]
}

/** Width of a text in millimetres. */
export type Measure = (text: string, sizeMm: number) => number

export function line(x0: number, y0: number, x1: number, y1: number, paint: Paint): ShapesMark {
  return { kind: 'shapes', paths: { xy: [x0, y0, x1, y1], starts: [0, 2], isClosed: false }, paint }
}
export function box(x: number, y: number, widthMm: number, heightMm: number, paint: Paint): ShapesMark {
  const xy = [x, y, x + widthMm, y, x + widthMm, y + heightMm, x, y + heightMm]
  return { kind: 'shapes', paths: { xy, starts: [0, 4], isClosed: true }, paint }
}

/** All words of a page, for fonts to be fetched before it is written. */
export function wordsOf(marks: readonly Mark[]): string {
  return marks.map((mark) => (mark.kind === 'text' ? mark.text : mark.kind === 'clip' ? wordsOf(mark.marks) : '')).join('')
}

/** The same mark elsewhere on the page. */
export function shifted(mark: Mark, dx: number, dy: number): Mark {
  return shift(mark, dx, dy, new Map())
}

/** The same marks elsewhere; those that have a shape in common, as the fill and the border of a layer have, keep it in common. */
export function shiftedAll(marks: readonly Mark[], dx: number, dy: number): readonly Mark[] {
  const moved: Moved = new Map()
  return marks.map((mark) => shift(mark, dx, dy, moved))
}

/** Coordinates in their new place, by the old ones. */
type Moved = Map<ArrayLike<number>, Float32Array>

function shift(mark: Mark, dx: number, dy: number, moved: Moved): Mark {
  const move = (xy: ArrayLike<number>) => {
    const known = moved.get(xy)
    if (known) return known
    // a loop: `from` with a function takes fifty times as long, a quarter of a second for a hundred thousand parcels
    const out = new Float32Array(xy.length)
    for (let i = 0; i < xy.length; i++) out[i] = xy[i] + (i % 2 ? dy : dx)
    moved.set(xy, out)
    return out
  }
  switch (mark.kind) {
    case 'shapes':
      return { ...mark, paths: { ...mark.paths, xy: move(mark.paths.xy) } }
    case 'dots':
      return { ...mark, xy: move(mark.xy) }
    case 'clip':
      return { ...mark, x: mark.x + dx, y: mark.y + dy, marks: mark.marks.map((each) => shift(each, dx, dy, moved)) }
    default:
      return { ...mark, x: mark.x + dx, y: mark.y + dy }
  }
}
