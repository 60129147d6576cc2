import type { Layer } from '../../app/state.ts'
import { type Operator, operatorsFor, type Rule, valueCount } from '../../core/query/conditions.ts'
import { AREA_FIELD, findColumn, type Table } from '../../core/table.ts'
import { AREA_UNITS } from '../../core/units.ts'
import { OPERATOR_WORDS, queryText } from '../../i18n/query.ts'
import { IconButton } from '../parts/button.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { unitOf } from '../shell/decode-value.ts'
import styles from './query.module.css'

/** Codes that are offered as a list; more are typed. */
const MOST_CODES = 120

/** One line: field, comparison, value. */
export function RuleRow({
  layer,
  table,
  fields,
  rule,
  onChange,
  onRemove,
}: {
  readonly layer: Layer
  readonly table: Table
  readonly fields: readonly { readonly value: string; readonly label: string }[]
  readonly rule: Rule
  readonly onChange: (rule: Rule) => void
  readonly onRemove: () => void
}) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const type = findColumn(table, rule.field)?.type ?? 'number'
  const info = layer.fields.find(({ name }) => name === rule.field)
  const operators = operatorsFor(type)
  const unit = rule.field === AREA_FIELD ? text(AREA_UNITS[areaUnit].label) : text(unitOf(info) ?? { zh: '', en: '' })
  const codes = info?.codes ? (app.codeLists[info.codes]?.entries ?? []) : []
  const isCode = (rule.operator === '=' || rule.operator === '!=') && codes.length > 0 && codes.length <= MOST_CODES
  const count = valueCount(rule.operator)
  const setField = (field: string) => {
    const next = operatorsFor(findColumn(table, field)?.type ?? 'number')
    onChange({ field, operator: next.includes(rule.operator) ? rule.operator : next[0], values: [''] })
  }
  const setValue = (at: number, value: string) =>
    onChange({ ...rule, values: Array.from({ length: count }, (_, i) => (i === at ? value : (rule.values[i] ?? ''))) })
  const valueLabel = (at: number) => {
    const words = text(at === 1 ? queryText.valueTo : rule.operator === 'in' ? queryText.list : queryText.value)
    return unit ? `${words} (${unit})` : words
  }
  const example = (at: number) => (type === 'date' ? ['2025-01-01', '2025-12-31'][at] : valueLabel(at))
  return (
    <div className={styles.rule}>
      <Select label={text(queryText.field)} isLabelHidden value={rule.field} options={fields} onChange={setField} />
      <Select
        label={text(queryText.operator)}
        isLabelHidden
        value={rule.operator}
        options={operators.map((each) => ({ value: each, label: text(OPERATOR_WORDS[each]) }))}
        onChange={(operator: Operator) => onChange({ ...rule, operator })}
      />
      <IconButton icon="close" isSmall label={text(queryText.removeRule)} onPress={onRemove} />
      {isCode && (
        <div className={styles.values}>
          <Select
            label={text(queryText.value)}
            isLabelHidden
            value={rule.values[0] || null}
            placeholder={text(queryText.value)}
            options={codes.map(({ code, label }) => ({ value: code, label: `${code} ${label[locale]}` }))}
            onChange={(code) => setValue(0, code)}
          />
        </div>
      )}
      {!isCode && count > 0 && (
        <div className={styles.values}>
          {Array.from({ length: count }, (_, at) => (
            <TextField
              // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second value
              key={at}
              label={valueLabel(at)}
              isLabelHidden
              placeholder={example(at)}
              value={rule.values[at] ?? ''}
              onChange={(value) => setValue(at, value)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
