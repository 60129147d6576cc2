import type { Mark } from '../print/marks.ts'
import { type Chart, PAPER_LOOK } from './chart.ts'

/** All of a chart as marks in millimetres: what can be pressed on the screen, and what stands around it. */
export function chartMarks({ parts, marks }: Chart): Mark[] {
  const shapes = parts.map(
    ({ xy, color }): Mark => ({
      kind: 'shapes',
      paths: { xy, starts: [0, xy.length / 2], isClosed: true },
      // a pale class has an end on white paper, too
      paint: { fill: color, line: PAPER_LOOK.quiet, lineWidthMm: 0.12 },
    }),
  )
  return [...marks, ...shapes]
}
