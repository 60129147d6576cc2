import { dateWords } from '../../core/dates.ts'
import { type Column, cellAt, type FieldInfo, type Table } from '../../core/table.ts'
import { importText } from '../../i18n/import.ts'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import { TYPE_WORDS } from './evidence.ts'
import styles from './import.module.css'

export const SAMPLE_ROWS = 5
const TYPES: readonly Column['type'][] = ['text', 'number', 'date', 'boolean']

/** The first rows as they are read now: wrong characters show at once. */
export function AttributeSample({
  table,
  fields,
  onType,
}: {
  readonly table: Table
  readonly fields: readonly FieldInfo[]
  /** types were guessed and can be changed */
  readonly onType?: (name: string, type: Column['type']) => void
}) {
  const text = useText()
  if (table.columns.length === 0) return <p className={styles.quiet}>{text(importText.noFields)}</p>
  const count = Math.min(SAMPLE_ROWS, table.length)
  const caption = text(importText.sample, { count })
  return (
    <figure className={styles.sample}>
      <figcaption className={styles.quiet}>{caption}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.sampleScroll} tabIndex={0} aria-label={caption}>
        <table>
          <thead>
            <tr>
              {table.columns.map((column) => {
                const label = fields.find(({ name }) => name === column.name)?.label
                return (
                  <th key={column.name} scope="col">
                    {label && text(label) !== column.name ? `${text(label)} ${column.name}` : column.name}
                    {onType ? (
                      <Select
                        label={text(importText.typeOf, { field: column.name })}
                        isLabelHidden
                        value={column.type}
                        options={TYPES.map((type) => ({ value: type, label: text(TYPE_WORDS[type]) }))}
                        onChange={(type) => onType(column.name, type)}
                      />
                    ) : (
                      <small>{text(TYPE_WORDS[column.type])}</small>
                    )}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its index
              <tr key={row}>
                {table.columns.map((column) => (
                  <td key={column.name} className={column.type === 'number' ? styles.number : undefined}>
                    {sampleText(column.type, cellAt(column, row))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  )
}

function sampleText(type: string, value: ReturnType<typeof cellAt>): string {
  if (value === null) return '—'
  return type === 'date' ? dateWords(Number(value)) : String(value)
}
