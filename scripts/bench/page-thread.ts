import type { Page } from '@playwright/test'

/** The longest task of the page's thread, ms. */
export interface LongestTask {
  /** from its begin to its end, with the turns of other programs at the processor */
  readonly wallMs: number
  /** what the thread itself worked in it: where other programs run too, the fairer figure */
  readonly cpuMs: number
}

/** An event that the browser counts as answered with the picture after it. */
export interface Answer {
  /** ms of the page's own clock */
  readonly at: number
  /** until the page's thread handed that picture over to be painted, by the clock */
  readonly handedOverMs: number
  /** what the page's thread worked until then, be it for this event or not */
  readonly cpuMs: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly id?: string
  readonly id2?: { readonly local?: string }
  /** µs */
  readonly ts: number
  /** µs */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: {
    readonly name?: string
    readonly data?: { readonly interactionId?: number; readonly timeStamp?: number; readonly commitFinishTime?: number }
  }
}

/** Does some work and tells the longest task meanwhile, by Chromium's own trace; each figure is the largest of its kind. */
export async function tracingTasks<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly longest: LongestTask; readonly value: T }> {
  const { events, value } = await tracing(page, work)
  return { longest: longestIn(events), value }
}

/** Does some work and tells how soon the page answered each press meanwhile. */
export async function tracingAnswers(page: Page, work: () => Promise<void>): Promise<readonly Answer[]> {
  return answersIn((await tracing(page, work)).events)
}

async function tracing<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly events: readonly TraceEvent[]; readonly value: T }> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser of its own')
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  })
  let trace: Buffer | null = null
  try {
    const value = await work()
    trace = await browser.stopTracing()
    return { events: JSON.parse(trace.toString()).traceEvents, value }
  } finally {
    if (!trace) await browser.stopTracing().catch(() => {})
  }
}

function longestIn(events: readonly TraceEvent[]): LongestTask {
  const tasks = tasksIn(events)
  const largest = (of: 'dur' | 'tdur') => tasks.reduce((most, task) => Math.max(most, task[of] ?? 0), 0) / 1000
  return { wallMs: largest('dur'), cpuMs: largest('tdur') }
}

function answersIn(events: readonly TraceEvent[]): readonly Answer[] {
  const tasks = tasksIn(events)
  return events.flatMap(({ name, ph, ts, args }) => {
    const { interactionId, timeStamp, commitFinishTime } = args?.data ?? {}
    if (name !== 'EventTiming' || ph !== 'b' || !interactionId || timeStamp === undefined || !commitFinishTime) return []
    const handedOverMs = commitFinishTime - timeStamp
    const end = ts + 1000 * handedOverMs
    // of a task that goes on after the picture, or began before the press, its share of that time
    const worked = tasks.reduce((sum, task) => {
      const dur = task.dur ?? 0
      const shared = Math.min(end, task.ts + dur) - Math.max(ts, task.ts)
      return shared > 0 && dur > 0 ? sum + ((task.tdur ?? 0) * shared) / dur : sum
    }, 0)
    return [{ at: timeStamp, handedOverMs, cpuMs: worked / 1000 }]
  })
}

/** Those of the page's thread. */
function tasksIn(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const isPage = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  return events.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask' && isPage.has(`${pid}/${tid}`),
  )
}
