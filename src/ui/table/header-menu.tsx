import type { RefObject } from 'react'
import type { Layer, TableLook } from '../../app/state.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { tableText } from '../../i18n/table.ts'
import { AnchoredPopover } from '../parts/anchored-popover.tsx'
import { Button } from '../parts/button.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import { type AttributeColumn, withColumn } from './attribute-columns.ts'
import { DateRangeFields, RangeFields } from './range-fields.tsx'
import styles from './table-menus.module.css'
import { ValueList } from './value-list.tsx'

/** What a spreadsheet offers under a heading: order, the values to keep with their counts, a range, freezing and hiding. */
export function HeaderMenu({
  layer,
  column,
  look,
  anchor,
  onLook,
  onFreeze,
  onClose,
}: {
  readonly layer: Layer
  readonly column: AttributeColumn
  readonly look: TableLook
  readonly anchor: RefObject<Element | null>
  readonly onLook: (look: Partial<TableLook>) => void
  /** null: columns cannot stay here */
  readonly onFreeze: ((name: string, isFrozen: boolean) => void) | null
  readonly onClose: () => void
}) {
  const text = useText()
  const run = useRun()
  const { name, label, unit } = column
  const others = look.sort.filter(({ field }) => field !== name)
  const isSorted = others.length < look.sort.length
  const condition = layer.filter.find((each) => each.field === name)
  const isMeasure = column.column.type === 'number'
  const sortBy = (isDescending: boolean) => {
    onLook({ sort: [{ field: name, isDescending }] })
    onClose()
  }
  const filterBy = (next: Omit<Condition, 'field'> | null) => {
    const rest = layer.filter.filter((each) => each.field !== name)
    run(layerFilter, { layer: layer.id, filter: next ? [...rest, { field: name, ...next }] : rest })
    onClose()
  }
  return (
    <AnchoredPopover anchor={anchor} title={unit ? `${label} (${unit})` : label} onClose={onClose}>
      <div className={styles.headerMenu}>
        <div className={styles.menuRow}>
          <Button isSmall onPress={() => sortBy(false)}>
            {text(tableText.ascending)}
          </Button>
          <Button isSmall onPress={() => sortBy(true)}>
            {text(tableText.descending)}
          </Button>
          {others.length > 0 && !isSorted && (
            <Button
              isSmall
              onPress={() => {
                onLook({ sort: [...look.sort, { field: name, isDescending: false }] })
                onClose()
              }}
            >
              {text(tableText.thenBy)}
            </Button>
          )}
          {isSorted && (
            <Button
              isSmall
              onPress={() => {
                onLook({ sort: others })
                onClose()
              }}
            >
              {text(tableText.unsort)}
            </Button>
          )}
        </div>
        {isMeasure && (
          <RangeFields
            isArea={name === AREA_FIELD}
            unit={unit}
            range={condition?.range}
            onApply={(range) => filterBy({ values: [], range })}
          />
        )}
        {column.column.type === 'date' && (
          <DateRangeFields range={condition?.range} onApply={(range) => filterBy({ values: [], range })} />
        )}
        {name !== AREA_FIELD && (
          <ValueList
            layer={layer}
            column={column}
            chosen={condition && !condition.range ? condition.values : []}
            onApply={(values) => filterBy(values.length > 0 ? { values } : null)}
          />
        )}
        <div className={styles.menuRow}>
          {condition && (
            <Button isSmall variant="quiet" onPress={() => filterBy(null)}>
              {text(tableText.clear)}
            </Button>
          )}
          {onFreeze && (
            <Button
              isSmall
              variant="quiet"
              onPress={() => {
                onFreeze(name, !column.isFrozen)
                onClose()
              }}
            >
              {text(column.isFrozen ? tableText.unfreeze : tableText.freeze)}
            </Button>
          )}
          <Button
            isSmall
            variant="quiet"
            onPress={() => {
              onLook(withColumn(look, name, false))
              onClose()
            }}
          >
            {text(tableText.hide)}
          </Button>
        </div>
      </div>
    </AnchoredPopover>
  )
}
