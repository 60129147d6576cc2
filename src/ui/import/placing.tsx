import { useMemo } from 'react'
import { IMPORT_GROUP } from '../../app/import-layer.ts'
import { importText } from '../../i18n/import.ts'
import { marks } from '../../i18n/marks.ts'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import { StyleChoice } from './style-choice.tsx'
import type { Candidate, Choices } from './use-choices.ts'

const NO_KEY = ''

/** How the new layers are called, by what their rows are numbered, how they look, and the group they go into. */
export function Placing({
  candidates,
  group,
  onGroup,
  onDecide,
}: {
  readonly candidates: readonly Candidate[]
  /** null: the group of imported layers */
  readonly group: string | null
  readonly onGroup: (group: string | null) => void
  readonly onDecide: Choices['decide']
}) {
  const text = useText()
  const tree = useAppState((state) => state.project.tree)
  const groups = tree.filter(({ id }) => id !== IMPORT_GROUP.id).map(({ id, title }) => ({ value: id, label: text(title) }))
  return (
    <>
      {candidates.map((candidate) => (
        <LayerPlacing
          key={candidate.key}
          candidate={candidate}
          isOnly={candidates.length === 1}
          onDecide={(patch) => onDecide(candidate.key, patch)}
        />
      ))}
      <div className={styles.pair}>
        <Select
          label={text(importText.group)}
          value={group ?? IMPORT_GROUP.id}
          options={[{ value: IMPORT_GROUP.id, label: text(IMPORT_GROUP.title) }, ...groups]}
          onChange={(next) => onGroup(next === IMPORT_GROUP.id ? null : next)}
        />
      </div>
    </>
  )
}

function LayerPlacing({
  candidate,
  isOnly,
  onDecide,
}: {
  readonly candidate: Candidate
  readonly isOnly: boolean
  readonly onDecide: (patch: { title?: string; keyField?: string | null; style?: string }) => void
}) {
  const text = useText()
  const { key, now, choice, keys, keyField, offers, style } = candidate
  const labels = useMemo(() => new Map(now.fields.map(({ name, label }) => [name, label])), [now.fields])
  const labelOf = (name: string) => {
    const label = labels.get(name)
    return label && text(label) !== name ? `${text(label)} ${name}` : name
  }
  const evidence = keys.find(({ field }) => field === keyField)
  const found = [
    ...(evidence?.isKey ? [text(importText.keyUnique, { count: now.table.length })] : []),
    ...(evidence && evidence.repeated > 0
      ? [text(importText.keyRepeats, { count: evidence.repeated, example: evidence.example ?? '' })]
      : []),
    ...(evidence && evidence.empty > 0 ? [text(importText.keyEmpty, { count: evidence.empty })] : []),
  ]
  return (
    <fieldset className={styles.placing}>
      {!isOnly && <legend className={styles.quiet}>{key.split('\n')[0]}</legend>}
      <div className={styles.pair}>
        <TextField
          label={isOnly ? text(importText.layerName) : text(importText.layerNameOf, { name: key.split('\n')[0] })}
          value={choice.title}
          onChange={(title) => onDecide({ title })}
        />
        {keys.length > 0 && (
          <Select
            label={text(importText.keyField)}
            value={keyField ?? NO_KEY}
            options={[
              ...keys.map(({ field, isKey }) => ({
                value: field,
                label: labelOf(field),
                ...(!isKey && { note: text(importText.keyNotUnique) }),
              })),
              { value: NO_KEY, label: text(importText.keyNone) },
            ]}
            help={evidence ? found.join(text(marks.list)) : text(importText.keyNoneHelp)}
            onChange={(next) => onDecide({ keyField: next === NO_KEY ? null : next })}
          />
        )}
      </div>
      {style !== null && now.table.geometry && (
        <StyleChoice
          offers={offers}
          value={style}
          labelOf={labelOf}
          geometry={now.table.geometry.kind}
          onChange={(next) => onDecide({ style: next })}
        />
      )}
    </fieldset>
  )
}
