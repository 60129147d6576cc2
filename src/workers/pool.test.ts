import { Worker as Thread } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startWorkers } from './pool.ts'

/** A real thread that speaks the protocol; `run` works for so long without hearing anything, `listen` until it is cancelled. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
const held = []
parentPort.on('message', ({ id, method, argument, cancel }) => {
  if (cancel) parentPort.postMessage({ id: cancel, error: { code: null, detail: {}, name: 'AbortError', message: '', stack: '' } })
  else if (method === 'putTable') held.push(argument.id)
  else if (method === 'listen') return
  else if (method === 'run') for (const until = Date.now() + argument.busyMs; Date.now() < until; );
  if (!cancel) parentPort.postMessage({ id, value: [...held], notes: [] })
})`

interface Probe {
  holds(argument: null, options?: object): Promise<string[]>
  putTable(argument: { id: string }): Promise<string[]>
  listen(argument: null, options: { signal: AbortSignal }): Promise<void>
  run(argument: { busyMs: number }, options?: { signal: AbortSignal }): Promise<string[]>
}

const threads: { thread: Thread; stoppedAt: number | null }[] = []
class FakeWorker {
  readonly #own: (typeof threads)[number]
  constructor() {
    this.#own = { thread: new Thread(SCRIPT, { eval: true, execArgv: [] }), stoppedAt: null }
    threads.push(this.#own)
  }
  postMessage(message: unknown) {
    this.#own.thread.postMessage(message)
  }
  addEventListener(type: string, listener: (event: { data: unknown }) => void) {
    if (type === 'message') this.#own.thread.on('message', (data) => listener({ data }))
  }
  terminate() {
    this.#own.stoppedAt = performance.now()
    void this.#own.thread.terminate()
  }
}

let compute: Probe
beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker)
  compute = startWorkers(() => {}).compute as unknown as Probe
  // those that are started at once
  threads.splice(0).forEach(({ thread }) => void thread.terminate())
})
afterEach(() => {
  threads.splice(0).forEach(({ thread }) => void thread.terminate())
  vi.unstubAllGlobals()
})
const cancelled = () => new DOMException('cancelled', 'AbortError')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a compute worker', () => {
  // by the clock: what else the machine does may spoil one measurement, not three
  it('that does not hear of a cancelled run is stopped within 100 ms, and the next call has another', { retry: 2 }, async () => {
    expect(await compute.putTable({ id: 'a' })).toEqual(['a'])
    const controller = new AbortController()
    const running = compute.run({ busyMs: 20_000 }, { signal: controller.signal })
    await pause(30)
    const start = performance.now()
    controller.abort(cancelled())
    await expect(running).rejects.toThrow('cancelled')
    expect(performance.now() - start).toBeLessThan(50)
    // it waits for the new one, not for the old one's work; tables have to be given again
    expect(await compute.holds(null)).toEqual([])
    expect(threads.length).toBe(2)
    expect((threads[0].stoppedAt ?? Number.POSITIVE_INFINITY) - start).toBeLessThan(100)
  })

  it('that leaves what was cancelled is kept, with its tables', async () => {
    await compute.putTable({ id: 'a' })
    const controller = new AbortController()
    const running = compute.listen(null, { signal: controller.signal })
    await pause(30)
    controller.abort(cancelled())
    await expect(running).rejects.toThrow('cancelled')
    await pause(150)
    expect(await compute.holds(null)).toEqual(['a'])
    expect(threads.length).toBe(1)
  })

  it('is not stopped while another call waits for it', async () => {
    await compute.putTable({ id: 'a' })
    const controller = new AbortController()
    const running = compute.run({ busyMs: 300 }, { signal: controller.signal })
    const other = compute.run({ busyMs: 1 })
    await pause(30)
    controller.abort(cancelled())
    await expect(running).rejects.toThrow('cancelled')
    expect(await other).toEqual(['a'])
    expect(threads.length).toBe(1)
  })
})
