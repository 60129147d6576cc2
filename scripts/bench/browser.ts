import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.mjs'

/** The page's thread, ms; 0 is below 50 ms. */
export interface Longest {
  readonly taskMs: number
  /** without the calls of WebGL, of a millisecond or more, in which it waited for the graphics process */
  readonly scriptMs: number
  /** of the task in which the thread worked most: other programs do not lengthen it; where it was traced */
  readonly cpuMs?: number
}

export interface Measured {
  readonly parcels: number
  /** page opened → the map stands, s */
  readonly firstMapS: number | null
  /** until then */
  readonly opening: Longest | null
  /** file handed over → the first of its parcels on the map, s; null: not told */
  readonly seenS?: number | null
  /** file handed over → all parcels drawn, s; null: did not get there */
  readonly drawnS: number | null
  /** while the parcels were read and drawn */
  readonly drawing: Longest | null
  /** while the map was then panned and zoomed */
  readonly moving: Longest | null
  /** resident memory of the page's process, MB */
  readonly memoryMb: number | null
  /** the most that it ever was, MB */
  readonly peakMb: number | null
  /** of that, what scripts hold on the page's thread; null: not told */
  readonly heapMb: number | null
  readonly failure: string | null
}

/**
 * The page is put together by the processor and only the map by WebGL, as a browser does that finds no graphics card. Without it the flags
 * that give WebGL here have the whole window drawn by emulated graphics, which no user's browser does.
 */
export const AS_WITHOUT_CARD = ['--disable-gpu-compositing']

/** One page in a browser of its own, so that memory is that of the case alone. */
export async function inBrowser<T>(
  work: (page: Page, memoryMb: (which?: 'now' | 'peak', of?: ProcessKind) => number | null) => Promise<T>,
  flags: readonly string[] = [],
): Promise<T> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium was found; set CHROMIUM_PATH')
  // not by a server: through one, files would be sent to the browser before it could read them
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.addInitScript(watchPage)
    return await work(page, processMemoryMb)
  } finally {
    await browser.close()
  }
}

interface Watched {
  benchTasks: (readonly [start: number, ms: number])[]
  benchWaits: (readonly [start: number, ms: number])[]
  benchDrawnAt: number
}

/** Runs in the page, before its own scripts. */
function watchPage(): void {
  const watched: Watched = { benchTasks: [], benchWaits: [], benchDrawnAt: 0 }
  const page = Object.assign(globalThis, watched)
  new MutationObserver((changes) => {
    for (const { target } of changes) if ((target as HTMLElement).dataset.drawn === 'true') page.benchDrawnAt = performance.now()
  }).observe(document, { subtree: true, attributeFilter: ['data-drawn'] })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) page.benchTasks.push([entry.startTime, entry.duration])
  }).observe({ type: 'longtask' })
  for (const prototype of [WebGL2RenderingContext.prototype, HTMLCanvasElement.prototype] as object[])
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value !== 'function' || (prototype === HTMLCanvasElement.prototype && name !== 'getContext')) continue
      Object.defineProperty(prototype, name, {
        configurable: true,
        writable: true,
        value(...given: unknown[]) {
          const start = performance.now()
          try {
            return value.apply(this, given)
          } finally {
            const ms = performance.now() - start
            if (ms >= 1) page.benchWaits.push([start, ms])
          }
        },
      })
    }
}

/** Longest task since the last call. */
export function longestTask(page: Page): Promise<Longest> {
  return page.evaluate(() => {
    const { benchTasks, benchWaits } = globalThis as unknown as Watched
    const waits = benchWaits.splice(0)
    const tasks = benchTasks.splice(0).map(([start, ms]) => {
      const waited = waits.reduce((sum, [at, long]) => (at >= start && at < start + ms ? sum + long : sum), 0)
      return { taskMs: ms, scriptMs: ms - waited }
    })
    return {
      taskMs: Math.round(Math.max(0, ...tasks.map(({ taskMs }) => taskMs))),
      scriptMs: Math.round(Math.max(0, ...tasks.map(({ scriptMs }) => scriptMs))),
    }
  })
}

/** Milliseconds since the page was asked for: now, or when our map was last complete. */
export function pageTime(page: Page, what: 'now' | 'drawn'): Promise<number> {
  return page.evaluate((asked) => (asked === 'now' ? performance.now() : (globalThis as unknown as Watched).benchDrawnAt), what)
}

/** Milliseconds since the page was asked for until a tile of an imported layer was first drawn; null: none was, or this page does not tell. */
export function importSeenAt(page: Page): Promise<number | null> {
  return page.evaluate(
    () =>
      performance.getEntriesByType('mark').find(({ name }) => name.startsWith('seen ') && name.includes('import-'))?.startTime ??
      null,
  )
}

/** MiB that scripts of the page's own thread hold, array buffers left out; null where the browser does not tell. */
export function heapMb(page: Page): Promise<number | null> {
  return page.evaluate(() => {
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } }
    return memory ? Math.round(memory.usedJSHeapSize / 2 ** 20) : null
  })
}

/** The browser's process that holds pages, or the one that paints them. */
export type ProcessKind = 'renderer' | 'gpu-process'

/** Resident memory of the largest such process that this one has started; Linux only. */
function processMemoryMb(which: 'now' | 'peak' = 'now', of: ProcessKind = 'renderer'): number | null {
  const root = process.pid
  const line = which === 'now' ? /^VmRSS:\s+(\d+)/m : /^VmHWM:\s+(\d+)/m
  if (process.platform !== 'linux') return null
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const stat = read(`/proc/${name}/stat`)
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!))
  const sizes = [...parents.keys()]
    .filter((pid) => isBelow(pid) && read(`/proc/${pid}/cmdline`).includes(`--type=${of}`))
    .map((pid) => Number(line.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024)
  return sizes.length > 0 ? Math.round(Math.max(...sizes)) : null
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** What the figures were measured on. */
export function machine(): string {
  const version = spawnSync(findChromium() ?? 'chromium', ['--version'], { encoding: 'utf8' }).stdout.trim()
  const cpu = /^model name\s*:\s*(.+)$/m.exec(read('/proc/cpuinfo'))?.[1] ?? process.arch
  const cores = read('/proc/cpuinfo').match(/^processor/gm)?.length ?? 0
  return `${version}, software WebGL (SwiftShader), ${cpu}, ${cores} cores, Node ${process.versions.node}`
}
