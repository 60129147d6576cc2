import type { Job } from '../../app/state.ts'
import { messageOf } from '../../i18n/errors.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { Popover } from '../parts/popover.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useLocale, useText } from './app-context.ts'
import styles from './status-bar.module.css'

/** What runs in the background, with cancel; finished jobs stay for a look. */
export function JobList() {
  const text = useText()
  const jobs = useAppState((state) => state.session.jobs)
  const running = jobs.filter((job) => job.state === 'running')
  return (
    <Popover
      title={text(shellText.jobsTitle)}
      placement="top end"
      trigger={
        <Button variant="quiet" isSmall className={styles.jobs}>
          {running.length > 0 && <span className={styles.pulse} aria-hidden="true" />}
          {text(shellText.jobs, { n: running.length })}
        </Button>
      }
    >
      {jobs.length === 0 ? (
        <p className={styles.quiet}>{text(shellText.jobsNone)}</p>
      ) : (
        <ul className={styles.jobList}>
          {[...jobs].reverse().map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Popover>
  )
}

function JobRow({ job }: { readonly job: Job }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const title = text(job.title)
  if (job.state === 'running')
    return (
      <li>
        <div className={styles.jobHead}>
          <span>{title}</span>
          <Button
            isSmall
            variant="quiet"
            onPress={() => app.cancelJob(job.id)}
            aria-label={text(shellText.cancelJob, { job: title })}
          >
            {text(shellText.cancel)}
          </Button>
        </div>
        <ProgressBar label={title} isLabelHidden share={job.share} />
        {job.leftMs !== null && <TimeLeft ms={job.leftMs} />}
      </li>
    )
  const words = { done: shellText.jobDone, failed: shellText.jobFailed, cancelled: shellText.jobCancelled }[job.state]
  return (
    <li>
      <div className={styles.jobHead}>
        <span>{title}</span>
        <span className={styles.quiet}>{text(words)}</span>
      </div>
      {job.error && <p className={styles.quiet}>{messageOf(job.error.code, job.error.detail, locale)}</p>}
    </li>
  )
}

/** Rounded as one would say it: a few seconds more or less do not matter in a minute. */
function TimeLeft({ ms }: { readonly ms: number }) {
  const text = useText()
  const seconds = Math.max(1, Math.round(ms / 1000))
  const words =
    seconds < 60
      ? text(shellText.jobLeftSeconds, { n: seconds < 10 ? seconds : Math.round(seconds / 5) * 5 })
      : text(shellText.jobLeftMinutes, { n: Math.round(seconds / 60) })
  return <p className={styles.quiet}>{words}</p>
}
