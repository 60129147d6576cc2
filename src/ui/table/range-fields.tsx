import { useState } from 'react'
import { dayWords } from '../../core/dates.ts'
import { readPeriod } from '../../core/read-period.ts'
import type { Condition } from '../../core/symbology.ts'
import { fromM2, toM2 } from '../../core/units.ts'
import { tableText } from '../../i18n/table.ts'
import { Button } from '../parts/button.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import styles from './table-menus.module.css'

type Range = NonNullable<Condition['range']>

export function RangeFields({
  isArea,
  unit,
  range,
  onApply,
}: {
  readonly isArea: boolean
  readonly unit: string
  readonly range: Range | undefined
  readonly onApply: (range: Range) => void
}) {
  const text = useText()
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? Number.NaN : isArea ? fromM2(value, areaUnit) : value
  const stored = (value: number) => (Number.isNaN(value) ? null : isArea ? toM2(value, areaUnit) : value)
  const [min, setMin] = useState(shown(range?.min))
  const [max, setMax] = useState(shown(range?.max))
  const isWrong = min > max
  return (
    <form
      className={styles.range}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong) onApply({ min: stored(min), max: stored(max) })
      }}
    >
      <p className={styles.menuTitle}>{text(tableText.range)}</p>
      <div className={styles.menuRow}>
        <NumberField label={text(tableText.min)} unit={unit} value={min} onChange={setMin} decimals={10} hasSteps={false} />
        <NumberField
          label={text(tableText.max)}
          unit={unit}
          value={max}
          onChange={setMax}
          decimals={10}
          hasSteps={false}
          error={isWrong ? text(tableText.rangeWrong) : null}
        />
        <Button isSmall type="submit" isDisabled={isWrong || (Number.isNaN(min) && Number.isNaN(max))}>
          {text(tableText.apply)}
        </Button>
      </div>
    </form>
  )
}

/** From the first moment of what is typed first to the last of what is typed last. */
export function DateRangeFields({
  range,
  onApply,
}: {
  readonly range: Range | undefined
  readonly onApply: (range: Range) => void
}) {
  const text = useText()
  const shown = (time: number | null | undefined) => (time === null || time === undefined ? '' : dayWords(time))
  const [from, setFrom] = useState(shown(range?.min))
  const [to, setTo] = useState(shown(range?.max))
  const read = (words: string) => (words.trim() ? readPeriod(words) : null)
  const [min, max] = [read(from)?.first ?? null, read(to)?.last ?? null]
  const unread = (words: string, time: number | null) => words.trim() !== '' && time === null
  const isTurned = min !== null && max !== null && min > max
  const isWrong = isTurned || unread(from, min) || unread(to, max)
  const wrongDay = (words: string, time: number | null) => (unread(words, time) ? text(tableText.wrongDay) : null)
  return (
    <form
      className={styles.range}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong) onApply({ min, max })
      }}
    >
      <p className={styles.menuTitle}>{text(tableText.dateRange)}</p>
      <div className={styles.menuRow}>
        <TextField
          label={text(tableText.firstDay)}
          placeholder="2025-01-01"
          value={from}
          onChange={setFrom}
          error={wrongDay(from, min)}
        />
        <TextField
          label={text(tableText.lastDay)}
          placeholder="2025-12-31"
          value={to}
          onChange={setTo}
          error={wrongDay(to, max) ?? (isTurned ? text(tableText.daysWrong) : null)}
        />
        <Button isSmall type="submit" isDisabled={isWrong || (min === null && max === null)}>
          {text(tableText.apply)}
        </Button>
      </div>
      <p className={styles.quiet}>{text(tableText.dateHelp)}</p>
    </form>
  )
}
