import { RAMPS, type Ramp, rampById } from '../../core/ramps.ts'
import { styleText } from '../../i18n/style.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './style.module.css'

interface RampFieldProps {
  readonly value: { readonly id: string; readonly isReversed: boolean } | null
  readonly kinds: readonly Ramp['kind'][]
  /** as they are now */
  readonly colors: readonly string[]
  readonly onChange: (ramp: Ramp, isReversed: boolean) => void
}

/** A row of colours that stays in order for colour-blind eyes. */
export function RampField({ value, kinds, colors, onChange }: RampFieldProps) {
  const text = useText()
  return (
    <div className={styles.ramp}>
      <Select
        label={text(styleText.ramp)}
        value={value?.id ?? null}
        placeholder={text(styleText.ownColors)}
        options={RAMPS.filter(({ kind }) => kinds.includes(kind)).map(({ id, title }) => ({ value: id, label: text(title) }))}
        onChange={(id) => onChange(rampById(id), value?.isReversed ?? false)}
      />
      <span className={styles.strip} aria-hidden="true">
        {colors.map((color, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a colour is its place
          <span key={i} style={{ background: color }} />
        ))}
      </span>
      <Checkbox
        isSelected={value?.isReversed ?? false}
        isDisabled={value === null}
        onChange={(isReversed) => value && onChange(rampById(value.id), isReversed)}
      >
        {text(styleText.reverse)}
      </Checkbox>
    </div>
  )
}
