import {
  Popover as AriaPopover,
  Select as AriaSelect,
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  SelectValue,
  Text,
} from 'react-aria-components'
import styles from './field.module.css'
import { Icon } from './icon.tsx'
import overlay from './overlay.module.css'

export interface SelectOption<V extends string = string> {
  readonly value: V
  readonly label: string
  /** a quieter second line */
  readonly note?: string
  readonly isDisabled?: boolean
}
export interface SelectProps<V extends string = string> {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly options: readonly SelectOption<V>[]
  readonly placeholder?: string
  readonly help?: string
  readonly error?: string | null
  readonly isDisabled?: boolean
}

export function Select<V extends string = string>({
  label,
  isLabelHidden,
  value,
  onChange,
  options,
  placeholder,
  help,
  error,
  isDisabled,
}: SelectProps<V>) {
  return (
    <AriaSelect
      className={styles.field}
      value={value}
      onChange={(key) => key !== null && onChange(String(key) as V)}
      placeholder={placeholder}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled}
    >
      <Label className={isLabelHidden ? styles.hidden : styles.label}>{label}</Label>
      <Button className={styles.select}>
        <SelectValue className={styles.selectValue}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <Icon name="chevron-down" size={12} />
      </Button>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
      <AriaPopover className={overlay.popover} offset={4}>
        {/* a value twice would make the component library walk its list without end */}
        <ListBox
          className={styles.list}
          items={[...new Map(options.map((option) => [option.value, { id: option.value, ...option }])).values()]}
        >
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles.option} isDisabled={option.isDisabled}>
              <span className={styles.optionText}>
                {option.label}
                {option.note && <small>{option.note}</small>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </AriaPopover>
    </AriaSelect>
  )
}
