import type { ComputeApi } from './compute-api.ts'
import type { FormatsApi } from './formats-api.ts'
import type { OfflineApi } from './offline-api.ts'
import { type CallOptions, type Client, type Connection, connect, hasLeft, type Methods } from './protocol.ts'
import type { TilesApi } from './tiles-api.ts'

/** The workers of the application; the last one is started when something is taken offline. */
export interface Workers {
  readonly tiles: Client<TilesApi>
  readonly formats: Client<FormatsApi>
  readonly compute: Client<ComputeApi>
  readonly offline: Client<OfflineApi>
}

interface ClientOptions {
  /** its script is read while the page's own is */
  readonly startsNow?: boolean
  /** it holds nothing that it cannot be given again (ComputeApi.holds), and need not be waited for */
  readonly isReplaceable?: boolean
}

/** @param onCrash a worker that died (out of memory, a bug while loading); its open calls have been rejected */
export function startWorkers(onCrash: (name: string, message: string) => void): Workers {
  function client<M extends Methods<M>>(
    name: string,
    start: () => Worker,
    { startsNow = false, isReplaceable = false }: ClientOptions = {},
  ): Client<M> {
    let current: { readonly worker: Worker; readonly connected: Client<M> & Connection } | null = null
    /** until a cancelled call has been left, or its worker given up */
    let settled: Promise<void> = Promise.resolve()
    const running = () => {
      if (current) return current
      const worker = start()
      const connected = connect<M>(worker)
      current = { worker, connected }
      worker.addEventListener('error', (event) => {
        const message = event.message || 'the worker stopped'
        stop(connected)
        connected.fail(new Error(`${name}: ${message}`))
        onCrash(name, message)
      })
      return current
    }
    /** A new call starts a new worker. */
    const stop = (connected: Connection) => {
      if (current?.connected !== connected) return
      current.worker.terminate()
      current = null
    }
    const losePatience = async (connected: Connection) => {
      // another call that waits is not given up for one that was cancelled
      if (!(await hasLeft(connected)) && connected.waits() === 0) stop(connected)
    }
    const call = async (key: string, argument: unknown, options: CallOptions = {}) => {
      await settled
      const { connected } = running()
      const method = (connected as unknown as Record<string, (argument: unknown, options: CallOptions) => Promise<unknown>>)[key]
      try {
        return await method(argument, options)
      } finally {
        if (options.signal?.aborted) settled = losePatience(connected)
      }
    }
    if (startsNow) running()
    return new Proxy({} as Client<M>, {
      get(_, key) {
        if (key === 'then') return undefined
        if (isReplaceable) return (argument: unknown, options?: CallOptions) => call(String(key), argument, options)
        return (running().connected as Record<string | symbol, unknown>)[key]
      },
    })
  }
  return {
    tiles: client('tiles', () => new Worker(new URL('./tiles.worker.ts', import.meta.url), { type: 'module', name: 'tiles' }), {
      startsNow: true,
    }),
    formats: client(
      'formats',
      () => new Worker(new URL('./formats.worker.ts', import.meta.url), { type: 'module', name: 'formats' }),
      { startsNow: true },
    ),
    compute: client(
      'compute',
      () => new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module', name: 'compute' }),
      { isReplaceable: true },
    ),
    offline: client(
      'offline',
      () => new Worker(new URL('./offline.worker.ts', import.meta.url), { type: 'module', name: 'offline' }),
    ),
  }
}
