import { useEffect, useState } from 'react'
import { drawingKindOf } from '../../app/drawing-layers.ts'
import { activeSketch } from '../../app/sketch.ts'
import type { Layer } from '../../app/state.ts'
import { cellEdit } from '../../commands/edit-cell.ts'
import { drawingCopy } from '../../commands/palette/drawing-copy.ts'
import { drawingDelete } from '../../commands/palette/drawing-delete.ts'
import { drawingMerge } from '../../commands/palette/drawing-merge.ts'
import { drawingSplit } from '../../commands/palette/drawing-split.ts'
import { rowsMerge } from '../../commands/palette/rows-merge.ts'
import { rowsSplit } from '../../commands/palette/rows-split.ts'
import { toolBrowse } from '../../commands/palette/tool-browse.ts'
import { toolVertices } from '../../commands/palette/tool-vertices.ts'
import { NAME_FIELD } from '../../core/drawing/drawing-table.ts'
import { cellAt, findColumn } from '../../core/table.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button, ToggleButton } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './measure.module.css'
import { VertexField } from './vertex-field.tsx'

/** What can be done with the drawings that are selected; of another layer, that they can be copied here. */
export function DrawingActions() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const selection = useAppState((state) => state.session.selection)
  const layer = useAppState((state) => (selection ? state.project.layers[selection.layer] : undefined))
  if (!selection || !layer) return null
  const kind = drawingKindOf(layer.id)
  if (!kind)
    return drawingCopy.isEnabled?.(app) ? (
      <>
        <div className={styles.actions}>
          {rowsSplit.isEnabled?.(app) && <Button onPress={() => run(rowsSplit, undefined)}>{text(measureText.splitRows)}</Button>}
          {rowsMerge.isEnabled?.(app) && (
            <Button onPress={() => run(rowsMerge, undefined)}>{text(measureText.mergeRows, { n: selection.rows.length })}</Button>
          )}
          <VerticesButton />
          <Button onPress={() => run(drawingCopy, undefined)}>
            {text(measureText.copySelection, { n: selection.rows.length })}
          </Button>
        </div>
        <TypedVertex layer={layer} rows={selection.rows} />
      </>
    ) : null
  return (
    <section className={styles.drawing} aria-label={text(measureText.selectedDrawings, { n: selection.rows.length })}>
      <h3>{text(measureText.selectedDrawings, { n: selection.rows.length })}</h3>
      {selection.rows.length === 1 && (
        <NameField key={`${layer.table} ${selection.rows[0]}`} layer={layer.id} row={selection.rows[0]} />
      )}
      <div className={styles.actions}>
        {kind === 'polygon' && <Button onPress={() => run(drawingSplit, undefined)}>{text(measureText.split)}</Button>}
        {kind === 'polygon' && selection.rows.length > 1 && (
          <Button onPress={() => run(drawingMerge, undefined)}>{text(measureText.merge)}</Button>
        )}
        <VerticesButton />
        <Button onPress={() => run(drawingDelete, undefined)}>{text(measureText.delete)}</Button>
      </div>
      <TypedVertex layer={layer} rows={selection.rows} />
    </section>
  )
}

/** Takes up and puts away the tool; the same by the map's own keys. */
function VerticesButton() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const isOn = useAppState((state) => state.session.tool === 'vertices')
  if (!isOn && !toolVertices.isEnabled?.(app)) return null
  return (
    <ToggleButton variant="plain" isSelected={isOn} onChange={(on) => run(on ? toolVertices : toolBrowse, undefined)}>
      {text(isOn ? measureText.verticesDone : measureText.vertices)}
    </ToggleButton>
  )
}

/** While vertices are edited: one of them by number. */
function TypedVertex({ layer, rows }: { readonly layer: Layer; readonly rows: readonly number[] }) {
  const app = useApp()
  const isOn = useAppState((state) => state.session.tool === 'vertices')
  // of an edited layer it comes a moment after its name
  const table = useAppState(() => app.tableOf(layer.id))
  return isOn && table && rows.length === 1 ? <VertexField key={rows[0]} layer={layer} table={table} row={rows[0]} /> : null
}

/** What stands beside the drawing on the map. */
function NameField({ layer, row }: { readonly layer: string; readonly row: number }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const table = app.tableOf(layer)
  const column = table && findColumn(table, NAME_FIELD)
  const name = column ? String(cellAt(column, row) ?? '') : ''
  const isLabelling = useAppState(({ session }) => activeSketch(session)?.purpose === 'text')
  const [value, setValue] = useState(name)
  useEffect(() => setValue(name), [name])
  return (
    <TextField
      label={text(measureText.name)}
      autoFocus={isLabelling}
      isChosenOnFocus={isLabelling}
      value={value}
      onChange={setValue}
      onSubmit={() => value !== name && run(cellEdit, { layer, row, field: NAME_FIELD, value })}
      help={value === name ? undefined : text(measureText.nameHelp)}
    />
  )
}
