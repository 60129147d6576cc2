import type { ReactNode } from 'react'
import type { Layer } from '../../app/state.ts'
import { layerExportOpen } from '../../commands/layer-export-open.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { tableText } from '../../i18n/table.ts'
import { Button, IconButton, ToggleButton } from '../parts/button.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './table.module.css'

/** What is done with the rows; where there is little room what takes them away stands in a menu, so that the head keeps to its lines. */
export function TableTools({
  layer,
  chosen,
  isSelectedOnly,
  onSelectedOnly,
  isEditing,
  onEditing,
  onCopy,
  isTight,
  children,
}: {
  readonly layer: Layer
  /** null: nothing is selected */
  readonly chosen: readonly number[] | null
  readonly isSelectedOnly: boolean
  readonly onSelectedOnly: (isOnly: boolean) => void
  readonly isEditing: boolean
  /** null: its rows cannot be changed */
  readonly onEditing: ((isOn: boolean) => void) | null
  readonly onCopy: () => void
  readonly isTight: boolean
  /** the choice of columns */
  readonly children: ReactNode
}) {
  const text = useText()
  const run = useRun()
  const onExport = () => run(layerExportOpen, { layer: layer.id })
  return (
    <div className={styles.tools}>
      {(chosen || isSelectedOnly) && (
        <ToggleButton isSmall isSelected={isSelectedOnly} onChange={onSelectedOnly}>
          {text(tableText.onlySelected)}
        </ToggleButton>
      )}
      <Button
        isSmall
        variant="quiet"
        isDisabled={!chosen}
        onPress={() => chosen && run(rowsZoom, { layer: layer.id, rows: chosen })}
      >
        {text(tableText.zoom)}
      </Button>
      {!isTight && (
        <Button isSmall variant="quiet" onPress={onCopy}>
          {text(tableText.copy)}
        </Button>
      )}
      {onEditing && (
        <ToggleButton isSmall isSelected={isEditing} onChange={onEditing}>
          {text(tableText.edit)}
        </ToggleButton>
      )}
      {!isTight && (
        <Button isSmall variant="quiet" onPress={onExport}>
          {text(tableText.export)}
        </Button>
      )}
      {children}
      {isTight && (
        <MenuButton
          label={text(tableText.more)}
          trigger={<IconButton icon="more" isSmall label={text(tableText.more)} />}
          groups={[
            {
              id: 'take',
              items: [
                { id: 'copy', label: text(tableText.copy), onAction: onCopy },
                { id: 'export', label: text(tableText.export), onAction: onExport },
              ],
            },
          ]}
        />
      )}
    </div>
  )
}
