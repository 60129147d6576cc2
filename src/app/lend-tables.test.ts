import { expect, test, vi } from 'vitest'
import type { Table } from '../core/table.ts'
import { lendTables } from './lend-tables.ts'

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
