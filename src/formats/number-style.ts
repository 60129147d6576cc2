import type { FieldInfo, Table } from '../core/table.ts'
import { plainNumber } from '../core/units.ts'
import type { NumberStyle } from './format.ts'

/** Columns that hold quantities: numbers that are not all whole, or that have a unit. Years and counts stay as they are: 2025, not 2,025.00. */
export function quantities(table: Table, fields: readonly FieldInfo[]): ReadonlySet<string> {
  const measured = new Set(fields.filter(({ unit }) => unit && unit !== 'year').map(({ name }) => name))
  const found = table.columns.filter(
    (column) =>
      column.type === 'number' &&
      (measured.has(column.name) || column.values.some((value) => Number.isFinite(value) && !Number.isInteger(value))),
  )
  return new Set(found.map(({ name }) => name))
}

/** A quantity as text, rounded half away from zero. @param own decimals that its field says; null: none */
export function quantityText(value: number, own: number | null, { decimals, isGrouped }: NumberStyle): string {
  const places = decimals ?? own
  const plain = places === null ? String(value) : plainNumber(value, places)
  if (!isGrouped || /[eIN]/.test(plain)) return plain
  const [whole, fraction] = plain.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
}
