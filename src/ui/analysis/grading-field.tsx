import { useMemo, useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import { type GradingModel, usedIndicators } from '../../core/grading/model.ts'
import { parseModel } from '../../core/grading/parse-model.ts'
import type { ModelParam } from '../../core/params.ts'
import type { Table } from '../../core/table.ts'
import { messageOf } from '../../i18n/errors.ts'
import { gradingText } from '../../i18n/grading.ts'
import { marks } from '../../i18n/marks.ts'
import { GRADING_PRESETS } from '../../standards/grading-presets/presets.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Select } from '../parts/select.tsx'
import { useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'
import { GradingEditor } from './grading-editor.tsx'
import { gradingProblems } from './grading-problems.ts'

const OWN = 'own'

/** The scheme of a grading: which one, what it holds, what keeps it from running, and the way to its editor. */
export function GradingField({
  param,
  value,
  layer,
  table,
  onChange,
}: {
  readonly param: ModelParam
  readonly value: string
  readonly layer: Layer | undefined
  readonly table: Table | null
  readonly onChange: (value: string) => void
}) {
  const text = useText()
  const locale = useLocale()
  const project = useAppState((state) => state.project)
  const [isOpen, setOpen] = useState(false)
  const { model, preset } = useMemo(() => readStored(value, param.initial), [value, param.initial])
  const problems = useMemo(
    () => gradingProblems(model, table, layer ? text(layer.title) : '', project, text),
    [model, table, layer, project, text],
  )
  const used = usedIndicators(model)
  const sum = used.reduce((total, { weight }) => total + weight, 0)
  const options = Object.entries(GRADING_PRESETS).map(([id, { title }]) => ({ value: id, label: text(title) }))
  const own = { value: OWN, label: text(marks.aside, { words: text(model.title), more: text(gradingText.edited) }) }
  return (
    <div className={styles.field}>
      <Select
        label={text(param.label)}
        help={param.help && text(param.help)}
        value={preset ?? OWN}
        options={preset ? options : [own, ...options]}
        onChange={(id) => id !== OWN && onChange(id)}
      />
      <p className={styles.summary}>
        {text(gradingText.summary, {
          count: used.length,
          grades: model.grades.labels.length,
          sum: Number(sum.toFixed(4)),
        })}
        {model.isExample && <span className={styles.tag}>{text(gradingText.example)}</span>}
      </p>
      {problems.length > 0 && (
        <details open className={styles.problems}>
          <summary>
            <Icon name="warning" size={12} /> {text(gradingText.problems)} · {problems.length}
          </summary>
          <ul>
            {problems.map(({ code, detail }) => (
              <li key={`${code} ${JSON.stringify(detail)}`}>{messageOf(code, detail, locale)}</li>
            ))}
          </ul>
        </details>
      )}
      <Button onPress={() => setOpen(true)}>{text(gradingText.edit)}</Button>
      {isOpen && (
        <GradingEditor
          model={model}
          table={table}
          fields={layer?.fields ?? []}
          problems={problems}
          onChange={(next) => onChange(JSON.stringify(next))}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

/** A scheme kept with an earlier version that can no longer be read gives way to the initial one. */
function readStored(stored: string, initial: string): { model: GradingModel; preset: string | null } {
  const preset = GRADING_PRESETS[stored]
  if (preset) return { model: preset, preset: stored }
  try {
    const model = parseModel(stored)
    const same = Object.entries(GRADING_PRESETS).find(([, each]) => JSON.stringify(each) === stored)
    return { model, preset: same?.[0] ?? null }
  } catch (error) {
    // while a table is being edited it may be out of order for a moment: it is shown as it stands, with its problem
    if (!(error instanceof AppError)) throw error
    const isScheme = error.code !== 'grading.model.json' && stored.startsWith('{"version":1')
    return isScheme
      ? { model: JSON.parse(stored) as GradingModel, preset: null }
      : { model: GRADING_PRESETS[initial], preset: initial }
  }
}
