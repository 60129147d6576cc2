// biome-ignore-all lint/a11y/useSemanticElements: a grid of which only the rows in sight exist cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is the grid's; aria-activedescendant names its cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys for its active cell
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useId,
  useRef,
  useState,
} from 'react'
import type { Slices } from '../../core/slices.ts'
import { classNames } from './class-names.ts'
import styles from './data-table.module.css'
import { cellAfterKey, type GridCell } from './grid-keys.ts'
import { Icon } from './icon.tsx'
import { keepDots } from './keep-dots.ts'
import { putOnClipboard } from './put-on-clipboard.ts'
import { type CellContent, leastPx, type Sort, sortInSlices, type TableColumn, tsvInSlices } from './table-rows.ts'
import { useCut } from './use-cut.ts'
import { slowly, useSlices } from './use-slices.ts'

export interface DataTableColumn<R> extends TableColumn<R> {
  readonly render?: (row: R) => ReactNode
  /** stays at the edge of a table that is wider than its room */
  readonly isPinned?: boolean
}

export interface DataTableProps<R> {
  /** the table's accessible name */
  readonly label: string
  /** the same array as long as they are the same: others are sorted anew */
  readonly columns: readonly DataTableColumn<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string | number
  /** language tag for the order of text */
  readonly language: string
  /** sum row by column id: exact values for copying and words for the screen */
  readonly sums?: Readonly<Record<string, { readonly value: CellContent; readonly text: ReactNode }>>
  readonly selected?: ReadonlySet<string | number>
  readonly onRowAction?: (row: R) => void
  /** a double click; its second click is no further row action */
  readonly onRowDoubleAction?: (row: R) => void
  readonly initialSort?: Sort
  readonly empty?: ReactNode
  readonly rowHeight?: number
}

/**
 * A sortable table of plain rows (role=grid): only rows in sight are in the document; the header and the sum row stay.
 * Arrows, Home, End, Page keys move; Enter acts or sorts; Ctrl+C copies all as tab-separated text.
 */
export function DataTable<R>(props: DataTableProps<R>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    language,
    sums,
    selected,
    onRowAction,
    onRowDoubleAction,
    initialSort,
    empty,
    rowHeight = 32,
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [sort, setSort] = useState<Sort | null>(initialSort ?? null)
  // row −1 is the header
  const [active, setActive] = useState<GridCell>({ row: -1, column: 0 })
  const start = useCallback(() => sortInSlices(rows, columns, sort, language), [rows, columns, sort, language])
  // many rows take a while: until then they stand as they came
  const sorted = useSlices(start) ?? rows
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 36,
    scrollPaddingEnd: sums ? 36 : 0,
  })
  const tracks = columns.map((column) => column.width ?? 'minmax(96px, 1fr)')
  const template = tracks.join(' ')
  // every row is a grid of its own: they only align when all are as wide as their tracks' least widths together
  const least = tracks.reduce((sum, track) => sum + leastPx(track), 0)
  // in a grid a cell cannot leave its track; tracks that are wider than the room together are no wider than they must be
  const pinned = columns.findIndex(({ isPinned }) => isPinned)
  const hasPinned = pinned >= 0
  const stuckPx = tracks.slice(0, pinned + 1).reduce((sum, track) => sum + leastPx(track), 0)
  const cutBy = useCut(scroller, columns, stuckPx)
  const rowStyle = hasPinned ? { display: 'flex' } : { gridTemplateColumns: template }
  const cellStyle = (index: number) => (hasPinned ? { flex: 'none', width: leastPx(tracks[index]) } : undefined)

  const toggleSort = (column: TableColumn<R>) => {
    if (column.isSortable === false) return
    setSort((current) =>
      current?.column !== column.id
        ? { column: column.id, direction: 'ascending' }
        : current.direction === 'ascending'
          ? { column: column.id, direction: 'descending' }
          : null,
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2)
    const next = cellAfterKey(event.key, isMod, active, { rows: sorted.length, columns: columns.length, page })
    if (next) {
      setActive(next)
      if (next.row >= 0) virtual.scrollToIndex(next.row)
    } else if (event.key === 'Enter' && active.row < 0) toggleSort(columns[active.column])
    else if (event.key === 'Enter' && sorted[active.row]) onRowAction?.(sorted[active.row])
    else if (isMod && event.key.toLowerCase() === 'c' && !window.getSelection()?.toString())
      void slowly(tsvOf(sorted, columns, sums)).then((tsv) => putOnClipboard(tsv))
    else return
    event.preventDefault()
  }
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  const cellClass = ({ align, isPinned }: DataTableColumn<R>, isActive: boolean, extra?: string | false) =>
    classNames(styles.cell, align === 'end' && styles.end, isPinned && styles.pinned, isActive && styles.active, extra)

  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={classNames(styles.table, cutBy === 'edge' && styles.goesOn, cutBy === 'column' && styles.stuck)}
      style={{ '--least': `${least}px` } as CSSProperties}
      aria-label={label}
      aria-rowcount={sorted.length + 1 + (sums ? 1 : 0)}
      aria-colcount={columns.length}
      aria-activedescendant={cellId(active.row, active.column)}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={rowStyle}>
          {columns.map((column, index) => (
            <div
              key={column.id}
              id={cellId(-1, index)}
              role="columnheader"
              style={cellStyle(index)}
              aria-colindex={index + 1}
              aria-sort={sort?.column === column.id ? sort.direction : column.isSortable === false ? undefined : 'none'}
              className={cellClass(
                column,
                active.row === -1 && active.column === index,
                column.isSortable !== false && styles.sortable,
              )}
              onClick={() => toggleSort(column)}
            >
              <span>{keepDots(column.header)}</span>
              {column.unit && <span className={styles.unit}>{column.unit}</span>}
              {sort?.column === column.id && <Icon name={sort.direction === 'ascending' ? 'up' : 'down'} size={12} />}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = sorted[item.index]
          const key = rowKey(row)
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={selected ? selected.has(key) : undefined}
              className={classNames(styles.row, styles.bodyRow, onRowAction && styles.action)}
              style={{ ...rowStyle, height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={(event) => (event.detail < 2 || !onRowDoubleAction) && onRowAction?.(row)}
              onDoubleClick={() => onRowDoubleAction?.(row)}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  id={cellId(item.index, index)}
                  role="gridcell"
                  aria-colindex={index + 1}
                  style={cellStyle(index)}
                  className={cellClass(column, active.row === item.index && active.column === index)}
                  onClick={() => setActive({ row: item.index, column: index })}
                  onPointerEnter={nameIfCut}
                >
                  {column.render ? column.render(row) : textOf(column, row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
      {sums && (
        <div role="rowgroup" className={styles.sum}>
          <div role="row" aria-rowindex={sorted.length + 2} className={styles.row} style={rowStyle}>
            {columns.map((column, index) => (
              <div
                key={column.id}
                role="gridcell"
                aria-colindex={index + 1}
                style={cellStyle(index)}
                className={cellClass(column, false)}
              >
                {sums[column.id]?.text}
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

/** What does not fit its column is told whole when the pointer rests on it. */
function nameIfCut({ currentTarget }: PointerEvent<HTMLElement>): void {
  currentTarget.title = currentTarget.scrollWidth > currentTarget.clientWidth ? currentTarget.innerText : ''
}

function textOf<R>(column: TableColumn<R>, row: R): string {
  return column.text ? column.text(row) : String(column.value(row) ?? '')
}

/** The whole table as tab-separated text, for a copy button. */
export function tsvOf<R>(
  rows: readonly R[],
  columns: readonly TableColumn<R>[],
  sums?: DataTableProps<R>['sums'],
): Slices<string> {
  const values = sums && Object.fromEntries(Object.entries(sums).map(([column, sum]) => [column, sum.value]))
  return tsvInSlices(rows, columns, values)
}
