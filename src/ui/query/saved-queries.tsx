import { useState } from 'react'
import { queryRemove, querySave } from '../../commands/query-save.ts'
import type { Question, SavedQuery } from '../../core/query/question.ts'
import { queryText } from '../../i18n/query.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './query.module.css'

const NONE: readonly SavedQuery[] = []

/** Questions that are kept with the project: opened, saved under a name, removed (undoable). */
export function SavedQueries({
  question,
  onOpen,
}: {
  readonly question: Question
  readonly onOpen: (question: Question) => void
}) {
  const text = useText()
  const run = useRun()
  const { layers, queries = NONE } = useAppState((state) => state.project)
  const [name, setName] = useState('')
  const present = queries.filter(({ layer }) => layers[layer])
  const save = () => {
    if (!name.trim()) return
    run(querySave, { name: name.trim(), question })
    setName('')
  }
  return (
    <section className={styles.group} aria-label={text(queryText.saved)}>
      {present.length > 0 && (
        <ul className={styles.saved}>
          {present.map(({ id, name: title, ...saved }) => (
            <li key={id}>
              <Button variant="link" onPress={() => onOpen(saved)}>
                {title}
              </Button>
              <span className={styles.quiet}>{text(layers[saved.layer].title)}</span>
              <IconButton
                icon="close"
                isSmall
                label={text(queryText.remove, { name: title })}
                onPress={() => run(queryRemove, { id })}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.saveRow}>
        <TextField
          label={text(queryText.saveName)}
          isLabelHidden
          placeholder={text(queryText.saveName)}
          value={name}
          onChange={setName}
          onSubmit={save}
        />
        <Button isSmall isDisabled={!name.trim()} onPress={save}>
          {text(queryText.save)}
        </Button>
      </div>
    </section>
  )
}
