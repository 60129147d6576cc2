import { useStore } from 'zustand'
import { importCancel } from '../../commands/import-cancel.ts'
import { readingTitle } from '../../commands/import-files.ts'
import { importText } from '../../i18n/import.ts'
import { stageText } from '../../i18n/stages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './import.module.css'

/** How far the reading of dropped files is, and the way to stop it: cancelled, nothing has happened. */
export function ReadingProgress() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const { files } = useStore(app.pendingImport)
  const title = readingTitle(files)
  const job = useAppState((state) =>
    state.session.jobs.findLast((each) => each.state === 'running' && each.title.zh === title.zh),
  )
  return (
    <div className={styles.progress}>
      <div>
        <ProgressBar label={text(title)} share={job?.share ?? null} stage={text(stageText(job?.stage ?? null))} />
      </div>
      <Button
        onPress={() => {
          if (job) app.cancelJob(job.id)
          run(importCancel, undefined)
        }}
      >
        {text(importText.cancel)}
      </Button>
    </div>
  )
}
