import type { CDPSession, Page } from '@playwright/test'

/** What the threads of a page hold after their garbage is collected. MiB */
export interface Heaps {
  /** scripts of the page's own thread, and its array buffers */
  readonly pageMiB: number
  readonly pageBuffersMiB: number
  /** the same of all its workers */
  readonly workersMiB: number
  readonly workersBuffersMiB: number
  readonly workers: number
  readonly domNodes: number
  readonly listeners: number
}

interface HeapUsage {
  readonly usedSize: number
  readonly backingStorageSize?: number
}
type Ask = (method: string, params?: object) => Promise<unknown>

/** Watches a page and the workers that it starts from now on and has already. */
export async function watchHeaps(page: Page): Promise<() => Promise<Heaps>> {
  const session = await page.context().newCDPSession(page)
  const workers = new Map<string, Ask>()
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.set(sessionId, askWorker(session, sessionId))
  })
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId))
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  await session.send('HeapProfiler.enable')

  return async () => {
    const own = await heapOf((method, params) => session.send(method as never, params as never))
    const others = await Promise.all([...workers.values()].map(heapOf))
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    const sum = (of: 'usedSize' | 'backingStorageSize') => mib(others.reduce((total, heap) => total + (heap[of] ?? 0), 0))
    return {
      pageMiB: mib(own.usedSize),
      pageBuffersMiB: mib(own.backingStorageSize ?? 0),
      workersMiB: sum('usedSize'),
      workersBuffersMiB: sum('backingStorageSize'),
      workers: others.length,
      domNodes: nodes,
      listeners: jsEventListeners,
    }
  }
}

async function heapOf(ask: Ask): Promise<HeapUsage> {
  // what only finalizers held goes with the second
  await ask('HeapProfiler.collectGarbage')
  await ask('HeapProfiler.collectGarbage')
  return (await ask('Runtime.getHeapUsage')) as HeapUsage
}

/** Questions to a worker go through its page, as text. */
function askWorker(session: CDPSession, sessionId: string): Ask {
  let last = 0
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last
      const listen = (event: { readonly sessionId: string; readonly message: string }) => {
        if (event.sessionId !== sessionId) return
        const answer = JSON.parse(event.message) as { id?: number; result?: unknown; error?: { message: string } }
        if (answer.id !== id) return
        session.off('Target.receivedMessageFromTarget', listen)
        if (answer.error) reject(new Error(answer.error.message))
        else resolve(answer.result)
      }
      session.on('Target.receivedMessageFromTarget', listen)
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject)
    })
}

const mib = (bytes: number) => Math.round((bytes / 2 ** 20) * 10) / 10
