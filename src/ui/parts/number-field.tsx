import { NumberField as AriaNumberField, Button, FieldError, Group, Input, Label, Text } from 'react-aria-components'
import styles from './field.module.css'

export interface NumberFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: number
  /** NaN while the field is empty */
  readonly onChange: (value: number) => void
  readonly minValue?: number
  readonly maxValue?: number
  /** values are rounded to it; leave it out where any number may be typed */
  readonly step?: number
  /** false: no − and +, where steps of one say nothing */
  readonly hasSteps?: boolean
  readonly decimals?: number
  readonly unit?: string
  readonly help?: string
  readonly error?: string | null
  readonly isDisabled?: boolean
}

export function NumberField({
  label,
  isLabelHidden,
  decimals = 2,
  hasSteps = true,
  unit,
  help,
  error,
  ...props
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...props}
      className={styles.field}
      isInvalid={Boolean(error)}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
    >
      <Label className={isLabelHidden ? styles.hidden : styles.label}>{label}</Label>
      <Group className={styles.group}>
        <Input />
        {unit && <span className={styles.unit}>{unit}</span>}
        {hasSteps && (
          <>
            <Button slot="decrement" className={styles.step}>
              −
            </Button>
            <Button slot="increment" className={styles.step}>
              +
            </Button>
          </>
        )}
      </Group>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaNumberField>
  )
}
