import { AppError, type Detail, type Note } from '../core/errors.ts'
import { createTask, type Task } from '../core/task.ts'

/**
 * A worker's methods: each takes one argument object and a task, and answers with a value.
 * Typed arrays in an answer that is wrapped by `transferring` are moved, not copied.
 */
export type Methods<M> = { readonly [K in keyof M]: (argument: never, task: Task) => unknown }

interface Request {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
interface Cancel {
  readonly cancel: number
}
type Reply =
  | { readonly id: number; readonly progress: number; readonly stage?: string }
  | { readonly id: number; readonly value: unknown; readonly notes: readonly Note[] }
  | { readonly id: number; readonly error: SentError }

export interface SentError {
  readonly code: string | null
  readonly detail: Detail
  readonly name: string
  readonly message: string
  readonly stack: string
}

/** The part of a Worker, a DedicatedWorkerGlobalScope or a MessagePort that is used here. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const moved = new WeakMap<object, Transferable[]>()

export function transferring<T extends object>(value: T, transfer: Transferable[]): T {
  moved.set(value, transfer)
  return value
}

/** Resolves after messages that wait were handled: a macrotask without the 4 ms clamp of setTimeout. */
export function messageTurn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      channel.port1.close()
      resolve()
    }
    channel.port2.postMessage(null)
  })
}

function toSent(error: unknown): SentError {
  const known = error instanceof Error ? error : new Error(String(error))
  return {
    code: known instanceof AppError ? known.code : null,
    detail: known instanceof AppError ? known.detail : {},
    name: known.name,
    message: known.message,
    stack: known.stack ?? '',
  }
}

export function fromSent(sent: SentError): Error {
  const error = sent.code ? new AppError(sent.code, sent.detail) : Object.assign(new Error(sent.message), { name: sent.name })
  error.stack = sent.stack
  return error
}

/** Progress within a stage: a message each, and often a drawing of the screen on the other side. */
const TELL_EVERY_MS = 100

/** Worker side: answers requests on `port` with `methods`. */
export function serve<M extends Methods<M>>(methods: M, port: Port): void {
  const running = new Map<number, AbortController>()
  port.addEventListener('message', (event) => {
    const message = event.data as Request | Cancel
    if ('cancel' in message) running.get(message.cancel)?.abort(new DOMException('cancelled', 'AbortError'))
    else void answer(message)
  })

  async function answer({ id, method, argument }: Request): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const notes: Note[] = []
    let toldAt = Number.NEGATIVE_INFINITY
    let toldStage: string | undefined
    const send = (reply: Reply, transfer: Transferable[] = []) => port.postMessage(reply, transfer)
    const task = createTask({
      signal: controller.signal,
      notes,
      yieldToMessages: messageTurn,
      onProgress: (progress, stage) => {
        const isTold = performance.now() - toldAt < TELL_EVERY_MS
        if (isTold && stage === toldStage) return
        toldAt = performance.now()
        toldStage = stage
        send({ id, progress, stage })
      },
    })
    try {
      const run = (methods as Record<string, unknown>)[method] as ((argument: unknown, task: Task) => unknown) | undefined
      if (!run) throw new Error(`no method ${method}`)
      const value = await run(argument, task)
      send({ id, value, notes }, typeof value === 'object' && value ? moved.get(value) : [])
    } catch (error) {
      send({ id, error: toSent(error) })
    } finally {
      running.delete(id)
    }
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, stage?: string) => void
  readonly transfer?: Transferable[]
  readonly onNotes?: (notes: readonly Note[]) => void
}

export type Client<M extends Methods<M>> = {
  readonly [K in keyof M]: (argument: Parameters<M[K]>[0], options?: CallOptions) => Promise<Awaited<ReturnType<M[K]>>>
}

/**
 * How long a cancelled call may take to be left. Work asks every few milliseconds whether to go on, but a library does not while it joins
 * ten thousand borders: a thread that has not stopped by then is stopped from outside, and the next call starts another.
 */
const PATIENCE_MS = 60

/** Resolves when all cancelled calls have been left, or patience is over. @returns whether they have */
export async function hasLeft({ isLeaving }: Connection): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS
  while (isLeaving() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10))
  return !isLeaving()
}

/** What one knows of a worker beside its methods. */
export interface Connection {
  readonly fail: (error: Error) => void
  /** Calls that wait for an answer. */
  readonly waits: () => number
  /** Cancelled calls that the worker has not yet left. */
  readonly isLeaving: () => boolean
}

/** Page side: a typed client of the methods that a worker serves. */
export function connect<M extends Methods<M>>(port: Port): Client<M> & Connection {
  let nextId = 1
  const leaving = new Set<number>()
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void; options: CallOptions }>()
  port.addEventListener('message', (event) => {
    const reply = event.data as Reply
    if (!('progress' in reply)) leaving.delete(reply.id)
    const entry = waiting.get(reply.id)
    if (!entry) return
    if ('progress' in reply) return entry.options.onProgress?.(reply.progress, reply.stage)
    waiting.delete(reply.id)
    if ('error' in reply) return entry.reject(fromSent(reply.error))
    entry.options.onNotes?.(reply.notes)
    entry.resolve(reply.value as never)
  })

  function call(method: string, argument: unknown, options: CallOptions = {}): Promise<unknown> {
    const id = nextId++
    const { signal } = options
    let cancel = () => {}
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      waiting.set(id, { resolve: resolve as (value: never) => void, reject, options })
      cancel = () => {
        if (!waiting.delete(id)) return
        leaving.add(id)
        port.postMessage({ cancel: id } satisfies Cancel, [])
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', cancel)
      port.postMessage({ id, method, argument } satisfies Request, options.transfer ?? [])
      // a signal outlives the many calls of a job
    }).finally(() => signal?.removeEventListener('abort', cancel))
  }

  const fail = (error: Error) => {
    for (const entry of waiting.values()) entry.reject(error)
    waiting.clear()
  }
  const own: Connection = { fail, waits: () => waiting.size, isLeaving: () => leaving.size > 0 }
  const methods: Record<string | symbol, unknown> = { ...own }
  const proxy = new Proxy(methods, {
    // a client must not look like a promise, or `await client` would call it
    get: (target, key) => {
      if (key === 'then') return undefined
      target[key] ??= (argument: unknown, options?: CallOptions) => call(String(key), argument, options)
      return target[key]
    },
  })
  return proxy as unknown as Client<M> & Connection
}
