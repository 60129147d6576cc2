import type { Layer } from '../../app/state.ts'
import { findColumn, type Table } from '../../core/table.ts'
import type { AreaUnit } from '../../core/units.ts'
import { putOnClipboard } from '../parts/put-on-clipboard.ts'
import { reportError, useApp } from '../shell/app-context.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import { copiedValue } from './cell-words.ts'
import { copyOfRows } from './table-copy.ts'

/** What a clipboard takes without stopping the page; beyond it a file serves better. */
const MOST_CELLS = 1_000_000

/** Copies rows for a spreadsheet and says how many. */
export function useCopyRows(
  layer: Layer,
  columns: readonly AttributeColumn[],
  areaUnit: AreaUnit,
  isFar: boolean,
): (rows: ArrayLike<number>) => void {
  const app = useApp()
  return (rows) => {
    if (rows.length * columns.length > MOST_CELLS) {
      app.toast('table.tooMuch', { rows: rows.length, most: Math.floor(MOST_CELLS / columns.length) }, { level: 'error' })
      return
    }
    const put = (table: Table | null, atOf: (row: number) => number) => {
      const { text, html } = copyOfRows(
        columns.map(({ name, label, unit, column }) => {
          const own = (table && findColumn(table, name)) ?? column
          return { header: label, unit, isText: column.type === 'text', value: (row) => copiedValue(own, atOf(row), areaUnit) }
        }),
        rows,
      )
      return putOnClipboard(text, html).then((isTaken) =>
        isTaken ? app.toast('table.copied', { count: rows.length }) : app.toast('clipboard.refused', {}, { level: 'error' }),
      )
    }
    if (!isFar) return void put(null, (row) => row)
    const read = Uint32Array.from(rows).sort()
    app.tiles
      .readRows({ id: layer.table, rows: read, hasAreas: true })
      .then((table) => {
        const places = new Map(Array.from(read, (row, at) => [row, at]))
        return put(table, (row) => places.get(row) ?? 0)
      })
      .catch((error) => reportError(app, error))
  }
}
