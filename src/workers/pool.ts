import type { ComputeApi } from './compute-api.ts'
import type { FormatsApi } from './formats-api.ts'
import type { OfflineApi } from './offline-api.ts'
import { type Client, connect, type Methods } from './protocol.ts'
import type { TilesApi } from './tiles-api.ts'

/** The workers of the application; the last one is started when something is taken offline. */
export interface Workers {
  readonly tiles: Client<TilesApi>
  readonly formats: Client<FormatsApi>
  readonly compute: Client<ComputeApi>
  readonly offline: Client<OfflineApi>
}

/** @param onCrash a worker that died (out of memory, a bug while loading); its open calls have been rejected */
export function startWorkers(onCrash: (name: string, message: string) => void): Workers {
  function client<M extends Methods<M>>(name: string, start: () => Worker, when: 'now' | 'called' = 'called'): Client<M> {
    let current: (Client<M> & { readonly fail: (error: Error) => void }) | null = null
    const running = () => {
      if (current) return current
      const worker = start()
      const connected = connect<M>(worker)
      current = connected
      worker.addEventListener('error', (event) => {
        const message = event.message || 'the worker stopped'
        // a new call starts a new worker
        current = null
        worker.terminate()
        connected.fail(new Error(`${name}: ${message}`))
        onCrash(name, message)
      })
      return connected
    }
    // every layer passes through the first two: their scripts are read while the page's own is
    if (when === 'now') running()
    return new Proxy({} as Client<M>, {
      get: (_, key) => (key === 'then' ? undefined : (running() as Record<string | symbol, unknown>)[key]),
    })
  }
  return {
    tiles: client(
      'tiles',
      () => new Worker(new URL('./tiles.worker.ts', import.meta.url), { type: 'module', name: 'tiles' }),
      'now',
    ),
    formats: client(
      'formats',
      () => new Worker(new URL('./formats.worker.ts', import.meta.url), { type: 'module', name: 'formats' }),
      'now',
    ),
    compute: client(
      'compute',
      () => new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module', name: 'compute' }),
    ),
    offline: client(
      'offline',
      () => new Worker(new URL('./offline.worker.ts', import.meta.url), { type: 'module', name: 'offline' }),
    ),
  }
}
