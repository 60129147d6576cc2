import { Worker } from 'node:worker_threads'
import { type HelperPool, helperPool } from '../workers/helper-pool.ts'
import type { Port } from '../workers/protocol.ts'

/** A thread of the bundle beside the main script. */
export function startThread(name: 'decode-thread' | 'helper-thread'): { readonly worker: Worker; readonly port: Port } {
  const worker = new Worker(new URL(`./${name}.js`, import.meta.url))
  // a worker thread has no event targets, only emitters
  const port: Port = {
    postMessage: (message, transfer) => worker.postMessage(message, transfer as never),
    addEventListener: (_, listener) => void worker.on('message', (data) => listener({ data })),
  }
  return { worker, port }
}

/** The same helpers as in the application, as threads of Node. @param threads the main one included */
export function threadPool(threads: number): HelperPool {
  return helperPool(threads - 1, (onLost) => {
    const { worker, port } = startThread('helper-thread')
    worker.on('error', (error) => onLost(error.message))
    return { port, stop: () => void worker.terminate() }
  })
}
