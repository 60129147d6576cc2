import { useState } from 'react'
import { AppError } from '../../core/errors.ts'
import type { GradingModel } from '../../core/grading/model.ts'
import { parseModel } from '../../core/grading/parse-model.ts'
import { messageOf } from '../../i18n/errors.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'

/** The scheme as text, to hand it to a colleague or to take theirs; a mistake is named with its place. */
export function GradingJson({
  model,
  onChange,
}: {
  readonly model: GradingModel
  readonly onChange: (model: GradingModel) => void
}) {
  const text = useText()
  const locale = useLocale()
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? JSON.stringify(model, null, 2)
  const error = draft === null ? null : mistakeIn(draft)
  return (
    <div className={styles.stack}>
      <TextField
        label={text(gradingText.json)}
        isLabelHidden
        rows={12}
        value={shown}
        error={error && messageOf(error.code, error.detail, locale)}
        onChange={setDraft}
      />
      <Button
        isDisabled={draft === null || error !== null}
        onPress={() => {
          onChange(parseModel(shown))
          setDraft(null)
        }}
      >
        {text(gradingText.takeJson)}
      </Button>
    </div>
  )
}

function mistakeIn(json: string): AppError | null {
  try {
    parseModel(json)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
