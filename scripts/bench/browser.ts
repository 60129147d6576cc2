import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { type BrowserServer, chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.mjs'

export interface Measured {
  readonly parcels: number
  /** page opened → the map stands, s */
  readonly firstMapS: number | null
  /** longest task of the page's thread until then, ms */
  readonly longestOpeningMs: number | null
  /** file handed over → all parcels drawn, s; null: did not get there */
  readonly drawnS: number | null
  /** longest task of the page's thread while the parcels were read and drawn, ms */
  readonly longestTaskMs: number
  /** same, while the map was then panned and zoomed */
  readonly longestMovingMs: number | null
  /** resident memory of the page's process, MB */
  readonly memoryMb: number | null
  /** of that, what scripts hold on the page's thread; null: not told */
  readonly heapMb: number | null
  readonly failure: string | null
}

/** One page in a browser of its own, so that memory is that of the case alone. */
export async function inBrowser<T>(work: (page: Page, memoryMb: () => number | null) => Promise<T>): Promise<T> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium was found; set CHROMIUM_PATH')
  const server = await chromium.launchServer({ executablePath, args: CHROMIUM_FLAGS })
  try {
    const browser = await chromium.connect(server.wsEndpoint())
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    const page = await context.newPage()
    await page.addInitScript(() => {
      const tasks: number[] = []
      const bench = { benchTasks: tasks, benchDrawnAt: 0 }
      Object.assign(globalThis, bench)
      new MutationObserver((changes) => {
        for (const { target } of changes)
          if ((target as HTMLElement).dataset.drawn === 'true') Object.assign(globalThis, { benchDrawnAt: performance.now() })
      }).observe(document, { subtree: true, attributeFilter: ['data-drawn'] })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration)
      }).observe({ type: 'longtask' })
    })
    return await work(page, () => rendererMemoryMb(server))
  } finally {
    await server.close().catch(() => server.kill())
  }
}

/** Longest task since the last call, ms; 0 when none was over 50 ms. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tasks = (globalThis as unknown as { benchTasks: number[] }).benchTasks
    return Math.round(Math.max(0, ...tasks.splice(0)))
  })
}

/** Milliseconds since the page was asked for: now, or when our map was last complete. */
export function pageTime(page: Page, what: 'now' | 'drawn'): Promise<number> {
  return page.evaluate(
    (asked) => (asked === 'now' ? performance.now() : (globalThis as unknown as { benchDrawnAt: number }).benchDrawnAt),
    what,
  )
}

/** MiB that scripts of the page's own thread hold, array buffers left out; null where the browser does not tell. */
export function heapMb(page: Page): Promise<number | null> {
  return page.evaluate(() => {
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } }
    return memory ? Math.round(memory.usedJSHeapSize / 2 ** 20) : null
  })
}

/** Resident memory of the largest renderer below the browser; Linux only. */
function rendererMemoryMb(server: BrowserServer): number | null {
  const root = server.process().pid
  if (process.platform !== 'linux' || root === undefined) return null
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const stat = read(`/proc/${name}/stat`)
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid)!))
  const sizes = [...parents.keys()]
    .filter((pid) => isBelow(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'))
    .map((pid) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024)
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
