import type { Measure } from '../print/marks.ts'
import type { Chart, ChartFrame, ChartPart } from './chart.ts'
import type { Sector } from './sunburst.ts'

const HOLE = 0.36
/** of a turn between two points of an arc: finer than a pixel at any size that a chart has */
const STEP = 1 / 240

/** Rings of sectors, the first level inside; the middle is left for words. @param colors a colour a sector */
export function ringChart(
  sectors: readonly Sector[],
  colors: readonly string[],
  levels: number,
  { width }: Pick<ChartFrame, 'width'>,
): Chart {
  const radius = width / 2
  const ring = (radius * (1 - HOLE)) / Math.max(1, levels)
  const parts = sectors.map((sector, of): ChartPart => {
    const inner = radius * HOLE + sector.depth * ring
    return { of, xy: sectorOutline(sector.start, sector.end, inner, inner + ring * 0.98, radius), color: colors[of] }
  })
  return { width, height: width, parts, marks: [] }
}

/** Angles in turns from twelve o'clock, clockwise. */
function sectorOutline(start: number, end: number, inner: number, outer: number, middle: number): number[] {
  const steps = Math.max(1, Math.ceil((end - start) / STEP))
  const turns = Array.from({ length: steps + 1 }, (_, i) => start + ((end - start) * i) / steps)
  const at = (radius: number) => (turn: number) => [
    middle + radius * Math.sin(2 * Math.PI * turn),
    middle - radius * Math.cos(2 * Math.PI * turn),
  ]
  return [...turns.flatMap(at(outer)), ...turns.reverse().flatMap(at(inner))]
}

/** Letters that let the longest word into the middle of a ring: a figure in two lines would be read as two. */
export function readingSize(words: string, room: number, size: number, measure: Measure): number {
  const longest = Math.max(...words.split(' ').map((word) => measure(word, size)))
  return longest > room ? (size * room) / longest : size
}
