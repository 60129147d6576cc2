import { copyTable, hasLongTexts } from '../core/copy-table.ts'
import type { LiftedTexts } from '../core/lift-texts.ts'
import { buffersOf, type Table } from '../core/table.ts'
import { createTask } from '../core/task.ts'
import type { FormatsApi } from '../workers/formats-api.ts'
import { type CallOptions, type Client, type Methods, messageTurn } from '../workers/protocol.ts'
import type { TilesApi } from '../workers/tiles-api.ts'
import type { TableId } from './state.ts'

interface Lent {
  readonly id: TableId
  readonly table: Table
  readonly texts?: readonly LiftedTexts[]
}
interface TakesTables {
  putTable(argument: Lent, ...rest: never[]): unknown
  dropTable(argument: { id: TableId }, ...rest: never[]): unknown
}

/** Gives the page its turn every few milliseconds. */
const breathing = (signal = new AbortController().signal) => createTask({ signal, yieldToMessages: messageTurn }).breathe

/** A worker's client that is given copies of tables, made in slices and moved: the page answers meanwhile. */
export function lendTables<M extends Methods<M> & TakesTables>(
  worker: Client<M>,
): { readonly client: Client<M>; readonly takeBack: (id: TableId) => void } {
  const lent = new Set<TableId>()
  const plain = worker as unknown as Client<{ putTable(argument: Lent): unknown; dropTable(argument: { id: TableId }): void }>
  /** on their way: dropped before they arrive, they would stay */
  const going = new Map<TableId, Promise<unknown>>()
  const send = async ({ id, table }: Lent, options: CallOptions = {}) => {
    const breathe = breathing(options.signal)
    const copy = await copyTable(table, breathe)
    lent.add(id)
    if (!hasLongTexts(copy)) return plain.putTable({ id, table: copy }, { ...options, transfer: buffersOf(copy) })
    const { buffersOfTexts, liftTables } = await import('../core/lift-texts.ts')
    const { tables, texts } = await liftTables([copy], breathe)
    const transfer = [...buffersOf(tables[0]), ...buffersOfTexts(texts)]
    return plain.putTable({ id, table: tables[0], texts }, { ...options, transfer })
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

async function placed(
  tables: readonly Table[],
  texts: readonly LiftedTexts[] | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Table[]> {
  if (!texts?.length) return tables
  const { placeTables } = await import('../core/lift-texts.ts')
  return placeTables({ tables, texts }, breathing(signal))
}

/** The worker that reads files, with the texts of its tables put in their place in slices: as an array they would arrive in one task. */
export function placeDecoded(worker: Client<FormatsApi>): Client<FormatsApi> {
  const decode: Client<FormatsApi>['decode'] = async (argument, options) => {
    const { texts, ...answer } = await worker.decode(argument, options)
    const tables = await placed(
      answer.layers.map(({ table }) => table),
      texts,
      options?.signal,
    )
    return { ...answer, layers: answer.layers.map((layer, i) => ({ ...layer, table: tables[i] })) }
  }
  return new Proxy(worker, { get: (target, key) => (key === 'decode' ? decode : target[key as keyof Client<FormatsApi>]) })
}

/** The same of tables that were kept on this device. */
export function placeRestored(restore: Client<TilesApi>['restoreTable']): Client<TilesApi>['restoreTable'] {
  return async (argument, options) => {
    const answer = await restore(argument, options)
    if (!answer) return null
    const { texts, table, bbox } = answer
    return { table: (await placed([table], texts, options?.signal))[0], bbox }
  }
}
