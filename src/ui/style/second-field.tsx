import { styleText } from '../../i18n/style.ts'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'

/** No field has such a name. */
const NONE = '\n'

interface SecondFieldProps {
  /** null: one number alone */
  readonly value: string | null
  readonly fields: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (field: string | null) => void
}

/** The number by which classes are parted again. */
export function SecondField({ value, fields, onChange }: SecondFieldProps) {
  const text = useText()
  return (
    <Select
      label={text(styleText.secondField)}
      value={value ?? NONE}
      options={[{ value: NONE, label: text(styleText.noSecond) }, ...fields]}
      onChange={(next) => onChange(next === NONE ? null : next)}
    />
  )
}
