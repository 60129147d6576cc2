import type { StoreApi } from 'zustand/vanilla'
import { AppError } from '../core/errors.ts'
import type { Text } from '../core/text.ts'
import type { App, JobContext } from './app.ts'
import type { Job, ShownError, State } from './state.ts'

/** Finished jobs stay in the list for a look; the oldest go. What still runs stays, to be stopped. */
const KEPT_JOBS = 12

export function toShown(error: unknown): ShownError {
  if (error instanceof AppError) return { code: error.code, detail: error.detail }
  const known = error instanceof Error ? error : new Error(String(error))
  console.error(known)
  return { code: 'bug', detail: { message: known.message } }
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

/** Room for one more. */
function keptJobs(jobs: readonly Job[]): readonly Job[] {
  const over = jobs.filter(({ state }) => state !== 'running')
  const going = new Set(over.slice(0, Math.max(0, jobs.length + 1 - KEPT_JOBS)))
  return jobs.filter((job) => !going.has(job))
}

/** Sooner than this, or with less done, an estimate would jump about. */
const ESTIMATE_AFTER_MS = 3000
const ESTIMATE_FROM_SHARE = 0.05

/** Milliseconds that the rest takes if it goes on as until now; null: too early to tell. */
export function timeLeft(elapsedMs: number, share: number): number | null {
  if (elapsedMs < ESTIMATE_AFTER_MS || share < ESTIMATE_FROM_SHARE) return null
  return (elapsedMs * (1 - share)) / share
}

export function createJobs(store: StoreApi<State>, toast: App['toast'], clock: App['clock']): Pick<App, 'job' | 'cancelJob'> {
  const controllers = new Map<string, AbortController>()
  let nextId = 1

  function patch(id: string, change: Partial<Job>): void {
    store.setState((state) => ({
      session: { ...state.session, jobs: state.session.jobs.map((job) => (job.id === id ? { ...job, ...change } : job)) },
    }))
  }

  async function job<T>(
    title: Text,
    work: (context: JobContext) => Promise<T>,
    failureOf?: (value: T) => ShownError | undefined,
  ): Promise<T | null> {
    const id = `job-${nextId++}`
    const controller = new AbortController()
    controllers.set(id, controller)
    const started: Job = { id, title, share: null, leftMs: null, stage: null, state: 'running', error: null }
    store.setState(({ session }) => ({ session: { ...session, jobs: [...keptJobs(session.jobs), started] } }))
    const startMs = clock.now().getTime()
    let lastShare = -1
    let lastStage: string | undefined
    const onProgress = (share: number, stage?: string) => {
      if (controller.signal.aborted) return
      if (stage === lastStage && share < 1 && share - lastShare < 0.01) return
      lastShare = share
      lastStage = stage
      patch(id, { share, leftMs: timeLeft(clock.now().getTime() - startMs, share), stage: stage ?? null })
    }
    try {
      // a worker that is still being fetched, or busy, answers later; who cancels does not wait for it
      const value = await Promise.race([work({ signal: controller.signal, onProgress }), aborted(controller.signal)])
      const error = failureOf?.(value)
      patch(id, error ? { state: 'failed', error } : { state: 'done', share: 1 })
      return value
    } catch (error) {
      if (controller.signal.aborted || isAbort(error)) {
        patch(id, { state: 'cancelled' })
        return null
      }
      const shown = toShown(error)
      patch(id, { state: 'failed', error: shown })
      toast(shown.code, shown.detail, { level: 'error' })
      return null
    } finally {
      controllers.delete(id)
    }
  }

  return {
    job,
    cancelJob(id) {
      const controller = controllers.get(id)
      if (!controller) return
      controller.abort(new DOMException('cancelled by the user', 'AbortError'))
      // said at once: nothing more will come of it, whenever the workers have left it
      patch(id, { state: 'cancelled' })
    },
  }
}
