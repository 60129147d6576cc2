import type { Indicator } from '../../core/grading/model.ts'
import type { FieldInfo, Table } from '../../core/table.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './grading.module.css'
import { GradingScoring } from './grading-scoring.tsx'
import { GradingSource } from './grading-source.tsx'

/** One indicator: what it is called, where its value comes from, how it is scored. */
export function GradingIndicator({
  indicator,
  scale,
  table,
  fields,
  onChange,
  onRemove,
}: {
  readonly indicator: Indicator
  readonly scale: number
  readonly table: Table | null
  readonly fields: readonly FieldInfo[]
  readonly onChange: (indicator: Indicator) => void
  /** null: the last one stays */
  readonly onRemove: (() => void) | null
}) {
  const text = useText()
  const { label } = indicator
  return (
    <section className={styles.detail} aria-label={text(gradingText.editIndicator, { name: text(label) })}>
      <div className={styles.names}>
        <TextField
          label={text(gradingText.nameZh)}
          value={label.zh}
          onChange={(zh) => onChange({ ...indicator, label: { ...label, zh } })}
        />
        <TextField
          label={text(gradingText.nameEn)}
          value={label.en}
          onChange={(en) => onChange({ ...indicator, label: { ...label, en } })}
        />
        <TextField
          label={text(gradingText.unit)}
          value={indicator.unit ?? ''}
          onChange={(unit) => {
            const { unit: _, ...rest } = indicator
            onChange(unit ? { ...rest, unit } : rest)
          }}
        />
      </div>
      <h3>{text(gradingText.valueFrom)}</h3>
      <GradingSource
        source={indicator.source}
        table={table}
        fields={fields}
        onChange={(source) => onChange({ ...indicator, source })}
      />
      <h3>{text(gradingText.scoring)}</h3>
      <GradingScoring scoring={indicator.scoring} scale={scale} onChange={(scoring) => onChange({ ...indicator, scoring })} />
      {onRemove && (
        <Button isSmall variant="quiet" onPress={onRemove}>
          {text(gradingText.removeIndicator)}
        </Button>
      )}
    </section>
  )
}
