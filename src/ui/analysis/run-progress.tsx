import type { Job } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { Text } from '../../core/text.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { messageOf } from '../../i18n/errors.ts'
import { stageText } from '../../i18n/stages.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { Spoken } from '../parts/spoken.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'

export const jobOf = (jobs: readonly Job[], title: Text) => jobs.findLast((job) => job.title.zh === title.zh)

export function runningJob(jobs: readonly Job[], title: Text): Job | undefined {
  const job = jobOf(jobs, title)
  return job?.state === 'running' ? job : undefined
}

/** What is over sooner speaks with its result. */
const SAID_AFTER_MS = 700

/**
 * How far the run is and the way to stop it; afterwards, what became of one that gave no result.
 * @param answered id of the job after which the form was changed: what it said was of other values
 */
export function RunProgress({ analysis, answered }: { readonly analysis: Analysis; readonly answered: string | null }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const job = useAppState((state) => jobOf(state.session.jobs, analysis.title))
  if (job?.id === answered && job?.state !== 'running') return null
  if (job?.state === 'cancelled') return <Note role="status">{text(analysisText.cancelled)}</Note>
  if (job?.state === 'failed' && job.error)
    return (
      <Note level="error" role="alert">
        {messageOf(job.error.code, job.error.detail, locale)}
      </Note>
    )
  if (job?.state !== 'running') return null
  return (
    <div className={styles.progress}>
      <Spoken
        words={text(analysisText.progressSaid, { title: text(analysis.title), percent: (job.share ?? 0) >= 0.5 ? 50 : 0 })}
        delayMs={SAID_AFTER_MS}
      />
      <ProgressBar
        label={text(analysis.title)}
        share={job.share}
        stage={text(job.stage ? stageText(job.stage) : analysisText.starting)}
      />
      <Button onPress={() => app.cancelJob(job.id)}>{text(analysisText.cancel)}</Button>
    </div>
  )
}
