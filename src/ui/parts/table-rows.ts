export type CellContent = string | number | null

export interface TableColumn<R> {
  readonly id: string
  readonly header: string
  /** quiet text after the header, e.g. a unit */
  readonly unit?: string
  readonly align?: 'start' | 'end'
  /** a CSS grid track, e.g. '120px' or 'minmax(140px, 2fr)' */
  readonly width?: string
  /** the exact value: sorted and copied */
  readonly value: (row: R) => CellContent
  /** the value in words for the screen; default: the value itself */
  readonly text?: (row: R) => string
  readonly isSortable?: boolean
}

export interface Sort {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** Rows in order; numbers by size, text by the language's order with digits as numbers (2 < 10), null always last. */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sort: Sort | null,
  language: string,
): readonly R[] {
  const column = sort && columns.find((candidate) => candidate.id === sort.column)
  if (!sort || !column) return rows
  const collator = new Intl.Collator(language, { numeric: true })
  const sign = sort.direction === 'ascending' ? 1 : -1
  const isMissing = (value: CellContent) => value === null || (typeof value === 'number' && Number.isNaN(value))
  return rows
    .map((row, index) => ({ row, index, value: column.value(row) }))
    .sort((a, b) => {
      const missing = Number(isMissing(a.value)) - Number(isMissing(b.value))
      if (missing !== 0) return missing
      if (isMissing(a.value)) return a.index - b.index
      const order =
        typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : collator.compare(String(a.value), String(b.value))
      return order === 0 ? a.index - b.index : sign * order
    })
    .map(({ row }) => row)
}

/** Header, rows and sums as tab-separated text with exact values; a cell that a spreadsheet could run is defused. */
export function rowsToTsv<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sums?: Readonly<Record<string, CellContent>>,
): string {
  const lines = [columns.map((column) => (column.unit ? `${column.header} (${column.unit})` : column.header))]
  for (const row of rows) lines.push(columns.map((column) => toCell(column.value(row))))
  if (sums) lines.push(columns.map((column) => toCell(sums[column.id] ?? null)))
  return lines.map((cells) => cells.join('\t')).join('\r\n')
}

function toCell(value: CellContent): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return ''
  if (typeof value === 'number') return String(value)
  const flat = value.replace(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat
}
