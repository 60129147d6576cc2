import type { Layer } from '../../app/state.ts'
import type { Table } from '../../core/table.ts'
import { featureName, registeredAreaM2, valueByRole } from '../card/feature-text.ts'

/** What a parcel is called where there is little room: of a unit code the part that differs within a place. */
export function shortName(layer: Layer, table: Table, row: number, fallback: string): string {
  const name = featureName(layer, table, row)
  if (!name) return fallback
  return /^\d{12}[A-Z]{2}\d{5}/.test(name) ? name.slice(12, 19) : name
}

/** How a check names its parcel. */
export function parcelOf(layer: Layer, table: Table, row: number, fallback: string) {
  return {
    code: featureName(layer, table, row) ?? fallback,
    name: String(valueByRole(layer, table, row, 'name') ?? ''),
    registeredAreaM2: registeredAreaM2(layer, table, row),
  }
}

/** Of a code as it stands in a record. */
export function shortCode(code: string): string {
  return /^\d{12}[A-Z]{2}\d{5}/.test(code) ? code.slice(12, 19) : code
}
