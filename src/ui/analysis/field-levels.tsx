import type { FieldsParam } from '../../core/params.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Select, type SelectOption } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'

/** Fields in an order that matters: each level divides the one above. */
export function FieldLevels({
  param,
  options,
  value,
  onChange,
}: {
  readonly param: FieldsParam
  readonly options: readonly SelectOption[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}) {
  const text = useText()
  const free = options.filter((option) => !value.includes(option.value))
  const replace = (index: number, name: string) => onChange(value.map((old, at) => (at === index ? name : old)))
  const raise = (index: number) => {
    const next = [...value]
    next.splice(index - 1, 2, value[index], value[index - 1])
    onChange(next)
  }
  return (
    <fieldset className={styles.levels}>
      <legend>{text(param.label)}</legend>
      {value.map((name, index) => (
        <div key={name} className={styles.level}>
          <span className={styles.ordinal} aria-hidden="true">
            {index + 1}
          </span>
          <Select
            label={text(analysisText.level, { n: index + 1 })}
            isLabelHidden
            value={name}
            options={options.filter((option) => option.value === name || !value.includes(option.value))}
            onChange={(next) => replace(index, next)}
          />
          <IconButton
            icon="up"
            isSmall
            label={text(analysisText.raiseLevel, { n: index + 1 })}
            isDisabled={index === 0}
            onPress={() => raise(index)}
          />
          <IconButton
            icon="close"
            isSmall
            label={text(analysisText.removeLevel, { n: index + 1 })}
            isDisabled={value.length <= param.min}
            onPress={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {value.length < param.max && free.length > 0 && (
        <Button isSmall variant="quiet" className={styles.add} onPress={() => onChange([...value, free[0].value])}>
          {text(analysisText.addLevel)}
        </Button>
      )}
      {param.help && <p className={styles.quiet}>{text(param.help)}</p>}
    </fieldset>
  )
}
