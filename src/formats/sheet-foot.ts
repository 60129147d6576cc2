import type { Task } from '../core/task.ts'
import type { SkippedLine } from './format.ts'
import type { Sheet } from './sheet-columns.ts'

const TOTAL = /^(合|总|共)\s*计[:：]?$|^(grand )?total:?$/i
const SUBTOTAL = /^(小|分)\s*计[:：]?$|^sub-?total:?$/i
/** who made a table and when, said below it */
const FOOT =
  /^(制表|填表|制图|审核|复核|校核|编制|负责人|联系人|单位负责人|日期|注|备注|说明|数据来源)[人员单位时间日期]*\s*[:：]/
const MOST_LINE = 500

export interface SheetFoot {
  readonly sheet: Sheet
  readonly skipped: readonly SkippedLine[]
}

/**
 * Takes from the end of a sheet what is no data: who made it and when, and the total, which is one where it is the sum of the rows above. One
 * that is not is kept and told, as are subtotals between the rows.
 * @param asRead the same sheet with its cells as they stand in the file
 */
export function withoutFoot(sheet: Sheet, asRead: Sheet, notes: Pick<Task, 'note'>): SheetFoot {
  const cellsOf = (row: number) => sheet.columns.map(({ texts }) => texts[row]?.trim() ?? '')
  const filled = (row: number) => cellsOf(row).filter((text) => text !== '').length
  const usual = filled(0)
  const isFoot = (row: number) => {
    const cells = cellsOf(row).filter((text) => text !== '')
    const words = cells.filter((text) => FOOT.test(text)).length
    return words > 0 && (words === cells.length || cells.length * 2 <= usual)
  }
  let length = sheet.length
  while (length > 1 && isFoot(length - 1)) length--
  if (length < sheet.length) {
    const text = cellsOf(length).find((cell) => cell !== '') ?? ''
    notes.note('sheet.footSkipped', { count: sheet.length - length, text: text.slice(0, 40) })
  }
  const isSubtotal = (row: number) => cellsOf(row).some((text) => SUBTOTAL.test(text))
  const subtotals: number[] = []
  for (let row = 0; row < length; row++) if (isSubtotal(row)) subtotals.push(row)
  if (subtotals.length > 0)
    notes.note(
      'sheet.subtotalRows',
      { count: subtotals.length, line: sheet.lines?.[subtotals[0]] ?? subtotals[0] + 1 },
      'warning',
    )
  const total = length > 1 ? cellsOf(length - 1).find((text) => TOTAL.test(text)) : undefined
  if (total !== undefined) {
    const sum = sumThat(sheet, length - 1, new Set(subtotals))
    if (sum) {
      length--
      notes.note('sheet.totalSkipped', { text: total, field: sum.field, value: sum.value })
    } else notes.note('sheet.totalRow', { text: total }, 'warning')
  }
  const skipped: SkippedLine[] = []
  for (let row = length; row < sheet.length; row++) {
    const text = asRead.columns.map(({ texts }) => texts[row] ?? '').join(',')
    skipped.push({ line: asRead.lines?.[row] ?? row + 1, text: text.slice(0, MOST_LINE) })
  }
  return { sheet: skipped.length > 0 ? firstRows(sheet, length) : sheet, skipped }
}

/** The first column whose last cell is the sum of those above, to the digits that it is written with. */
function sumThat({ columns }: Sheet, last: number, except: ReadonlySet<number>): { field: string; value: string } | null {
  for (const { name, texts } of columns) {
    const value = texts[last]?.trim().replaceAll(',', '') ?? ''
    if (!/^-?\d+(\.\d+)?$/.test(value)) continue
    let sum = 0
    let count = 0
    for (let row = 0; row < last; row++) {
      const text = except.has(row) ? '' : (texts[row]?.trim().replaceAll(',', '') ?? '')
      if (text === '') continue
      sum += Number(text)
      count++
    }
    const decimals = value.split('.')[1]?.length ?? 0
    // each row may have been rounded for itself
    const tolerance = (0.5 * (count + 1)) / 10 ** decimals
    if (count > 1 && Number(value) !== 0 && Math.abs(sum - Number(value)) <= Math.min(tolerance, Math.abs(sum) / 100 + 1e-9))
      return { field: name, value }
  }
  return null
}

export function firstRows(sheet: Sheet, length: number): Sheet {
  const columns = sheet.columns.map((column) => ({ ...column, texts: column.texts.slice(0, length) }))
  return { ...sheet, columns, length, ...(sheet.lines && { lines: sheet.lines.slice(0, length) }) }
}
