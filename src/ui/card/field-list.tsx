import { cardText } from '../../i18n/card.ts'
import { Button } from '../parts/button.tsx'
import { Tooltip } from '../parts/tooltip.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './card.module.css'
import type { ShownField } from './feature-text.ts'

/** Text is text, whatever it holds; a press on a value leaves only the features that share it. */
export function FieldList({
  fields,
  onFilter,
}: {
  readonly fields: readonly ShownField[]
  readonly onFilter: (field: ShownField) => void
}) {
  const text = useText()
  return (
    <dl className={styles.fields} aria-label={text(cardText.fields)}>
      {fields.map((field) => (
        <div key={field.name}>
          <dt title={field.name}>{field.label}</dt>
          <dd>
            {typeof field.value === 'string' && field.value !== '' ? (
              <Tooltip text={text(cardText.filterBy, { field: field.label, value: field.words })} placement="left">
                <Button variant="quiet" className={styles.value} onPress={() => onFilter(field)}>
                  {field.words}
                </Button>
              </Tooltip>
            ) : (
              <span>{field.words || text(cardText.empty)}</span>
            )}
            {field.unit && field.words && <span className={styles.fieldUnit}>{field.unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
