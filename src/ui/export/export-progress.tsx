import type { Job } from '../../app/state.ts'
import { exportText } from '../../i18n/export.ts'
import { stageText } from '../../i18n/stages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import styles from './export.module.css'

export function ExportProgress({ job }: { readonly job: Job }) {
  const app = useApp()
  const text = useText()
  const stop = () => {
    app.cancelJob(job.id)
    app.toast('export.stopped')
  }
  return (
    <div className={styles.progress}>
      <ProgressBar label={text(exportText.working)} share={job.share} stage={text(stageText(job.stage))} />
      <Button onPress={stop}>{text(exportText.stop)}</Button>
    </div>
  )
}
