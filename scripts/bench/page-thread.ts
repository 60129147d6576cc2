import type { Page } from '@playwright/test'

/** The longest task of the page's thread, ms. */
export interface LongestTask {
  /** from its begin to its end, with the turns of other programs at the processor */
  readonly wallMs: number
  /** what the thread itself worked in it: where other programs run too, the fairer figure */
  readonly cpuMs: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** µs */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Does some work and tells the longest task meanwhile, by Chromium's own trace; each figure is the largest of its kind. */
export async function tracingTasks<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly longest: LongestTask; readonly value: T }> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser of its own')
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
  let trace: Buffer | null = null
  try {
    const value = await work()
    trace = await browser.stopTracing()
    return { longest: longestIn(JSON.parse(trace.toString()).traceEvents), value }
  } finally {
    if (!trace) await browser.stopTracing().catch(() => {})
  }
}

function longestIn(events: readonly TraceEvent[]): LongestTask {
  const isPage = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  const tasks = events.filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && isPage.has(`${pid}/${tid}`))
  const largest = (of: 'dur' | 'tdur') => tasks.reduce((most, task) => Math.max(most, task[of] ?? 0), 0) / 1000
  return { wallMs: largest('dur'), cpuMs: largest('tdur') }
}
