import type { AreaUnit } from '../../core/units.ts'
import { useApp } from '../shell/app-context.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import { copiedValue } from './cell-words.ts'
import { putOnClipboard } from './put-on-clipboard.ts'
import { copyOfRows } from './table-copy.ts'

/** What a clipboard takes without stopping the page; beyond it a file serves better. */
const MOST_CELLS = 1_000_000

/** Copies rows for a spreadsheet and says how many. */
export function useCopyRows(columns: readonly AttributeColumn[], areaUnit: AreaUnit): (rows: ArrayLike<number>) => void {
  const app = useApp()
  return (rows) => {
    if (rows.length * columns.length > MOST_CELLS) {
      app.toast('table.tooMuch', { rows: rows.length, most: Math.floor(MOST_CELLS / columns.length) }, { level: 'error' })
      return
    }
    const { text, html } = copyOfRows(
      columns.map(({ label, unit, column }) => ({
        header: label,
        unit,
        isText: column.type === 'text',
        value: (row) => copiedValue(column, row, areaUnit),
      })),
      rows,
    )
    void putOnClipboard(text, html).then((isTaken) =>
      isTaken ? app.toast('table.copied', { count: rows.length }) : app.toast('clipboard.refused', {}, { level: 'error' }),
    )
  }
}
