import type { Job } from '../app/state.ts'
import type { Text } from '../core/text.ts'
import { defineCommand } from './command.ts'

type Named = readonly { readonly name: string }[]

/** Names the job that reads these files. */
export function readingTitle(files: Named): Text {
  const names = files.map(({ name }) => name).join('、')
  return { zh: `读取 ${names}`, en: `Reading ${names}` }
}

/** The job that reads these files, while it does. */
export function readingJob(jobs: readonly Job[], files: Named): Job | undefined {
  const { zh } = readingTitle(files)
  return jobs.findLast((each) => each.state === 'running' && each.title.zh === zh)
}

/** Leaves the import, also while files are being read: nothing has happened. */
export const importCancel = defineCommand({
  id: 'import-cancel',
  title: { zh: '取消导入', en: 'Cancel import' },
  run(app) {
    const job = readingJob(app.store.getState().session.jobs, app.pendingImport.getState().files)
    if (job) app.cancelJob(job.id)
    app.pendingImport.setState({ files: [], layers: [], failures: [], isReading: false, need: null })
    app.setSession(({ dialog }) => ({ dialog: dialog === 'import' ? null : dialog }))
  },
})
