import type { ReactNode } from 'react'
import type { Layer } from '../../app/state.ts'
import { loadingTitle } from '../../commands/layer-load.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { stageText } from '../../i18n/stages.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'

/** How far the loading of a whole large layer is, and the way to stop it. @param otherwise where none is on its way */
export function LoadingAll({ layer, otherwise = null }: { readonly layer: Layer; readonly otherwise?: ReactNode }) {
  const app = useApp()
  const text = useText()
  const title = loadingTitle(layer.title)
  const job = useAppState(({ session }) =>
    session.jobs.findLast((each) => each.state === 'running' && each.title.zh === title.zh),
  )
  if (!job) return otherwise
  return (
    <div>
      <ProgressBar label={text(title)} share={job.share} stage={text(stageText(job.stage))} />
      <Button variant="link" onPress={() => app.cancelJob(job.id)}>
        {text(rangedText.stopLoading)}
      </Button>
    </div>
  )
}
