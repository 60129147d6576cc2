import { type Check, type CheckedPoint, LINE_KINDS, LINE_POSITIONS, MARKER_KINDS } from '../../core/field/check.ts'
import { FIELD_LABELS, LINE_LABELS, MARKER_LABELS, POSITION_LABELS } from '../../core/field/check-labels.ts'
import type { Text } from '../../core/text.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import styles from './point.module.css'

const CHOICES = [
  { field: 'marker', values: MARKER_KINDS, labels: MARKER_LABELS },
  { field: 'line', values: LINE_KINDS, labels: LINE_LABELS },
  { field: 'linePosition', values: LINE_POSITIONS, labels: POSITION_LABELS },
] as const
const NOT_GIVEN = '-'

/** 界标种类, 界址线类别 and 位置 of the 界址标示表, and words. */
export function PointDetails({ check, point }: { readonly check: Check; readonly point: CheckedPoint }) {
  const field = useField()
  const text = useText()
  const patch = (change: Partial<CheckedPoint>) => void field.patchPoint(check.id, point.id, change)
  const wordOf = (label: Text | undefined) => (label ? text(label) : '')
  return (
    <div className={styles.details}>
      <div className={styles.choices}>
        {CHOICES.map(({ field: name, values, labels }) => (
          <Select
            key={name}
            label={wordOf(FIELD_LABELS[name])}
            value={point[name] ?? NOT_GIVEN}
            options={[
              { value: NOT_GIVEN, label: text(fieldText.notChosen) },
              ...values.map((value) => ({ value, label: wordOf((labels as Readonly<Record<string, Text>>)[value]) })),
            ]}
            onChange={(value) => patch({ [name]: value === NOT_GIVEN ? null : value })}
          />
        ))}
      </div>
      <TextField label={text(fieldText.note)} rows={2} value={point.note} onChange={(note) => patch({ note })} />
      {point.measured && (
        <Button variant="link" onPress={() => patch({ measured: null })}>
          {text(fieldText.clearMeasured)}
        </Button>
      )}
    </div>
  )
}
