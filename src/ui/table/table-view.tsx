import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { toShown } from '../../app/jobs.ts'
import type { Layer, TableLook } from '../../app/state.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { selectRows } from '../../commands/select-rows.ts'
import { AREA_FIELD, type Table } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { messageOf } from '../../i18n/errors.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { tableText } from '../../i18n/table.ts'
import { DrawerFrame } from '../analysis/drawer-frame.tsx'
import { Button } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import type { GridCell } from '../parts/grid-keys.ts'
import { keepDots } from '../parts/keep-dots.ts'
import { scrollTopFor } from '../parts/row-window.ts'
import { useWidth } from '../parts/use-width.ts'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { FilterChip } from '../shell/chips.tsx'
import { useAsync } from '../shell/use-async.ts'
import { PHONE, useMedia } from '../shell/use-media.ts'
import { type AttributeColumn, allColumns, frozenOf, USUAL_LOOK } from './attribute-columns.ts'
import { AttributeGrid, useHeadPx, useRowPx } from './attribute-grid.tsx'
import { CellEditor } from './cell-editor.tsx'
import { cellWords } from './cell-words.ts'
import { ColumnChoice } from './column-choice.tsx'
import { HeaderMenu } from './header-menu.tsx'
import styles from './table.module.css'
import { TableFooter } from './table-footer.tsx'
import menus from './table-menus.module.css'
import { TableTools } from './table-tools.tsx'
import { useCopyRows } from './use-copy-rows.ts'
import { useFarRows } from './use-far-rows.ts'
import { useOrder } from './use-order.ts'

export function TableView({
  layer,
  table,
  farCount,
  title,
  onClose,
}: {
  readonly layer: Layer
  /** of a layer that stays in its file some rows, as a sample */
  readonly table: Table
  /** rows of a layer that stays in its file; null: they are here */
  readonly farCount: number | null
  readonly title: string
  readonly onClose: () => void
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const isPhone = useMedia(PHONE)
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const look = useAppState((state) => state.session.tableLooks[layer.id] ?? USUAL_LOOK)
  const selection = useAppState(({ session }) => (session.selection?.layer === layer.id ? session.selection : null))
  const [active, setActive] = useState<GridCell>({ row: -1, column: 1 })
  const [isEditing, setEditing] = useState(false)
  const [menu, setMenu] = useState<string | null>(null)
  const [edited, setEdited] = useState<{ column: string; row: number } | null>(null)
  const [figuresOf, setFiguresOf] = useState<string | null>(null)
  const anchor = useRef<Element | null>(null)
  const scroller = useRef<HTMLDivElement | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(body)
  const headPx = useHeadPx()
  const rowPx = useRowPx()
  /** what was selected here is in sight already */
  const ownSelection = useRef<unknown>(null)

  const only = look.isSelectedOnly ? (selection?.rows ?? NOTHING) : null
  const { order, isBusy } = useOrder(layer, look, only, true)
  const isPolygon = table.geometry?.kind === 'polygon'
  const isFar = farCount !== null
  const count = farCount ?? table.length
  const far = useFarRows(layer, isFar)
  const areas = useAsync(isPolygon && !isFar ? layer.table : '', (signal) =>
    isPolygon && !isFar ? app.tiles.rowAreas({ table: layer.table }, { signal }) : Promise.resolve(null),
  )
  const rowAreas = areas.state === 'done' ? areas.value : null
  const context = useMemo(() => ({ codeLists: app.codeLists, locale, areaUnit }), [app, locale, areaUnit])
  const every = useMemo(() => {
    const columns = allColumns(layer, table, look, rowAreas, context, isFar)
    // a phone has no room for columns that stay
    return isPhone ? columns.map((column) => ({ ...column, isFrozen: false })) : columns
  }, [layer, table, look, rowAreas, context, isFar, isPhone])
  const columns = useMemo(() => every.filter(({ isHidden }) => !isHidden), [every])
  const selected = useMemo(() => {
    const mask = new Uint8Array(count)
    for (const row of selection?.rows ?? []) mask[row] = 1
    return mask
  }, [selection, count])
  const rows = order ?? NO_ROWS
  const copy = useCopyRows(layer, columns, areaUnit, isFar)
  // in the order of the list
  const copyShown = () => copy(selection ? rows.filter((row) => selected[row] === 1) : rows)

  const onLook = useCallback(
    (patch: Partial<TableLook>) =>
      app.setSession(({ tableLooks }) => ({
        tableLooks: { ...tableLooks, [layer.id]: { ...(tableLooks[layer.id] ?? USUAL_LOOK), ...patch } },
      })),
    [app, layer.id],
  )
  const onFreeze = (name: string, isFrozen: boolean) => {
    const others = frozenOf(layer, table, look, locale).filter((each) => each !== name)
    onLook({ frozen: isFrozen ? [...others, name] : others })
  }
  const onSort = ({ name }: AttributeColumn, isAdded: boolean) => {
    const known = look.sort.find(({ field }) => field === name)
    const others = isAdded ? look.sort.filter(({ field }) => field !== name) : []
    if (known?.isDescending) return onLook({ sort: others })
    const key = { field: name, isDescending: known !== undefined }
    onLook({ sort: known && isAdded ? look.sort.map((each) => (each === known ? key : each)) : [...others, key] })
  }
  const onSelect = (from: number, to: number, mode: 'replace' | 'add' | 'toggle') => {
    const [first, last] = from <= to ? [from, to] : [to, from]
    run(selectRows, { layer: layer.id, rows: Array.from(rows.subarray(first, last + 1)), mode })
    ownSelection.current = app.store.getState().session.selection
  }

  // what is selected on the map is looked for here
  useEffect(() => {
    const element = scroller.current
    if (!selection || !element || selection === ownSelection.current || rows.length === 0) return
    const place = firstPlace(rows, selected)
    if (place < 0) return
    ownSelection.current = selection
    const view = {
      count: rows.length,
      rowHeight: rowPx,
      scrollTop: element.scrollTop,
      viewHeight: element.clientHeight - headPx,
    }
    element.scrollTop = scrollTopFor(view, place)
    setActive(({ column }) => ({ row: place, column }))
  }, [selection, selected, rows, headPx, rowPx])
  // a shorter list must not leave the active cell outside
  useEffect(() => {
    setActive((cell) => (cell.row >= rows.length ? { ...cell, row: rows.length - 1 } : cell))
  }, [rows])
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])

  const figureColumn =
    columns.find(({ name }) => name === figuresOf) ??
    every.find(({ name }) => name === AREA_FIELD) ??
    columns.find(({ isEnd }) => isEnd) ??
    columns[0]
  const menuColumn = columns.find(({ name }) => name === menu)
  const editedColumn = edited && columns.find(({ name }) => name === edited.column)
  const chosen = selection && selection.rows.length > 0 ? selection.rows : null
  return (
    <DrawerFrame
      label={title}
      closeLabel={text(tableText.close)}
      onClose={onClose}
      head={
        <>
          <h2 className={styles.title}>
            {title}
            <small>
              {keepDots(
                [
                  text(tableText.rows, { n: count }),
                  ...(isFar ? [text(rangedText.rowsByRange)] : []),
                  ...(layer.filter.length > 0 && order && !look.isSelectedOnly
                    ? [text(tableText.filtered, { n: order.length })]
                    : []),
                  ...(chosen ? [text(tableText.selected, { n: chosen.length })] : []),
                  ...(isBusy ? [text(tableText.ordering)] : []),
                ].join(' · '),
              )}
            </small>
          </h2>
          {layer.filter.length > 0 && (
            <ul className={styles.chips}>
              {layer.filter.map((condition) => (
                <FilterChip isNamed key={JSON.stringify(condition)} layer={layer} condition={condition} />
              ))}
            </ul>
          )}
          <TableTools
            layer={layer}
            chosen={chosen}
            isSelectedOnly={look.isSelectedOnly}
            onSelectedOnly={(isSelectedOnly) => onLook({ isSelectedOnly })}
            isEditing={isEditing}
            onEditing={isFar ? null : setEditing}
            onCopy={copyShown}
            isTight={isPhone || (widthPx > 0 && widthPx < ROOMY_PX)}
          >
            <ColumnChoice columns={every} look={look} onLook={onLook} onFreeze={isPhone ? null : onFreeze} />
          </TableTools>
        </>
      }
    >
      <div ref={body} className={classNames(styles.tableBody, isBusy && styles.busy)}>
        {order && order.length === 0 ? (
          <Nothing layer={layer} look={look} onLook={onLook} />
        ) : (
          <AttributeGrid
            label={text(tableText.grid, { layer: text(layer.title) })}
            columns={columns}
            order={rows}
            wordsOf={({ name, column, info }, row) => {
              if (!isFar) return cellWords(column, info, row, context)
              const cell = far.cell(row, name)
              return cell ? cellWords(cell.column, info, cell.at, context) : '…'
            }}
            isSelected={(row) => selected[row] === 1}
            isEditing={isEditing}
            sort={look.sort}
            filtered={new Set(layer.filter.map(({ field }) => field))}
            active={active}
            onActive={(cell) => {
              setActive(cell)
              const column = columns[cell.column - 1]
              if (column && cell.row >= 0) setFiguresOf(column.name)
            }}
            onSort={onSort}
            onMenu={({ name }, element) => {
              anchor.current = element
              setMenu(name)
            }}
            onSelect={onSelect}
            onZoom={(place) => run(rowsZoom, { layer: layer.id, rows: [rows[place]] })}
            onEdit={({ name }, place, element) => {
              if (name === AREA_FIELD || isFar) return
              anchor.current = element
              setEdited({ column: name, row: rows[place] })
            }}
            onCopy={copyShown}
            scroller={scroller}
          />
        )}
        {far.error !== null && <p className={menus.quiet}>{faultWords(far.error, locale)}</p>}
        {figureColumn && (
          <TableFooter layer={layer} columns={columns} column={figureColumn} rows={chosen} onColumn={setFiguresOf} />
        )}
      </div>
      {menuColumn && (
        <HeaderMenu
          key={menuColumn.name}
          layer={layer}
          column={menuColumn}
          look={look}
          anchor={anchor}
          onLook={onLook}
          onFreeze={isPhone ? null : onFreeze}
          onClose={() => setMenu(null)}
        />
      )}
      {edited && editedColumn && (
        <CellEditor layer={layer} column={editedColumn} row={edited.row} anchor={anchor} onClose={() => setEdited(null)} />
      )}
    </DrawerFrame>
  )
}

function faultWords(error: unknown, locale: Locale): string {
  const { code, detail } = toShown(error)
  return messageOf(code, detail, locale)
}

/** From here on title and all buttons stand in one line, in English too. */
const ROOMY_PX = 860
const NO_ROWS = new Uint32Array(0)
const NOTHING: readonly number[] = []

function firstPlace(order: Uint32Array, selected: Uint8Array): number {
  for (let place = 0; place < order.length; place++) if (selected[order[place]]) return place
  return -1
}

function Nothing({
  layer,
  look,
  onLook,
}: {
  readonly layer: Layer
  readonly look: TableLook
  readonly onLook: (patch: Partial<TableLook>) => void
}) {
  const text = useText()
  const run = useRun()
  if (look.isSelectedOnly)
    return (
      <EmptyState
        title={text(tableText.noneSelected)}
        actions={<Button onPress={() => onLook({ isSelectedOnly: false })}>{text(tableText.showAllRows)}</Button>}
      />
    )
  if (layer.filter.length === 0) return <EmptyState title={text(tableText.none)} />
  return (
    <EmptyState
      title={text(tableText.noneFiltered)}
      actions={<Button onPress={() => run(layerFilter, { layer: layer.id, filter: [] })}>{text(tableText.clearFilter)}</Button>}
    />
  )
}
