import { describe, expect, test, vi } from 'vitest'
import { arrived, toSend, twinOf } from '../core/lift-texts.ts'
import type { Table } from '../core/table.ts'
import { carryTables, lendTables } from './lend-tables.ts'

const table: Table = {
  name: 'plots',
  crs: 'EPSG:4490',
  length: 2,
  columns: [{ name: 'area', type: 'number', values: Float64Array.of(1, 2) }],
  geometry: null,
}

test('a worker gets a copy to keep, is asked to give it back once, and is not woken before it is needed', async () => {
  const started = vi.fn()
  const worker = { putTable: vi.fn(async () => {}), dropTable: vi.fn(), holds: vi.fn(async () => [true]) }
  const client = new Proxy(worker, {
    get: (target, key) => {
      started()
      return target[key as keyof typeof worker]
    },
  })
  const lender = lendTables(client as never) as unknown as {
    client: typeof worker & { putTable(argument: unknown): Promise<void> }
    takeBack(id: string): void
  }
  lender.takeBack('plots@1')
  expect(started).not.toHaveBeenCalled()
  await lender.client.putTable({ id: 'plots@1', table })
  const [argument, options] = worker.putTable.mock.calls[0] as unknown as [
    { id: string; table: Table },
    { transfer: ArrayBuffer[] },
  ]
  expect(argument).toEqual({ id: 'plots@1', table })
  const column = argument.table.columns[0]
  expect(options.transfer).toEqual([column.type === 'number' && column.values.buffer])
  expect(options.transfer).not.toContain((table.columns[0] as { values: Float64Array }).values.buffer)
  expect(await lender.client.holds()).toEqual([true])
  lender.takeBack('plots@1')
  lender.takeBack('plots@1')
  expect(worker.dropTable).toHaveBeenCalledExactlyOnceWith({ id: 'plots@1' })
})

test('what is taken back while it is on its way is given back when it has arrived', async () => {
  let arrive = () => {}
  let arrival = Promise.resolve()
  const worker = { putTable: vi.fn(() => arrival), dropTable: vi.fn() }
  const lender = lendTables(worker as never) as unknown as {
    client: { putTable(argument: unknown): Promise<void> }
    takeBack(id: string): void
  }
  for (const isCopied of [false, true]) {
    worker.dropTable.mockClear()
    arrival = new Promise((resolve) => {
      arrive = resolve
    })
    const lending = lender.client.putTable({ id: 'plots@1', table })
    const calls = worker.putTable.mock.calls.length
    if (isCopied) await vi.waitFor(() => expect(worker.putTable.mock.calls.length).toBeGreaterThan(calls))
    lender.takeBack('plots@1')
    await vi.waitFor(() => expect(worker.putTable.mock.calls.length).toBeGreaterThan(calls))
    // dropped now, it would come after it was dropped, and stay
    expect(worker.dropTable).not.toHaveBeenCalled()
    arrive()
    await lending
    await vi.waitFor(() => expect(worker.dropTable).toHaveBeenCalledExactlyOnceWith({ id: 'plots@1' }))
  }
})

describe('a long dictionary', () => {
  const dictionary = Array.from({ length: 1500 }, (_, i) => `宗地 ${i}`)
  const long: Table = { ...table, columns: [{ name: 'code', type: 'text', codes: Uint32Array.of(3, 1499), dictionary }] }
  const now = async () => {}
  /** texts that a message of structured clones would copy one by one */
  const countTexts = (sent: unknown) => JSON.stringify(sent).match(/宗地/g)?.length ?? 0

  test('is lent as buffers that are moved', async () => {
    const putTable = vi.fn(async () => {})
    await (lendTables({ putTable } as never).client as unknown as { putTable(argument: unknown): Promise<void> }).putTable({
      id: 'plots@1',
      table: long,
    })
    const [sent, { transfer }] = putTable.mock.calls[0] as unknown as [{ id: string; table: Table }, { transfer: ArrayBuffer[] }]
    expect(countTexts(sent)).toBe(0)
    expect(transfer).toHaveLength(4)
    expect(await arrived(sent, now)).toEqual({ id: 'plots@1', table: long })
  })

  test.each(['encodeLayer', 'losses', 'join', 'joinKeys', 'writeProject', 'encodeReport', 'reportLetters', 'reportDrawings'])(
    'goes along with %s as buffers that are moved',
    async (method) => {
      const call = vi.fn(async (_sent: object, _options: { transfer: ArrayBuffer[] }) => ({ isDone: true }))
      const client = carryTables({ [method]: call } as never) as unknown as Record<string, (argument: object) => Promise<unknown>>
      const argument = { archive: { tables: [['plots@1', long]] }, target: long, name: 'plots' }
      expect(await client[method](argument)).toEqual({ isDone: true })
      const [sent, { transfer }] = call.mock.calls[0]
      expect(countTexts(sent)).toBe(0)
      expect(transfer).toHaveLength(3)
      expect(await arrived(sent, now)).toEqual(argument)
    },
  )

  test.each(['decode', 'join', 'readProject', 'deriveTable', 'readRows', 'restoreTable'])(
    'comes with the answer of %s as buffers, and is put in its place',
    async (method) => {
      const answer = { layers: [{ table: long }], failures: [] }
      const { sent } = await toSend(answer, [], now)
      expect(countTexts(sent)).toBe(0)
      const client = carryTables({ [method]: async () => sent } as never) as unknown as Record<
        string,
        (argument: object) => Promise<unknown>
      >
      expect(await client[method]({})).toEqual(answer)
    },
  )

  test('and its twin are handed on as they came to the first worker that is lent the table; the next is given a copy', async () => {
    const { sent } = await toSend({ layers: [{ table: long }], failures: [] }, [], now)
    const twin = await twinOf({ table: sent.layers[0].table, ...(sent.texts && { texts: sent.texts }) }, now)
    const formats = carryTables({ decode: async () => ({ ...sent, twin }) } as never) as unknown as {
      decode(argument: object): Promise<{ layers: { table: Table }[] }>
    }
    const answer = await formats.decode({})
    expect(answer).toEqual({ layers: [{ table: long }], failures: [] })
    const putTable = vi.fn(async (_sent: { table: Table }, _options: { transfer: ArrayBuffer[] }) => {})
    const worker = lendTables({ putTable } as never).client as unknown as { putTable(argument: unknown): Promise<void> }
    for (let k = 0; k < 2; k++) await worker.putTable({ id: 'plots@1', table: answer.layers[0].table })
    for (const [message, { transfer }] of putTable.mock.calls) {
      expect(await arrived(message, now)).toEqual({ id: 'plots@1', table: long })
      // all of it is moved, and nothing that the page goes on with
      expect(transfer).toHaveLength(4)
      for (const { table: own } of answer.layers)
        for (const column of own.columns) if (column.type === 'text') expect(transfer).not.toContain(column.codes.buffer)
    }
    expect(putTable.mock.calls.map(([{ table: own }]) => own === twin.table)).toEqual([true, false])
  })
})
