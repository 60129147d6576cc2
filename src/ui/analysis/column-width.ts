import { leastPx } from '../parts/table-rows.ts'
import type { FigureColumn } from './figures.ts'

const LEAST_PX: Readonly<Record<FigureColumn['kind'], number>> = {
  text: 96,
  count: 76,
  share: 150,
  area: 116,
  number: 88,
}

/** So many lines tell how wide a column's texts are. */
const SAMPLE = 60
const MOST_PX = 420
/** On a phone the words give way, so that the first numbers are seen beside them. */
const TIGHT = { belowPx: 480, onlyLevel: 196, text: 64, mostText: 148 }

/** In CSS pixels: a Chinese character is about twice as wide as a Latin one. */
function widthOfText(text: string): number {
  return [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 13 : 7.5), 24)
}

/** So many of its texts a column shows whole where all columns do not fit side by side: the longest give way, so that figures are in sight. */
const SHOWN_WHOLE = 0.75

/**
 * A column of a grid template each: wide enough for the header, the sum and, within reason, the first lines.
 * @param levels of the lines: columns by which they are grouped
 * @param widthPx of the room for the table; 0: not measured yet
 */
export function columnWidths(
  columns: readonly FigureColumn[],
  rows: readonly number[],
  levels: readonly string[],
  widthPx: number,
): readonly string[] {
  const shown = rows.slice(0, SAMPLE)
  const tight = isTight(widthPx)
  const needs = columns.map((column) => needOf(column, shown, levels.length === 1 && column.id === levels[0], tight))
  const isFull = widthPx > 0 && !tight && needs.reduce((sum, { whole }) => sum + whole, 0) > widthPx
  const wanted = needs.map(({ most, whole }) => (isFull ? most : whole))
  const widths = figureInSight(columns, wanted, levels, widthPx)
  return columns.map(({ kind }, i) => `minmax(${widths[i]}px, ${kind === 'text' ? 1.6 : 1}fr)`)
}

/** The first area, or else the first number: what a line is looked up for. */
function firstFigure(columns: readonly FigureColumn[]): number {
  const area = columns.findIndex(({ kind }) => kind === 'area')
  return area >= 0 ? area : columns.findIndex(({ kind }) => kind !== 'text')
}

/**
 * On a phone the column that stays at the edge while the words beside it are scrolled: two levels or more leave no room for it in its place.
 * It is as wide as its figures, its heading in two lines.
 * @param tracks as `columnWidths` gave them
 */
export function pinnedColumn(
  columns: readonly FigureColumn[],
  rows: readonly number[],
  tracks: readonly string[],
  widthPx: number,
): { readonly id: string; readonly widthPx: number } | null {
  const figure = firstFigure(columns)
  const endPx = tracks.slice(0, figure + 1).reduce((sum, track) => sum + leastPx(track), 0)
  if (!isTight(widthPx) || endPx <= widthPx) return null
  const { id, kind, sum, text } = columns[figure]
  const widest = Math.max(widthOfText(sum?.text ?? ''), ...rows.slice(0, SAMPLE).map((row) => widthOfText(text(row))))
  return { id, widthPx: Math.min(leastPx(tracks[figure]), Math.max(LEAST_PX[kind], Math.ceil(widest))) }
}

/**
 * Of what lines are grouped by, three or four levels give way alike until the first area, or the first number, stands beside them. On a
 * phone two letters would be left of each.
 */
function figureInSight(columns: readonly FigureColumn[], wanted: readonly number[], levels: readonly string[], widthPx: number) {
  const figure = firstFigure(columns)
  const texts = columns.flatMap(({ kind }, i) => (kind === 'text' ? [i] : []))
  // what a line tells beside that is read and not only told apart by
  if (widthPx === 0 || isTight(widthPx) || figure < 0 || texts.some((i) => !levels.includes(columns[i].id))) return wanted
  const sumOf = (of: (i: number) => boolean) => wanted.reduce((sum, width, i) => sum + (of(i) ? width : 0), 0)
  const room = widthPx - sumOf((i) => i <= figure && !texts.includes(i))
  const share = room / sumOf((i) => texts.includes(i))
  return wanted.map((width, i) => (share < 1 && texts.includes(i) ? Math.max(TIGHT.text, Math.floor(width * share)) : width))
}

/** Pixels for all texts of a column, and for most of them. */
function needOf({ kind, header, unit, sum, text }: FigureColumn, rows: readonly number[], isOnlyLevel: boolean, tight: boolean) {
  const isText = kind === 'text'
  const widest = tight && isText ? TIGHT.mostText : MOST_PX
  const head = Math.max(widthOfText(`${header} ${unit}`), widthOfText(sum?.text ?? ''))
  const texts = rows.map((row) => widthOfText(text(row))).sort((a, b) => a - b)
  // the closing words stand in the first columns of the sum row
  const leastText = isOnlyLevel ? (tight ? TIGHT.onlyLevel : 240) : tight ? TIGHT.text : LEAST_PX.text
  const least = isText ? leastText : LEAST_PX[kind]
  const within = (width: number) => Math.max(least, kind === 'share' ? 0 : Math.min(widest, Math.ceil(Math.max(head, width))))
  const whole = within(texts[texts.length - 1] ?? 0)
  return { whole, most: isText ? within(texts[Math.floor(SHOWN_WHOLE * (texts.length - 1))] ?? 0) : whole }
}

/** @param widthPx of the room for the table; 0: not measured yet */
function isTight(widthPx: number): boolean {
  return widthPx > 0 && widthPx < TIGHT.belowPx
}
