import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { isMeasure } from './known-fields.ts'
import { isJointName, isPlaceName } from './place-names.ts'
import { isCodeName, type Sheet } from './sheet-columns.ts'

/** 1,234,567.89 */
const GROUPED = /^-?\d{1,3}(,\d{3})*(\.\d+)?$/
/** 1234567,89 or 1.234.567,89 */
const COMMA = /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/

/**
 * Numbers as they are written elsewhere, in columns that hold nothing else: with a decimal comma, or with commas between thousands. 1,234
 * may be either: such a column stays as it is unless another of the sheet tells. 12,13 may be two numbers of parcels: only a column of
 * coordinates or of a measure, or a file in which commas do not separate, makes it one number.
 * @param wanted types that the user chose: what is to be text stays as it stands
 */
export function plainNumbers(sheet: Sheet, wanted: Readonly<Record<string, Column['type']>>, notes: Pick<Task, 'note'>): Sheet {
  const kinds = sheet.columns.map(({ name, texts, unit }) => {
    if (wanted[name] === 'text' || isCodeName(name) || isJointName(name)) return null
    return kindOf(texts, sheet.hasOwnCommas === true || unit !== undefined || isPlaceName(name) || isMeasure(name))
  })
  const sure = (['comma', 'grouped'] as const).filter((kind) => kinds.includes(kind))
  const changed: { comma: string[]; grouped: string[] } = { comma: [], grouped: [] }
  const columns = sheet.columns.map((column, c) => {
    const kind = kinds[c] === 'either' && sure.length === 1 ? sure[0] : kinds[c]
    if (kind !== 'comma' && kind !== 'grouped') return column
    changed[kind].push(column.name)
    const plain = kind === 'comma' ? fromComma : (text: string) => text.replaceAll(',', '')
    return { ...column, texts: column.texts.map((text) => text && plain(text.trim())) }
  })
  if (changed.comma.length > 0) notes.note('csv.decimalComma', { fields: changed.comma.join('、') })
  if (changed.grouped.length > 0) notes.note('csv.thousands', { fields: changed.grouped.join('、') })
  return changed.comma.length + changed.grouped.length > 0 ? { ...sheet, columns } : sheet
}

function fromComma(text: string): string {
  return text.replaceAll('.', '').replace(',', '.')
}

/** null: no numbers with commas. @param isQuantity it can be no list of numbers */
function kindOf(texts: readonly (string | null)[], isQuantity: boolean): 'comma' | 'grouped' | 'either' | null {
  let hasComma = false
  let hasBoth = false
  let isGrouped = true
  let isComma = true
  for (const text of texts) {
    const cell = text?.trim()
    if (!cell) continue
    hasComma ||= cell.includes(',')
    hasBoth ||= cell.includes(',') && cell.includes('.')
    isGrouped &&= GROUPED.test(cell)
    isComma &&= COMMA.test(cell)
    if (!isGrouped && !isComma) return null
  }
  if (!hasComma || !(isQuantity || hasBoth)) return null
  return isGrouped && isComma ? 'either' : isComma ? 'comma' : 'grouped'
}
