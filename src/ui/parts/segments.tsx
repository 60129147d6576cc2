import { Label, Radio, RadioGroup } from 'react-aria-components'
import field from './field.module.css'
import styles from './segments.module.css'

export interface SegmentsProps<V extends string> {
  readonly label: string
  readonly isLabelHidden?: boolean
  /** notes of any length, each below its label */
  readonly isStacked?: boolean
  readonly value: V | null
  readonly options: readonly {
    readonly value: V
    readonly label: string
    readonly note?: string
    readonly isDisabled?: boolean
  }[]
  readonly onChange: (value: V) => void
}

/** A choice among few, all in sight side by side; a radio group to the keyboard and the screen reader. */
export function Segments<V extends string>({ label, isLabelHidden, isStacked, value, options, onChange }: SegmentsProps<V>) {
  return (
    <RadioGroup className={field.field} value={value} onChange={(next) => onChange(next as V)} orientation="horizontal">
      <Label className={isLabelHidden ? field.hidden : field.label}>{label}</Label>
      <div className={styles.segments} data-stacked={isStacked || undefined}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} isDisabled={option.isDisabled} className={styles.segment}>
            {option.label}
            {option.note !== undefined && <small>{option.note}</small>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
