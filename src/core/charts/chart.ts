import type { Mark, Measure } from '../print/marks.ts'

/**
 * A chart laid out from its data: what can be pressed, and what stands around it. Lengths are in one unit throughout (CSS pixels on the
 * screen, millimetres on paper), y down; colours are as the look gives them.
 */
export interface Chart {
  readonly width: number
  readonly height: number
  readonly parts: readonly ChartPart[]
  readonly marks: readonly Mark[]
  /** where values are, of charts with axes */
  readonly plot?: Box
}
export interface ChartPart {
  /** index of what it stands for */
  readonly of: number
  /** closed outline x0 y0 x1 y1 …, its first point not repeated */
  readonly xy: readonly number[]
  readonly color: string
  /** a larger place that is pressed for it; left out: itself */
  readonly hit?: Box
}
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ChartLook {
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly accent: string
  /** behind a bar */
  readonly ground: string
}
export interface ChartFrame {
  readonly width: number
  /** of the em */
  readonly size: number
  readonly look: ChartLook
  readonly measure: Measure
}

/** Of paper and pictures. */
export const PAPER_LOOK: ChartLook = { ink: '#1d2b2f', quiet: '#55666b', line: '#8a9698', accent: '#0f6b62', ground: '#f0eee8' }

/** The text, or as much of it as fits, with … in place of the rest. */
export function fitText(text: string, width: number, size: number, measure: Measure): string {
  if (measure(text, size) <= width) return text
  const letters = [...text]
  let [fits, not] = [0, letters.length]
  while (not - fits > 1) {
    const middle = (fits + not) >> 1
    if (measure(`${letters.slice(0, middle).join('')}…`, size) <= width) fits = middle
    else not = middle
  }
  return `${letters.slice(0, fits).join('').trimEnd()}…`
}

export function boxOutline({ x, y, width, height }: Box): number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height]
}
