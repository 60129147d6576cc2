import { copyTable } from '../core/copy-table.ts'
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

/** A worker's client that is given copies of tables, made in slices and moved: the page answers meanwhile. */
export function lendTables<M extends Methods<M> & TakesTables>(
  worker: Client<M>,
): { readonly client: Client<M>; readonly takeBack: (id: TableId) => void } {
  const lent = new Set<TableId>()
  const plain = worker as unknown as Client<{ putTable(argument: Lent): unknown; dropTable(argument: { id: TableId }): void }>
  const lend = async ({ id, table }: Lent, options: CallOptions = {}) => {
    const task = createTask({ signal: options.signal ?? new AbortController().signal, yieldToMessages: messageTurn })
    const copy = await copyTable(table, task.breathe)
    lent.add(id)
    return plain.putTable({ id, table: copy }, { ...options, transfer: buffersOf(copy) })
  }
  return {
    client: new Proxy(worker, { get: (target, key) => (key === 'putTable' ? lend : target[key as keyof Client<M>]) }),
    takeBack(id) {
      if (lent.delete(id)) void plain.dropTable({ id })
    },
  }
}
