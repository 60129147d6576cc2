import type { FieldInfo } from '../../core/table.ts'
import type { Locale, Text } from '../../core/text.ts'
import { AREA_UNITS, type AreaUnit } from '../../core/units.ts'

/**
 * What a chosen unit adds to the headings of areas that are in another one.
 * @param headings language of the labels that stand there; null: names of fields
 * @returns null when no heading changes
 */
export function areaEnding(
  fields: readonly FieldInfo[],
  columns: readonly string[],
  areaUnit: AreaUnit,
  headings: Locale | null,
): string | null {
  const changes = fields.some(
    ({ name, unit }) => unit !== undefined && unit in AREA_UNITS && unit !== areaUnit && columns.includes(name),
  )
  if (!changes) return null
  const ending: Text = { zh: `（${AREA_UNITS[areaUnit].label.zh}）`, en: ` (${AREA_UNITS[areaUnit].label.en})` }
  return headings ? ending[headings] : `_${areaUnit}`
}
