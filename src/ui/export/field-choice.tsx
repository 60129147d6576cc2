import type { Column, FieldInfo } from '../../core/table.ts'
import { exportText } from '../../i18n/export.ts'
import { TYPE_WORDS } from '../import/evidence.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './export.module.css'

/** Which fields go into the file; all of them at first. */
export function FieldChoice({
  columns,
  fields,
  left,
  onChange,
}: {
  readonly columns: readonly Column[]
  readonly fields: readonly FieldInfo[]
  /** names of those that are left out */
  readonly left: ReadonlySet<string>
  readonly onChange: (left: ReadonlySet<string>) => void
}) {
  const text = useText()
  const toggle = (name: string, isWanted: boolean) => {
    const next = new Set(left)
    if (isWanted) next.delete(name)
    else next.add(name)
    onChange(next)
  }
  return (
    <div className={styles.fieldList}>
      <Checkbox
        isSelected={left.size === 0}
        isIndeterminate={left.size > 0 && left.size < columns.length}
        onChange={(all) => onChange(all ? new Set() : new Set(columns.map(({ name }) => name)))}
      >
        {text(exportText.allFields)}
      </Checkbox>
      {columns.map(({ name, type }) => {
        const label = fields.find((field) => field.name === name)?.label
        return (
          <Checkbox key={name} isSelected={!left.has(name)} onChange={(isWanted) => toggle(name, isWanted)}>
            <span>
              {label && text(label) !== name ? `${text(label)} ` : ''}
              {name} <small>{text(TYPE_WORDS[type])}</small>
            </span>
          </Checkbox>
        )
      })}
    </div>
  )
}
