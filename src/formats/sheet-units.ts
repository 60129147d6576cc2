import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { isUnit, unitOfHeading, unitOfWord } from './known-fields.ts'
import { isPlaceName } from './place-names.ts'
import { isCodeName, type Sheet, type SheetColumn } from './sheet-columns.ts'

/** 12.5亩, 1,234.5 m2, 3.2 公顷; of text that is normalised */
const QUANTITY = /^(-?\d[\d.,]*)\s*([^\d\s.,].*)?$/
/** what most cells are, and needs no look */
const PLAIN = /^[-\d.,]*$/
const WIDE = /[\uff01-\uff5e\u3000]/
/** 0101 is a code, as are numbers of more digits than a number holds */
const CODE = /^-?0\d|^\d{16,}$/

/**
 * Cells as a hand at a Chinese keyboard writes them, in columns that hold nothing but numbers: full-width digits, and a unit behind each
 * number, which goes to the field. Where units differ, among the cells or from the heading's, the column stays text and it is told.
 * @param wanted types that the user chose: what is to be text stays as it stands
 */
export function plainQuantities(
  sheet: Sheet,
  wanted: Readonly<Record<string, Column['type']>>,
  notes: Pick<Task, 'note'>,
): Sheet {
  const wide: string[] = []
  const columns = sheet.columns.map((column) => {
    const { name } = column
    if (wanted[name] === 'text' || isCodeName(name) || isPlaceName(name)) return column
    const found = quantitiesOf(column.texts)
    if (!found) return column
    const { texts, words, isWide } = found
    const units = new Set([...words].map((word) => (word === '' ? null : unitOfWord(word))))
    if (units.size === 1 && units.has(null)) {
      if (isWide) wide.push(name)
      return isWide ? plain(column, texts) : column
    }
    const stated = unitOfHeading(name)
    if (stated !== undefined) {
      units.delete(null)
      units.add(stated)
    }
    if (units.size > 1) {
      const said = [...words].map((word) => word || '—')
      notes.note('sheet.mixedUnits', { field: name, units: said.slice(0, 5).join('、') }, 'warning')
      return column
    }
    const [unit] = units
    notes.note('sheet.unitTaken', { field: name, unit: ([...words].find((word) => word !== '') ?? '').replace('m2', 'm²') })
    return { ...plain(column, texts), unit: unit as string }
  })
  if (wide.length > 0) notes.note('sheet.fullWidth', { fields: wide.join('、') })
  return columns.some((column, c) => column !== sheet.columns[c]) ? { ...sheet, columns } : sheet
}

/** A workbook holds such cells as text; the numbers among them are told already. */
function plain({ type: _, hasNumbers: __, ...column }: SheetColumn, texts: readonly (string | null)[]): SheetColumn {
  return { ...column, texts }
}

/** null: not all cells are numbers with or without a unit, or nothing is to be done. */
function quantitiesOf(cells: readonly (string | null)[]) {
  if (cells.every((cell) => cell === null || PLAIN.test(cell))) return null
  const words = new Set<string>()
  const texts: (string | null)[] = []
  let isWide = false
  for (const cell of cells) {
    if (cell === null || cell.trim() === '') {
      texts.push(null)
      continue
    }
    const found = QUANTITY.exec(cell.normalize('NFKC').trim())
    const word = found?.[2]?.toLowerCase() ?? ''
    if (!found || CODE.test(found[1]) || (word !== '' && !isUnit(word))) return null
    isWide ||= WIDE.test(cell)
    words.add(word)
    texts.push(found[1])
  }
  return isWide || words.size > 1 || (words.size === 1 && !words.has('')) ? { texts, words, isWide } : null
}
