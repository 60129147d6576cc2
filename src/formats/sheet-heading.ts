import type { Note } from '../core/errors.ts'
import { isRecognised, isUnit } from './known-fields.ts'
import { isPlaceName } from './place-names.ts'

/** What stands above the data of a sheet. */
export interface SheetHeading {
  /** of each column; '' where it has none */
  readonly names: readonly string[]
  /** rows of titles and headings */
  readonly rows: number
  readonly notes: readonly Note[]
}
type Row = readonly (string | null)[]

/** rows above the heading */
export const MOST_TITLES = 4
/** rows of data that are looked at */
const SAMPLE = 20
/** said below a title: the unit of the table, who made it and when */
const BELOW_TITLE = /单位|日期|制表|填表|编制|审核/
/** of two rows of headings, the upper has gaps: it names groups */
const GROUPS_SHARE = 0.6

/** Title rows, and the heading in one row or, with cells merged over a group, in two. @param columns cells of each column */
export function findHeading(columns: readonly Row[], records: number): SheetHeading {
  const rowAt = (row: number): Row => columns.map((texts) => texts[row]?.trim() || null)
  const titles = countTitles(rowAt, columns.length, records)
  const upper = rowAt(titles)
  if (records <= titles || !isHeading(upper)) return { names: columns.map(() => ''), rows: 0, notes: [] }
  const title = titles > 0 ? rowAt(0).find((cell) => cell !== null) : null
  const notes: Note[] = title ? [{ code: 'sheet.titleSkipped', detail: { title, count: titles }, level: 'info' }] : []
  const lower = titles + 1 < records ? rowAt(titles + 1) : null
  if (!lower || !isSecondHeading(upper, lower, columns, titles + 2))
    return { names: upper.map((cell) => cell ?? ''), rows: titles + 1, notes }
  const names = joinedNames(upper, lower)
  const first = names.findIndex((name, c) => name !== upper[c])
  notes.push({ code: 'sheet.headingJoined', detail: { name: names[first], upper: groupOf(upper, first) ?? '' }, level: 'info' })
  return { names, rows: titles + 2, notes }
}

const filled = (row: Row) => row.filter((cell) => cell !== null).length
const isNumber = (cell: string) => Number.isFinite(Number(cell.replaceAll(',', '')))
const DATE = /^\d{4}-\d\d-\d\d(T|$)/
/** Something, no numbers, and not dates alone. */
function isHeading(row: Row): boolean {
  return row.some((cell) => cell !== null && !DATE.test(cell)) && row.every((cell) => cell === null || !isNumber(cell))
}

/** Rows with one text alone, or with what stands beside a title, above a heading that has more. */
function countTitles(rowAt: (row: number) => Row, width: number, records: number): number {
  if (width < 3) return 0
  let titles = 0
  while (titles < Math.min(MOST_TITLES, records - 1)) {
    const row = rowAt(titles)
    const isBelow = titles > 0 && filled(row) <= 3 && row.some((cell) => cell && BELOW_TITLE.test(cell))
    if (!isHeading(row) || !(filled(row) === 1 || isBelow)) break
    titles++
  }
  const heading = rowAt(titles)
  const isAbove = (row: Row) => filled(row) < filled(heading) && row.every((cell, c) => cell === null || heading[c] !== null)
  if (!isHeading(heading) || filled(heading) < 2) return 0
  for (let row = 0; row < titles; row++) if (!isAbove(rowAt(row))) return row
  return titles
}

/** Whether a row goes on with the names of the row above, and numbers follow below it. */
function isSecondHeading(upper: Row, lower: Row, columns: readonly Row[], from: number): boolean {
  if (!isHeading(lower)) return false
  const isGroup = upper.some((cell, c) => cell === null && lower[c] !== null && groupOf(upper, c) !== null)
  const isMerged = upper.some((cell, c) => cell !== null && lower[c] === null)
  if (!isGroup || !(isMerged || filled(upper) <= columns.length * GROUPS_SHARE)) return false
  return columns.some((texts, c) => {
    const below = texts.slice(from, from + SAMPLE).filter((text): text is string => text !== null && text.trim() !== '')
    return lower[c] !== null && below.length > 0 && below.every((text) => isNumber(text.trim()))
  })
}

/** The cell above, or the one to its left that is merged over it. */
function groupOf(upper: Row, column: number): string | null {
  for (let c = column; c >= 0; c--) if (upper[c] !== null) return upper[c]
  return null
}

/** What is recognised by its own name keeps it: the place of 坐标 is told by 经度 below. */
function joinedNames(upper: Row, lower: Row): string[] {
  return upper.map((cell, c) => {
    const own = lower[c]
    const group = groupOf(upper, c)
    if (own === null) return cell ?? ''
    if (group === null || isPlaceName(own) || isRecognised(own)) return own
    return isUnit(own) ? `${group}（${own}）` : `${group}_${own}`
  })
}
