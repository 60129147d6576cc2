import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createTask, type Task } from '../../src/core/task.ts'
import { helperPool } from '../../src/workers/helper-pool.ts'
import type { Port } from '../../src/workers/protocol.ts'

/** A thread does not inherit the loader of TypeScript. */
const BOOT = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register()
  return import(${JSON.stringify(new URL('./helper-thread.ts', import.meta.url).href)})
})`

/** Runs `work` with a task that other threads of Node take part in. @param threads the caller's included */
export async function withThreads<T>(threads: number, work: (task: Task) => Promise<T>): Promise<T> {
  const pool = helperPool(threads - 1, (onLost) => {
    const worker = new Worker(BOOT, { eval: true, execArgv: [] })
    worker.on('error', (error) => onLost(error.message))
    const port: Port = {
      postMessage: (message, transfer) => worker.postMessage(message, transfer as never),
      addEventListener: (_, listener) => void worker.on('message', (data) => listener({ data })),
    }
    return { port, stop: () => void worker.terminate() }
  })
  const job = pool.job()
  const task = createTask({ signal: new AbortController().signal, yieldToMessages: () => setImmediate() })
  try {
    return await work(job.helpers ? { ...task, helpers: job.helpers } : task)
  } finally {
    job.release()
    pool.close()
  }
}
