import { useState } from 'react'
import { useStore } from 'zustand'
import { importAccept } from '../../commands/import-accept.ts'
import { importCancel } from '../../commands/import-cancel.ts'
import { importText } from '../../i18n/import.ts'
import { marks } from '../../i18n/marks.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { reportError, useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { FileList } from './file-list.tsx'
import styles from './import.module.css'
import { LayerReading } from './layer-reading.tsx'
import { Placing } from './placing.tsx'
import { ReadingProgress } from './reading-progress.tsx'
import { TooLarge } from './too-large.tsx'
import { useChoices } from './use-choices.ts'

/** The import wizard: what was found, how it is read, where it goes. Closing it leaves everything as it was. */
export function ImportDialog() {
  const text = useText()
  const run = useRun()
  const isOpen = useAppState((state) => state.session.dialog === 'import')
  return isOpen ? <OpenDialog title={text(importText.title)} onClose={() => run(importCancel, undefined)} /> : null
}

function OpenDialog({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const pending = useStore(app.pendingImport)
  const choices = useChoices()
  const [shown, setShown] = useState<string | null>(null)
  const [group, setGroup] = useState<string | null>(null)
  const wanted = choices.candidates.filter(({ choice }) => choice.isWanted)
  const undecided = wanted.filter((candidate) => candidate.isOpen)
  const isBusy = wanted.some(({ isReading }) => isReading)
  const current = choices.candidates.find(({ key }) => key === shown) ?? undecided[0] ?? wanted[0] ?? choices.candidates[0]

  const commit = async () => {
    try {
      const layers = await choices.decided()
      run(importAccept, { layers, ...(group && { group }) })
    } catch (error) {
      reportError(app, error)
    }
  }
  return (
    <Dialog
      title={title}
      isOpen
      size="wide"
      isDismissable={false}
      onClose={onClose}
      closeLabel={text(importText.close)}
      actions={
        <>
          {!pending.isReading && !pending.need && pending.files.length > 0 && choices.candidates.length === 0 && (
            <p className={styles.reason}>{text(importText.nothing)}</p>
          )}
          {undecided.length > 0 && (
            <p className={styles.reason} role="status">
              {text(importText.undecided, { names: undecided.map(({ choice }) => choice.title).join(text(marks.list)) })}
            </p>
          )}
          {!pending.isReading && <Button onPress={onClose}>{text(importText.cancel)}</Button>}
          {pending.need && pending.need.beyond === undefined && (
            <Button variant="primary" onPress={pending.need.go}>
              {text(importText.goOn)}
            </Button>
          )}
          {choices.candidates.length > 0 && (
            <Button
              variant="primary"
              isDisabled={wanted.length === 0 || undecided.length > 0 || isBusy || pending.isReading}
              onPress={commit}
            >
              {text(importText.commit, { count: wanted.length })}
            </Button>
          )}
        </>
      }
    >
      {pending.need ? (
        <TooLarge need={pending.need} />
      ) : pending.isReading ? (
        <ReadingProgress />
      ) : pending.files.length === 0 ? (
        <EmptyState title={text(importText.nothing)}>{text(importText.pickHelp)}</EmptyState>
      ) : (
        <div className={styles.wizard}>
          <Step number={1} title={text(importText.stepFiles)}>
            <FileList choices={choices} current={current?.key ?? null} onShow={setShown} />
          </Step>
          {current && (
            <Step number={2} title={text(importText.stepReading)} note={current.choice.title}>
              <LayerReading key={current.key} candidate={current} onDecide={(patch) => choices.decide(current.key, patch)} />
            </Step>
          )}
          {wanted.length > 0 && (
            <Step number={3} title={text(importText.stepPlace)}>
              <Placing candidates={wanted} group={group} onGroup={setGroup} onDecide={choices.decide} />
            </Step>
          )}
        </div>
      )}
    </Dialog>
  )
}

function Step({
  number,
  title,
  note,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly note?: string
  readonly children: React.ReactNode
}) {
  return (
    <section className={styles.step} aria-label={title}>
      <h3>
        <span className={styles.ordinal} aria-hidden="true">
          {number}
        </span>
        {title}
        {note && <small className={styles.stepNote}>{note}</small>}
      </h3>
      {children}
    </section>
  )
}
