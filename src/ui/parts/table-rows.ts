import { wordOrder } from '../../core/attributes/word-order.ts'
import { atOnce, type Slices } from '../../core/slices.ts'

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
export function sortRows<R>(...given: Parameters<typeof sortInSlices<R>>): readonly R[] {
  return atOnce(sortInSlices(...given))
}

/** Values read between two steps; comparisons of texts and lines of text cost more. */
const ROWS_A_STEP = 4096
const COMPARISONS_A_STEP = 1024

/** The same in steps: a hundred thousand names take a second or two. */
export function* sortInSlices<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sort: Sort | null,
  language: string,
): Slices<readonly R[]> {
  const column = sort && columns.find((candidate) => candidate.id === sort.column)
  if (!sort || !column) return rows
  const compareWords = wordOrder(language)
  const sign = sort.direction === 'ascending' ? 1 : -1
  const values: CellContent[] = []
  const here: number[] = []
  const missing: number[] = []
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_A_STEP === ROWS_A_STEP - 1) yield
    const value = column.value(row)
    values.push(value)
    if (value === null || (typeof value === 'number' && Number.isNaN(value))) missing.push(index)
    else here.push(index)
  }
  const order = yield* mergeSort(here, (i, k) => {
    const [a, b] = [values[i], values[k]]
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareWords(String(a), String(b)))
  })
  return [...order, ...missing].map((index) => rows[index])
}

/** Stable, run by run from the bottom up. */
function* mergeSort(items: readonly number[], compare: (a: number, b: number) => number): Slices<number[]> {
  let [from, to] = [items.slice(), new Array<number>(items.length)]
  let comparisons = 0
  for (let size = 1; size < items.length; size *= 2) {
    for (let start = 0; start < items.length; start += 2 * size) {
      const middle = Math.min(start + size, items.length)
      const end = Math.min(start + 2 * size, items.length)
      for (let at = start, left = start, right = middle; at < end; at++) {
        const takesLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0)
        to[at] = takesLeft ? from[left++] : from[right++]
        if (++comparisons % COMPARISONS_A_STEP === 0) yield
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** Header, rows and sums as tab-separated text with exact values; a cell that a spreadsheet could run is defused. */
export function rowsToTsv<R>(...given: Parameters<typeof tsvInSlices<R>>): string {
  return atOnce(tsvInSlices(...given))
}

/** The same in steps. */
export function* tsvInSlices<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sums?: Readonly<Record<string, CellContent>>,
): Slices<string> {
  const lines = [columns.map((column) => (column.unit ? `${column.header} (${column.unit})` : column.header))]
  for (const [index, row] of rows.entries()) {
    if (index % COMPARISONS_A_STEP === COMPARISONS_A_STEP - 1) yield
    lines.push(columns.map((column) => toCell(column.value(row))))
  }
  if (sums) lines.push(columns.map((column) => toCell(sums[column.id] ?? null)))
  return lines.map((cells) => cells.join('\t')).join('\r\n')
}

function toCell(value: CellContent): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return ''
  if (typeof value === 'number') return String(value)
  const flat = value.replace(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat
}

/** The least width that a track asks for. */
export function leastPx(track: string): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 96)
}
