import type { Mark } from '../print/marks.ts'
import type { Chart } from './chart.ts'

/** All of a chart as marks in millimetres: what can be pressed on the screen, and what stands around it. */
export function chartMarks({ parts, marks }: Chart): Mark[] {
  const shapes = parts.map(
    ({ xy, color }): Mark => ({
      kind: 'shapes',
      paths: { xy, starts: [0, xy.length / 2], isClosed: true },
      paint: { fill: color, line: '#ffffff', lineWidthMm: 0.1 },
    }),
  )
  return [...marks, ...shapes]
}
