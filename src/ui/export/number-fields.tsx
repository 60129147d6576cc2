import type { AreaUnit } from '../../app/state.ts'
import type { FieldInfo } from '../../core/table.ts'
import { AREA_UNITS } from '../../core/units.ts'
import type { NumberStyle } from '../../formats/format.ts'
import { exportText } from '../../i18n/export.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './export.module.css'

const AS_IS = 'as-is'
const MOST_DECIMALS = 6
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']

/** Whether some field that is written holds areas. */
export function hasAreaFields(fields: readonly FieldInfo[], columns: readonly string[]): boolean {
  return fields.some(({ name, unit }) => unit !== undefined && unit in AREA_UNITS && columns.includes(name))
}

/** 数字格式: unit of areas in every format; decimals and thousands where the file shows numbers to people. */
export function NumberFields({
  hasStyles,
  hasAreas,
  numbers,
  areaUnit,
  ending,
  onNumbers,
  onAreaUnit,
}: {
  readonly hasStyles: boolean
  readonly hasAreas: boolean
  readonly numbers: NumberStyle
  readonly areaUnit: AreaUnit | null
  /** what that unit adds to headings; null: nothing */
  readonly ending: string | null
  readonly onNumbers: (numbers: NumberStyle) => void
  readonly onAreaUnit: (unit: AreaUnit | null) => void
}) {
  const text = useText()
  if (!hasStyles && !hasAreas) return null
  const asIs = { value: AS_IS, label: text(exportText.numbersAsIs) }
  return (
    <Disclosure title={text(exportText.numbers)}>
      <div className={styles.numbers}>
        <div className={styles.pair}>
          {hasAreas && (
            <Select
              label={text(exportText.unit)}
              value={areaUnit ?? AS_IS}
              help={ending ? text(exportText.areaUnitHelp, { ending: ending.trim() }) : undefined}
              options={[asIs, ...UNITS.map((unit) => ({ value: unit, label: text(AREA_UNITS[unit].label) }))]}
              onChange={(unit) => onAreaUnit(unit === AS_IS ? null : (unit as AreaUnit))}
            />
          )}
          {hasStyles && (
            <Select
              label={text(exportText.decimals)}
              value={numbers.decimals === null ? AS_IS : String(numbers.decimals)}
              options={[asIs, ...Array.from({ length: MOST_DECIMALS + 1 }, (_, n) => ({ value: String(n), label: String(n) }))]}
              onChange={(choice) => onNumbers({ ...numbers, decimals: choice === AS_IS ? null : Number(choice) })}
            />
          )}
        </div>
        {hasStyles && (
          <Checkbox isSelected={numbers.isGrouped} onChange={(isGrouped) => onNumbers({ ...numbers, isGrouped })}>
            {text(exportText.grouped)}
          </Checkbox>
        )}
      </div>
    </Disclosure>
  )
}
