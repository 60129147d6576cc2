import { IMPORT_GROUP } from '../../app/import-layer.ts'
import { importText } from '../../i18n/import.ts'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import type { Candidate, Choices } from './use-choices.ts'

/** Names of the new layers and the group they go into. */
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
    <div className={styles.pair}>
      {candidates.map(({ key, choice }) => (
        <TextField
          key={key}
          label={
            candidates.length === 1 ? text(importText.layerName) : text(importText.layerNameOf, { name: key.split('\n')[0] })
          }
          value={choice.title}
          onChange={(title) => onDecide(key, { title })}
        />
      ))}
      <Select
        label={text(importText.group)}
        value={group ?? IMPORT_GROUP.id}
        options={[{ value: IMPORT_GROUP.id, label: text(IMPORT_GROUP.title) }, ...groups]}
        onChange={(next) => onGroup(next === IMPORT_GROUP.id ? null : next)}
      />
    </div>
  )
}
