import type { TableLook } from '../../app/state.ts'
import { tableText } from '../../i18n/table.ts'
import { Button, ToggleButton } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Popover } from '../parts/popover.tsx'
import { useText } from '../shell/app-context.ts'
import { type AttributeColumn, withColumn } from './attribute-columns.ts'
import styles from './table-menus.module.css'

/** Which columns are shown, and which of them stay in sight. */
export function ColumnChoice({
  columns,
  look,
  onLook,
  onFreeze,
}: {
  readonly columns: readonly AttributeColumn[]
  readonly look: TableLook
  readonly onLook: (look: Partial<TableLook>) => void
  /** null: columns cannot stay here */
  readonly onFreeze: ((name: string, isFrozen: boolean) => void) | null
}) {
  const text = useText()
  return (
    <Popover
      trigger={
        <Button isSmall variant="quiet">
          {text(tableText.columns)}
        </Button>
      }
      title={text(onFreeze ? tableText.columnsTitle : tableText.columns)}
      placement="top end"
    >
      <ul className={styles.columnList}>
        {columns.map(({ name, label, isFrozen, isHidden }) => (
          <li key={name}>
            <Checkbox isSelected={!isHidden} onChange={(isShown) => onLook(withColumn(look, name, isShown))}>
              {label}
            </Checkbox>
            {onFreeze && (
              <ToggleButton
                isSmall
                isSelected={isFrozen}
                label={text(tableText.freezeColumn, { column: label })}
                onChange={(isNow) => onFreeze(name, isNow)}
              >
                {text(tableText.freeze)}
              </ToggleButton>
            )}
          </li>
        ))}
      </ul>
      {/* never disabled: the focus would leave with it, and Esc would close the table below */}
      <Button isSmall onPress={() => onLook({ hidden: [], shown: columns.map(({ name }) => name) })}>
        {text(tableText.showAll)}
      </Button>
    </Popover>
  )
}
