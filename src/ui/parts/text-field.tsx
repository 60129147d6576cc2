import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components'
import styles from './field.module.css'

export interface TextFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter, unless an input method is composing */
  readonly onSubmit?: () => void
  readonly placeholder?: string
  readonly help?: string
  /** words of what is wrong; shown near the field */
  readonly error?: string | null
  readonly type?: 'text' | 'password' | 'search'
  readonly rows?: number
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  /** what is typed takes the place of what stands there */
  readonly isChosenOnFocus?: boolean
  readonly className?: string
}

export function TextField({
  label,
  isLabelHidden,
  onSubmit,
  placeholder,
  help,
  error,
  rows,
  className,
  isChosenOnFocus,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      className={className ?? styles.field}
      isInvalid={Boolean(error)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !rows && !event.nativeEvent.isComposing) onSubmit?.()
        // the library keeps keys to itself: Esc would not reach the dialog around
        else event.continuePropagation()
      }}
    >
      <Label className={isLabelHidden ? styles.hidden : styles.label}>{label}</Label>
      {rows ? (
        // a browser keeps what is typed among its open tabs, also of a device that was cleared, and some send it to a spelling checker
        <TextArea className={styles.input} rows={rows} placeholder={placeholder} autoComplete="off" spellCheck={false} />
      ) : (
        <Input
          className={styles.input}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onFocus={isChosenOnFocus ? (event) => event.currentTarget.select() : undefined}
        />
      )}
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaTextField>
  )
}
