import type { Layer } from '../../app/state.ts'
import type { Table } from '../../core/table.ts'
import { useApp } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'

/** Where a row of a layer stands: in its table or, of a layer that is read as needed, among the rows that were read. */
export type RowAt = (row: number) => { readonly table: Table; readonly at: number } | null

/** Rows by number, with their fields; of a layer that is read as needed they are read when they change. */
export function useRows(layer: Layer | undefined, rows: readonly number[]): RowAt {
  const app = useApp()
  const table = layer ? app.tableOf(layer.id) : null
  const isFar = layer !== undefined && !table && app.rangedOf(layer.id) !== null
  const wanted = isFar ? Uint32Array.from(new Set(rows)).sort() : new Uint32Array(0)
  const read = useAsync(isFar && layer ? `${layer.table} ${wanted.join(' ')}` : '', async () =>
    layer && wanted.length > 0 ? { table: await app.rowsOf(layer.id, wanted), wanted } : null,
  )
  if (table) return (row) => ({ table, at: row })
  const found = read.state === 'done' ? read.value : null
  return (row) => {
    const at = found?.wanted.indexOf(row) ?? -1
    return found && at >= 0 ? { table: found.table, at } : null
  }
}
