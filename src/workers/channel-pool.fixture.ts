import type { Note } from '../core/errors.ts'
import { createTask, type Task } from '../core/task.ts'
import { helperMethods } from './helper-api.ts'
import { helperPool } from './helper-pool.ts'
import { findKernel } from './kernels.ts'
import { messageTurn, type Port, serve } from './protocol.ts'

/** Helpers behind message channels in this thread: what is sent is copied and moved as between threads. */
export function channelPool(size: number, find = findKernel) {
  const started: { kill: (reason: string) => void; isStopped: boolean }[] = []
  const pool = helperPool(size, (onLost) => {
    const { port1, port2 } = new MessageChannel()
    port1.start()
    port2.start()
    serve(helperMethods(find), port1 as unknown as Port)
    const thread = {
      isStopped: false,
      kill: (reason: string) => {
        port1.close()
        onLost(reason)
      },
    }
    started.push(thread)
    return {
      port: port2 as unknown as Port,
      stop() {
        thread.isStopped = true
        port1.close()
      },
    }
  })
  return { pool, started }
}
export function taskWith(pool: ReturnType<typeof channelPool>['pool'], signal = new AbortController().signal) {
  const shares: number[] = []
  const notes: Note[] = []
  const job = pool.job()
  let clock = 0
  const task: Task = {
    ...createTask({
      signal,
      notes,
      yieldToMessages: messageTurn,
      onProgress: (share) => shares.push(share),
      now: () => (clock += 5),
    }),
    helpers: job.helpers,
  }
  return { task, shares, notes, release: job.release }
}
