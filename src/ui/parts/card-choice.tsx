import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './card-choice.module.css'
import field from './field.module.css'

export interface CardChoiceProps<V extends string> {
  readonly label: string
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly options: readonly { readonly value: V; readonly label: string; readonly content: ReactNode }[]
}

/** A choice whose options need a picture: cards side by side; a radio group to the keyboard and the screen reader. */
export function CardChoice<V extends string>({ label, value, onChange, options }: CardChoiceProps<V>) {
  return (
    <RadioGroup className={field.field} value={value} onChange={(next) => onChange(next as V)}>
      <Label className={field.hidden}>{label}</Label>
      <div className={styles.cards}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.card}>
            <span className={styles.title}>
              <span className={styles.dot} aria-hidden="true" />
              {option.label}
            </span>
            {option.content}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
