import { cellText } from '../cell-text.ts'
import { keptDateWords } from '../dates.ts'
import { cellAt, findColumn, type Table } from '../table.ts'
import { shownNumber } from '../units.ts'

const PLACE = /\{([^{}:]+)(?::(\d))?\}/g

/** Names of the fields that a template of a label names. */
export function templateFields(template: string): readonly string[] {
  return Array.from(template.matchAll(PLACE), ([, name]) => name)
}

/**
 * The label of a row by a template: {FIELD} is the value as it is, {FIELD:2} a number with so many decimals. A field that the table
 * lacks, and a cell without value, are left out; a label with nothing but its fixed words is none.
 */
export function templateText(table: Table, template: string): (row: number) => string {
  const names = templateFields(template)
  const columns = new Map(names.map((name) => [name, findColumn(table, name)]))
  return (row) => {
    let hasValue = names.length === 0
    const text = template.replace(PLACE, (_, name: string, decimals?: string) => {
      const column = columns.get(name)
      if (!column) return ''
      const value = cellAt(column, row)
      if (value === null || value === '') return ''
      hasValue = true
      return typeof value === 'number' && column.type === 'number' && decimals !== undefined
        ? shownNumber(value, Number(decimals))
        : keptDateWords(cellText(column, row))
    })
    return hasValue ? text.trim() : ''
  }
}
