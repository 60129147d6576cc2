import { RadioGroup as AriaRadioGroup, Label, Radio, Text } from 'react-aria-components'
import styles from './field.module.css'

export interface RadioGroupProps<V extends string = string> {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly options: readonly {
    readonly value: V
    readonly label: string
    readonly note?: string
    readonly isDisabled?: boolean
  }[]
  readonly isRow?: boolean
  readonly help?: string
}

export function RadioGroup<V extends string = string>({
  label,
  isLabelHidden,
  value,
  onChange,
  options,
  isRow,
  help,
}: RadioGroupProps<V>) {
  return (
    <AriaRadioGroup className={styles.field} value={value} onChange={(next) => onChange(next as V)}>
      <Label className={isLabelHidden ? styles.hidden : styles.label}>{label}</Label>
      <div className={isRow ? styles.radiosRow : styles.radios}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.radio} isDisabled={option.isDisabled}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.optionText}>
              {option.label}
              {option.note && <small>{option.note}</small>}
            </span>
          </Radio>
        ))}
      </div>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
    </AriaRadioGroup>
  )
}
