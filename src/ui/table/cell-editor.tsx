import { type RefObject, useEffect, useRef } from 'react'
import type { Layer } from '../../app/state.ts'
import { cellEdit, cellRevert } from '../../commands/edit-cell.ts'
import { fileRow } from '../../core/edits/edits.ts'
import { cellAt } from '../../core/table.ts'
import { cardText } from '../../i18n/card.ts'
import { tableText } from '../../i18n/table.ts'
import { CellControl } from '../card/cell-control.tsx'
import { AnchoredPopover } from '../parts/anchored-popover.tsx'
import { Button } from '../parts/button.tsx'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import styles from './table-menus.module.css'

/** One cell with the control of its type; what is taken over is one step that can be undone. */
export function CellEditor({
  layer,
  column: { name, label, info, column },
  row,
  anchor,
  onClose,
}: {
  readonly layer: Layer
  readonly column: AttributeColumn
  readonly row: number
  readonly anchor: RefObject<Element | null>
  readonly onClose: () => void
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const change = layer.edits?.cells[fileRow(layer.edits, row)]?.[name]
  const box = useRef<HTMLDivElement>(null)
  // as in a spreadsheet: what is typed takes the place of what stands there
  useEffect(() => {
    const control = box.current?.querySelector<HTMLInputElement | HTMLButtonElement>('input, button')
    control?.focus()
    if (control instanceof HTMLInputElement) control.select()
  }, [])
  return (
    <AnchoredPopover anchor={anchor} title={text(tableText.editCell, { column: label, row: row + 1 })} onClose={onClose}>
      <div ref={box} className={styles.editor}>
        <CellControl
          label={label}
          unit={info?.unit}
          column={column}
          value={cellAt(column, row)}
          codes={info?.codes ? app.codeLists[info.codes] : undefined}
          onChange={(value) => {
            run(cellEdit, { layer: layer.id, row, field: name, value })
            onClose()
          }}
        />
        {change && (
          <p className={styles.was}>
            {text(cardText.was, { value: change.before === null ? text(cardText.empty) : String(change.before) })}{' '}
            <Button
              variant="link"
              onPress={() => {
                run(cellRevert, { layer: layer.id, row, field: name })
                onClose()
              }}
            >
              {text(cardText.revert)}
            </Button>
          </p>
        )}
      </div>
    </AnchoredPopover>
  )
}
