import { useState } from 'react'
import type { Merged } from '../../app/field/field-files.ts'
import type { Measurement } from '../../core/field/check.ts'
import {
  CLASS_LABELS,
  FIELD_LABELS,
  LINE_LABELS,
  MARKER_LABELS,
  POSITION_LABELS,
  SOURCE_LABELS,
  STATUS_LABELS,
  VERDICT_LABELS,
} from '../../core/field/check-labels.ts'
import { type Difference, differencesOf, resolved } from '../../core/field/merge-checks.ts'
import type { Text } from '../../core/text.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Segments } from '../parts/segments.tsx'
import { reportError, useApp, useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import { spread, wallTime } from './field-words.ts'
import { shortCode } from './parcel-name.ts'
import styles from './records.module.css'

const WORDS: Readonly<Partial<Record<Difference['field'], Readonly<Record<string, Text>>>>> = {
  status: STATUS_LABELS,
  verdict: VERDICT_LABELS,
  marker: MARKER_LABELS,
  line: LINE_LABELS,
  linePosition: POSITION_LABELS,
  pointClass: CLASS_LABELS,
}

export interface ConflictDialogProps {
  readonly conflict: Merged['conflicts'][number]
  readonly left: number
  readonly onDone: () => void
}

/** Two copies of a check that were both changed, side by side; the officer says which holds, point by point. */
export function ConflictDialog({ conflict: { mine, theirs }, left, onDone }: ConflictDialogProps) {
  const app = useApp()
  const field = useField()
  const text = useText()
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const choose = (key: string, isTheirs: boolean) => {
    const next = new Set(taken)
    if (isTheirs) next.add(key)
    else next.delete(key)
    setTaken(next)
  }
  const say = (name: Difference['field'], value: unknown): string => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '—'
    const label = WORDS[name]?.[String(value)]
    if (label) return text(label)
    if (name === 'measured') {
      const { source, accuracyM, at } = value as Measurement
      return `${text(SOURCE_LABELS[source])} ±${accuracyM === null ? '—' : spread(accuracyM)} m ${wallTime(at)}`
    }
    if (name === 'photos') return String((value as readonly string[]).length)
    return name === 'points' ? (value as { readonly label: string }).label : String(value)
  }
  const settle = async () => {
    try {
      await field.putCheck(resolved(mine, theirs, taken, field.device(), app.clock.now().toISOString()))
      onDone()
    } catch (error) {
      reportError(app, error)
    }
  }
  return (
    <Dialog
      title={text(fieldText.conflicts, { n: left })}
      isOpen
      onClose={onDone}
      closeLabel={text(fieldText.later)}
      size="wide"
      isDismissable={false}
      actions={
        <>
          <Button onPress={onDone}>{text(fieldText.later)}</Button>
          <Button variant="primary" onPress={() => void settle()}>
            {text(fieldText.settle)}
          </Button>
        </>
      }
    >
      <p>{text(fieldText.conflictOf, { code: shortCode(mine.parcel.code) })}</p>
      <ul className={styles.differences}>
        {differencesOf(mine, theirs).map(({ key, label, field: name, mine: own, theirs: other }) => {
          const known = FIELD_LABELS[name]
          return (
            <li key={key}>
              <Segments
                isStacked
                label={[label, known && text(known)].filter(Boolean).join(' ')}
                value={taken.has(key) ? 'theirs' : 'mine'}
                options={[
                  { value: 'mine', label: text(fieldText.mine), note: say(name, own) },
                  { value: 'theirs', label: text(fieldText.theirs), note: say(name, other) },
                ]}
                onChange={(side) => choose(key, side === 'theirs')}
              />
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
