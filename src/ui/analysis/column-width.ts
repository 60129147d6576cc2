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

/** Wide enough for the header, the sum and, within reason, the first lines. */
export function widthOf(column: FigureColumn, rows: readonly number[], isOnlyLevel: boolean, tight: boolean): string {
  const { kind, header, unit, sum, text } = column
  const sumText = sum?.text ?? ''
  const texts = [`${header} ${unit}`, sumText, ...rows.slice(0, SAMPLE).map(text)]
  const isText = kind === 'text'
  const most = tight && isText ? TIGHT.mostText : MOST_PX
  const widest = Math.min(most, Math.ceil(Math.max(...texts.map(widthOfText))))
  // the closing words stand in the first columns of the sum row
  const leastText = isOnlyLevel ? (tight ? TIGHT.onlyLevel : 240) : tight ? TIGHT.text : LEAST_PX.text
  const least = isText ? leastText : LEAST_PX[kind]
  return `minmax(${Math.max(least, kind === 'share' ? 0 : widest)}px, ${isText ? 1.6 : 1}fr)`
}

/** @param widthPx of the room for the table; 0: not measured yet */
export function isTight(widthPx: number): boolean {
  return widthPx > 0 && widthPx < TIGHT.belowPx
}
