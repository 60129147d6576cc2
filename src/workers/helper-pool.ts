import { AppError } from '../core/errors.ts'
import type { Helpers } from '../core/spread.ts'
import { buffersIn, bytesIn, type HelperApi, ownCopy } from './helper-api.ts'
import { type CallOptions, type Client, type Connection, connect, hasLeft, type Port } from './protocol.ts'

/** A thread as it was started, in a browser or in Node. */
export interface StartedThread {
  readonly port: Port
  stop(): void
}

export interface HelperPool {
  /** Helpers for one job; `release` frees what the job shared with them. */
  job(): { readonly helpers: Helpers | undefined; release(): void }
  /** Stops all threads. */
  close(): void
}

/** All copies of what a job shares together: helpers do without rather than fill the memory. */
const MOST_SHARED_BYTES = 768 * 2 ** 20

/** Threads that a machine gives to computing, the one that asks for help included: one processor is left to the page. */
export function threadsOf(processors: number): number {
  return Math.max(1, Math.min(4, processors - 1))
}

/**
 * Threads that compute pieces (core/spread.ts), started when first needed and then kept. What a thread dies with fails as worker.lost; the
 * next job starts another one. One that does not hear of being cancelled is stopped.
 * @param size threads beside the caller's @param start `onLost` is called when the thread has died
 */
export function helperPool(size: number, start: (onLost: (reason: string) => void) => StartedThread): HelperPool {
  interface Thread {
    readonly client: Client<HelperApi> & Connection
    readonly stop: () => void
    readonly lose: (reason: string) => void
  }
  const threads: (Thread | null)[] = Array.from({ length: size }, () => null)
  let nextId = 1

  function threadAt(helper: number): Thread {
    const running = threads[helper]
    if (running) return running
    const lose = (reason: string) => {
      if (threads[helper] === thread) threads[helper] = null
      started.stop()
      client.fail(new AppError('worker.lost', { reason }))
    }
    const started = start(lose)
    const client = connect<HelperApi>(started.port)
    const thread: Thread = { client, stop: started.stop, lose }
    threads[helper] = thread
    return thread
  }

  async function loseDeaf({ client, lose }: Thread): Promise<void> {
    if (!(await hasLeft(client))) lose('did not hear of being cancelled')
  }

  const send = <A, R>(call: (argument: A, options: CallOptions) => Promise<R>, argument: A, signal?: AbortSignal): Promise<R> =>
    call(argument, { signal, transfer: buffersIn(argument) })

  return {
    job() {
      if (size === 0) return { helpers: undefined, release() {} }
      const ids = new Map<unknown, number>()
      /** ids that a thread has been given */
      const given = new Map<Thread, Set<number>>()
      const helpers: Helpers = {
        countFor: (shared) => Math.min(size, Math.floor(MOST_SHARED_BYTES / Math.max(1, bytesIn(shared)))),
        async run(helper, kernel, shared, piece, signal) {
          const thread = threadAt(helper)
          const id = ids.get(shared) ?? nextId++
          ids.set(shared, id)
          const held = given.get(thread) ?? new Set()
          given.set(thread, held)
          if (!held.has(id)) {
            held.add(id)
            // answered in order: the piece that follows finds it. A thread that dies fails that call too.
            send(thread.client.share, { id, value: ownCopy(shared) }).catch(() => {})
          }
          try {
            return (await send(thread.client.run, { kernel: kernel.id, shared: id, piece: ownCopy(piece) }, signal)) as never
          } finally {
            if (signal.aborted) void loseDeaf(thread)
          }
        },
      }
      return {
        helpers,
        release() {
          for (const [thread, held] of given) {
            if (threads.includes(thread)) thread.client.release({ ids: [...held] }).catch(() => {})
          }
          given.clear()
        },
      }
    },
    close() {
      for (const [helper, thread] of threads.entries()) {
        thread?.stop()
        threads[helper] = null
      }
    },
  }
}
