import { copyTable, hasLongTexts } from '../core/copy-table.ts'
import type { Twin } from '../core/lift-texts.ts'
import { buffersOf, type Table } from '../core/table.ts'
import { createTask } from '../core/task.ts'
import { type CallOptions, type Client, type Methods, messageTurn } from '../workers/protocol.ts'
import type { TableId } from './state.ts'

interface Lent {
  readonly id: TableId
  readonly table: Table
}
interface TakesTables {
  putTable(argument: Lent, ...rest: never[]): unknown
  dropTable(argument: { id: TableId }, ...rest: never[]): unknown
}

/** Gives the page its turn every few milliseconds. */
const breathing = (signal = new AbortController().signal) => createTask({ signal, yieldToMessages: messageTurn }).breathe

/** Of tables that came with one; it is handed on once. */
const twins = new WeakMap<Table, Twin>()

/** A worker's client that is given copies of tables, made in slices and moved: the page answers meanwhile. */
export function lendTables<M extends Methods<M> & TakesTables>(
  worker: Client<M>,
): { readonly client: Client<M>; readonly takeBack: (id: TableId) => void } {
  const lent = new Set<TableId>()
  const plain = worker as unknown as Client<{ putTable(argument: Lent): unknown; dropTable(argument: { id: TableId }): void }>
  /** on their way: dropped before they arrive, they would stay */
  const going = new Map<TableId, Promise<unknown>>()
  const send = async ({ id, table }: Lent, options: CallOptions = {}) => {
    const twin = twins.get(table)
    if (twin) {
      twins.delete(table)
      lent.add(id)
      const { buffersOfTwin } = await import('../core/lift-texts.ts')
      return plain.putTable({ id, ...twin }, { ...options, transfer: buffersOfTwin(twin) })
    }
    const breathe = breathing(options.signal)
    const copy = await copyTable(table, breathe)
    lent.add(id)
    if (!hasLongTexts(copy)) return plain.putTable({ id, table: copy }, { ...options, transfer: buffersOf(copy) })
    const { toSend } = await import('../core/lift-texts.ts')
    const { sent, transfer } = await toSend({ id, table: copy }, buffersOf(copy), breathe)
    return plain.putTable(sent, { ...options, transfer })
  }
  const lend = (argument: Lent, options?: CallOptions) => {
    const work = send(argument, options)
    going.set(argument.id, work)
    const end = () => going.get(argument.id) === work && going.delete(argument.id)
    work.then(end, end)
    return work
  }
  return {
    client: new Proxy(worker, { get: (target, key) => (key === 'putTable' ? lend : target[key as keyof Client<M>]) }),
    takeBack(id) {
      const take = () => {
        if (lent.delete(id)) void plain.dropTable({ id })
      }
      const work = going.get(id)
      if (work) work.then(take, take)
      else take()
    },
  }
}

/** Calls whose answers bring tables, and such as take some along. */
const BRING: ReadonlySet<string> = new Set(['decode', 'join', 'readProject', 'deriveTable', 'readRows', 'restoreTable'])
const TAKE: ReadonlySet<string> = new Set([
  'encodeLayer',
  'losses',
  'join',
  'joinKeys',
  'writeProject',
  'encodeReport',
  'reportLetters',
  'reportDrawings',
])

/** A table that comes alone may have a twin. */
interface Bringing {
  readonly layers?: readonly { readonly table: Table }[]
  readonly twin?: Twin
}

/**
 * A worker's client whose tables travel in buffers that are moved: those of an argument are copied in slices, and of both the long texts
 * are put in their place in slices. Sent as they are, tables would be copied in one task of the page.
 */
export function carryTables<M extends Methods<M>>(worker: Client<M>): Client<M> {
  type Call = (argument: object, options?: CallOptions) => Promise<object | null>
  const carried = (key: string): Call => {
    const call = worker[key as keyof M] as unknown as Call
    return async (argument, options = {}) => {
      const breathe = breathing(options.signal)
      const { toLend, arrived } = await import('../core/lift-texts.ts')
      const lent = TAKE.has(key) ? await toLend(argument, breathe) : { sent: argument, transfer: [] }
      const answer = await call(lent.sent, { ...options, transfer: [...(options.transfer ?? []), ...lent.transfer] })
      if (!answer || !BRING.has(key)) return answer
      const { twin, ...sent } = answer as Bringing
      const placed = await arrived(sent, breathe)
      const [only] = placed.layers ?? []
      if (twin && only) twins.set(only.table, twin)
      return placed
    }
  }
  return new Proxy(worker, {
    get: (target, key) =>
      typeof key === 'string' && (TAKE.has(key) || BRING.has(key)) ? carried(key) : target[key as keyof Client<M>],
  })
}
