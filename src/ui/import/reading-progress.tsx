import { useStore } from 'zustand'
import { importCancel, readingJob, readingTitle } from '../../commands/import-cancel.ts'
import { importText } from '../../i18n/import.ts'
import { stageText } from '../../i18n/stages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useTold } from '../parts/use-told.ts'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { AttributeSample } from './attribute-sample.tsx'
import styles from './over-map.module.css'

/** How far the reading of dropped files is, and the way to stop it: cancelled, nothing has happened. */
export function ReadingProgress() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const { files, firstRows = [] } = useStore(app.pendingImport)
  const job = useAppState((state) => readingJob(state.session.jobs, files))
  return (
    <div className={styles.progress}>
      <div>
        <ProgressBar label={text(readingTitle(files))} share={job?.share ?? null} stage={text(stageText(job?.stage ?? null))} />
      </div>
      <Button onPress={() => run(importCancel, undefined)}>{text(importText.cancel)}</Button>
      {firstRows.map(({ file, table, fields }) => (
        <div key={file} className={styles.firstRows}>
          <AttributeSample table={table} fields={fields} />
        </div>
      ))}
    </div>
  )
}

const withGap = (strip: HTMLElement) => strip.offsetHeight + 8

/** The same over the map, which goes on. Messages that come meanwhile stand below it where both are at the upper edge. */
export function ReadingStrip() {
  const text = useText()
  const strip = useTold('--reading-strip', withGap)
  return (
    <section ref={strip} className={styles.strip} aria-label={text(importText.title)}>
      <ReadingProgress />
    </section>
  )
}
