import type { Kernel } from '../core/spread.ts'
import type { Task } from '../core/task.ts'
import { transferring } from './protocol.ts'

/** A thread that computes pieces for others. What the pieces of a job share stays with it by number until it is released. */
export interface HelperApi {
  share(argument: { id: number; value: unknown }, task: Task): void
  release(argument: { ids: readonly number[] }, task: Task): void
  run(argument: { kernel: string; shared: number; piece: unknown }, task: Task): Promise<unknown>
}

/** @param findKernel by its id */
export function helperMethods(findKernel: (id: string) => Promise<Kernel<unknown, unknown, unknown>>): HelperApi {
  const shared = new Map<number, unknown>()
  return {
    share({ id, value }) {
      shared.set(id, value)
    },
    release({ ids }) {
      for (const id of ids) shared.delete(id)
    },
    async run({ kernel: id, shared: sharedId, piece }, task) {
      const kernel = await findKernel(id)
      if (!shared.has(sharedId)) throw new Error(`nothing shared as ${sharedId}`)
      const part = await kernel.run(shared.get(sharedId), piece, task)
      return typeof part === 'object' && part !== null ? transferring(part, buffersIn(part)) : part
    },
  }
}

/** A copy of a plain value whose typed arrays have buffers of just their size: sending a view would take its whole buffer along. */
export function ownCopy<T>(value: T): T {
  const copies = new Map<object, object>()
  const copyOf = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null) return each
    const known = copies.get(each)
    if (known) return known
    let copy: object
    if (ArrayBuffer.isView(each)) copy = (each as Float64Array).slice()
    else if (each instanceof ArrayBuffer) copy = each.slice(0)
    else if (Array.isArray(each)) copy = each.map(copyOf)
    else copy = Object.fromEntries(Object.entries(each).map(([key, item]) => [key, copyOf(item)]))
    copies.set(each, copy)
    return copy
  }
  return copyOf(value) as T
}

/** Buffers in a plain value, each once: what can be moved. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  eachArray(value, (array) => found.add(array instanceof ArrayBuffer ? array : (array.buffer as ArrayBuffer)))
  return [...found]
}

/** What a copy of a plain value takes. */
export function bytesIn(value: unknown): number {
  const found = new Set<ArrayBuffer | ArrayBufferView>()
  eachArray(value, (array) => found.add(array))
  return [...found].reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function eachArray(value: unknown, visit: (array: ArrayBuffer | ArrayBufferView) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) visit(value)
  else if (Array.isArray(value)) {
    // a list of numbers holds no buffers, and may be long
    if (typeof value[0] === 'object') for (const item of value) eachArray(item, visit)
  } else for (const item of Object.values(value)) eachArray(item, visit)
}
