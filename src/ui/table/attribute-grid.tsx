// biome-ignore-all lint/a11y/useSemanticElements: a grid of which only the rows in sight exist cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is the grid's; aria-activedescendant names its cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys for its active cell
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useId, useLayoutEffect, useState } from 'react'
import type { SortKey } from '../../core/attributes/row-order.ts'
import { tableText } from '../../i18n/table.ts'
import { classNames } from '../parts/class-names.ts'
import { cellAfterKey, type GridCell } from '../parts/grid-keys.ts'
import { Icon } from '../parts/icon.tsx'
import { rowsHeight, rowWindow, scrollTopFor } from '../parts/row-window.ts'
import { useText } from '../shell/app-context.ts'
import { COARSE, useMedia } from '../shell/use-media.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import styles from './table.module.css'

/** A row that a finger hits has 44. */
export const useRowPx = () => (useMedia(COARSE) ? 44 : 30)
/** Of the header, which holds a button a column. */
export function useHeadPx(): number {
  return useMedia(COARSE) ? 44 : 34
}
const OVERSCAN = 6
const MARK_PX = 64

export interface AttributeGridProps {
  readonly label: string
  readonly columns: readonly AttributeColumn[]
  /** row of the table at each place of the list */
  readonly order: Uint32Array
  readonly wordsOf: (column: AttributeColumn, row: number) => string
  readonly isSelected: (row: number) => boolean
  readonly isEditing: boolean
  readonly sort: readonly SortKey[]
  /** columns that a condition is about */
  readonly filtered: ReadonlySet<string>
  /** row −1 is the header; a place of the list otherwise */
  readonly active: GridCell
  readonly onActive: (cell: GridCell) => void
  readonly onSort: (column: AttributeColumn, isAdded: boolean) => void
  readonly onMenu: (column: AttributeColumn, anchor: Element) => void
  /** places of the list, both included */
  readonly onSelect: (from: number, to: number, mode: 'replace' | 'add' | 'toggle') => void
  readonly onZoom: (place: number) => void
  readonly onEdit: (column: AttributeColumn, place: number, anchor: Element) => void
  readonly onCopy: () => void
  readonly scroller: RefObject<HTMLDivElement | null>
}

/**
 * Rows of any number as a grid: only those in sight are in the document, the header and the frozen columns stay. Keys as in the
 * WAI-ARIA grid pattern; Space selects, Shift extends, Enter zooms (sorts, in the header), F2 edits, Alt+↓ opens the column's menu.
 */
export function AttributeGrid(props: AttributeGridProps) {
  const { label, columns, order, active, onActive, onSelect, scroller } = props
  const id = useId()
  const headPx = useHeadPx()
  const rowPx = useRowPx()
  const [scrolled, setScrolled] = useState({ top: 0, height: 300 })
  const [anchor, setAnchor] = useState(0)
  const view = { count: order.length, rowHeight: rowPx, scrollTop: scrolled.top, viewHeight: scrolled.height }
  const { first, end, topPx } = rowWindow(view, OVERSCAN)
  const lefts = frozenLefts(columns)
  const width = columns.reduce((sum, { widthPx }) => sum + widthPx, MARK_PX)
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const read = () => setScrolled({ top: element.scrollTop, height: Math.max(rowPx, element.clientHeight - headPx) })
    read()
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [scroller, headPx, rowPx])
  // a shorter list leaves the scroller beyond its end, which the browser mends without a scroll event
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && order.length >= 0) setScrolled(({ height }) => ({ top: element.scrollTop, height }))
  }, [order, scroller])

  const move = (cell: GridCell) => {
    onActive(cell)
    const element = scroller.current
    if (!element) return
    if (cell.row >= 0) element.scrollTop = scrollTopFor({ ...view, scrollTop: element.scrollTop }, cell.row)
    const column = columns[cell.column - 1]
    if (!column || column.isFrozen) return
    const left = columns.slice(0, cell.column - 1).reduce((sum, { widthPx }) => sum + widthPx, MARK_PX)
    const frozen = columns.filter(({ isFrozen }) => isFrozen).reduce((sum, { widthPx }) => sum + widthPx, MARK_PX)
    if (left - element.scrollLeft < frozen) element.scrollLeft = left - frozen
    else if (left + column.widthPx > element.scrollLeft + element.clientWidth)
      element.scrollLeft = left + column.widthPx - element.clientWidth
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const isMod = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor(scrolled.height / rowPx) - 1)
    const column = columns[active.column - 1]
    const element = document.getElementById(cellId(active.row, active.column))
    if (event.altKey && event.key === 'ArrowDown') {
      const head = document.getElementById(cellId(-1, active.column))
      if (column && head) props.onMenu(column, head)
    } else if (event.altKey) return
    else if (cellAfterKey(event.key, isMod, active, { rows: order.length, columns: columns.length + 1, page })) {
      const next = cellAfterKey(event.key, isMod, active, { rows: order.length, columns: columns.length + 1, page }) as GridCell
      move(next)
      if (event.shiftKey && next.row >= 0) onSelect(Math.max(0, anchor), next.row, 'replace')
      else setAnchor(next.row)
    } else if (event.key === ' ' && active.row >= 0) {
      setAnchor(active.row)
      onSelect(active.row, active.row, 'toggle')
    } else if (event.key === 'Enter' && active.row < 0) {
      if (column) props.onSort(column, event.shiftKey)
    } else if (event.key === 'Enter') props.onZoom(active.row)
    else if (event.key === 'F2' && active.row >= 0 && column && element) props.onEdit(column, active.row, element)
    else if (isMod && event.key.toLowerCase() === 'a' && order.length > 0) onSelect(0, order.length - 1, 'replace')
    else if (isMod && event.key.toLowerCase() === 'c' && !window.getSelection()?.toString()) props.onCopy()
    else return
    event.preventDefault()
  }
  const onRowClick = (event: MouseEvent, place: number, isMark: boolean) => {
    if (event.detail > 1) return
    if (event.shiftKey) return onSelect(Math.max(0, anchor), place, 'replace')
    setAnchor(place)
    onSelect(place, place, isMark || event.ctrlKey || event.metaKey ? 'toggle' : 'replace')
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={styles.grid}
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={order.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={cellId(active.row, active.column)}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, clientHeight } }) =>
        setScrolled({ top: scrollTop, height: Math.max(rowPx, clientHeight - headPx) })
      }
    >
      <div role="rowgroup" className={styles.gridHead} style={{ width }}>
        <div role="row" aria-rowindex={1} className={styles.gridRow}>
          <MarkHead id={cellId(-1, 0)} isActive={active.row === -1 && active.column === 0} />
          {columns.map((column, index) => (
            <HeadCell
              key={column.name}
              id={cellId(-1, index + 1)}
              column={column}
              index={index}
              left={lefts[index]}
              isActive={active.row === -1 && active.column === index + 1}
              grid={props}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.gridBody} style={{ width, height: rowsHeight(order.length, rowPx) }}>
        {Array.from(order.subarray(first, end), (row, offset) => {
          const place = first + offset
          return (
            <div
              key={row}
              role="row"
              aria-rowindex={place + 2}
              aria-selected={props.isSelected(row)}
              className={styles.gridRow}
              style={{ width, height: rowPx, transform: `translateY(${topPx + offset * rowPx}px)` }}
            >
              <MarkCell
                id={cellId(place, 0)}
                row={row}
                isSelected={props.isSelected(row)}
                isActive={active.row === place && active.column === 0}
                onClick={(event) => {
                  onActive({ row: place, column: 0 })
                  onRowClick(event, place, true)
                }}
              />
              {columns.map((column, index) => (
                <div
                  key={column.name}
                  id={cellId(place, index + 1)}
                  role="gridcell"
                  aria-colindex={index + 2}
                  className={classNames(
                    styles.cell,
                    column.isEnd && styles.end,
                    column.isFrozen && styles.frozen,
                    column.isFrozen && !columns[index + 1]?.isFrozen && styles.edge,
                    active.row === place && active.column === index + 1 && styles.active,
                  )}
                  style={{ width: column.widthPx, left: lefts[index] }}
                  onClick={(event) => {
                    onActive({ row: place, column: index + 1 })
                    onRowClick(event, place, false)
                  }}
                  onDoubleClick={({ currentTarget }) =>
                    props.isEditing ? props.onEdit(column, place, currentTarget) : props.onZoom(place)
                  }
                  onPointerEnter={nameIfCut}
                >
                  {props.wordsOf(column, row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function MarkHead({ id, isActive }: { readonly id: string; readonly isActive: boolean }) {
  const text = useText()
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={1}
      className={classNames(styles.cell, styles.end, styles.frozen, styles.mark, isActive && styles.active)}
      style={{ width: MARK_PX, left: 0 }}
    >
      {text(tableText.rowNumber)}
    </div>
  )
}

/** The row's number in its file; a press selects the row beside others, as fingers have no Ctrl. */
function MarkCell({
  id,
  row,
  isSelected,
  isActive,
  onClick,
}: {
  readonly id: string
  readonly row: number
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly onClick: (event: MouseEvent) => void
}) {
  const text = useText()
  return (
    <div
      id={id}
      role="rowheader"
      aria-colindex={1}
      title={text(tableText.selectRow, { n: row + 1 })}
      className={classNames(styles.cell, styles.end, styles.frozen, styles.mark, isActive && styles.active)}
      style={{ width: MARK_PX, left: 0 }}
      onClick={onClick}
    >
      {isSelected && <Icon name="check" size={12} />}
      {row + 1}
    </div>
  )
}

function HeadCell({
  id,
  column,
  index,
  left,
  isActive,
  grid,
}: {
  readonly id: string
  readonly column: AttributeColumn
  readonly index: number
  readonly left: number | undefined
  readonly isActive: boolean
  readonly grid: AttributeGridProps
}) {
  const text = useText()
  const { sort, filtered, onSort, onMenu, onActive } = grid
  const at = sort.findIndex(({ field }) => field === column.name)
  const direction = at < 0 ? 'none' : sort[at].isDescending ? 'descending' : 'ascending'
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={direction}
      className={classNames(
        styles.cell,
        styles.headCell,
        column.isFrozen && styles.frozen,
        column.isFrozen && !grid.columns[index + 1]?.isFrozen && styles.edge,
        isActive && styles.active,
      )}
      style={{ width: column.widthPx, left }}
      onClick={(event) => {
        onActive({ row: -1, column: index + 1 })
        onSort(column, event.shiftKey)
      }}
    >
      <span className={styles.headLabel} title={column.name === column.label ? undefined : column.name}>
        {column.label}
        {column.unit && <span className={styles.unit}> {column.unit}</span>}
      </span>
      {at >= 0 && (
        <span className={styles.sortMark} aria-hidden="true">
          <Icon name={sort[at].isDescending ? 'down' : 'up'} size={12} />
          {sort.length > 1 && at + 1}
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={classNames(styles.menuButton, filtered.has(column.name) && styles.isFiltered)}
        aria-label={text(tableText.menuOf, { column: column.label })}
        onClick={(event) => {
          event.stopPropagation()
          onActive({ row: -1, column: index + 1 })
          onMenu(column, event.currentTarget)
        }}
      >
        <Icon name="chevron-down" size={12} />
      </button>
    </div>
  )
}

/** px from the left at which a frozen column stays; undefined for the others. */
function frozenLefts(columns: readonly AttributeColumn[]): readonly (number | undefined)[] {
  let left = MARK_PX
  return columns.map(({ isFrozen, widthPx }) => {
    if (!isFrozen) return undefined
    left += widthPx
    return left - widthPx
  })
}

/** What does not fit its column is told whole when the pointer rests on it. */
function nameIfCut({ currentTarget }: PointerEvent<HTMLElement>): void {
  currentTarget.title = currentTarget.scrollWidth > currentTarget.clientWidth ? currentTarget.innerText : ''
}
