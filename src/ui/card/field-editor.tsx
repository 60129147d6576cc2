import type { Layer } from '../../app/state.ts'
import { cellEdit, cellRevert } from '../../commands/edit-cell.ts'
import { fileRow } from '../../core/edits/edits.ts'
import { cellAt, findColumn, type Table } from '../../core/table.ts'
import { cardText } from '../../i18n/card.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import styles from './card.module.css'
import { CellControl } from './cell-control.tsx'
import type { ShownField } from './feature-text.ts'
import { ShapeActions } from './shape-actions.tsx'

/** 编辑属性: every field with the control that its type and code list ask for; each change is one step that can be undone. */
export function FieldEditor({
  layer,
  table,
  row,
  fields,
}: {
  readonly layer: Layer
  readonly table: Table
  readonly row: number
  readonly fields: readonly ShownField[]
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const changes = layer.edits?.cells[fileRow(layer.edits, row)] ?? {}
  return (
    <fieldset className={styles.editor} aria-label={text(cardText.edit)}>
      {fields.map(({ name, label }) => {
        const column = findColumn(table, name)
        if (!column) return null
        const info = layer.fields.find((field) => field.name === name)
        const change = changes[name]
        return (
          <div key={name}>
            <CellControl
              // a change from elsewhere (undo) must show
              key={String(cellAt(column, row))}
              label={label}
              unit={info?.unit}
              column={column}
              value={cellAt(column, row)}
              codes={info?.codes ? app.codeLists[info.codes] : undefined}
              onChange={(value) => run(cellEdit, { layer: layer.id, row, field: name, value })}
            />
            {change && (
              <p className={styles.wasValue}>
                {text(cardText.was, { value: change.before === null ? text(cardText.empty) : String(change.before) })}
                <Button variant="link" onPress={() => run(cellRevert, { layer: layer.id, row, field: name })}>
                  {text(cardText.revert)}
                </Button>
              </p>
            )}
          </div>
        )
      })}
      <ShapeActions layer={layer} row={row} />
    </fieldset>
  )
}
