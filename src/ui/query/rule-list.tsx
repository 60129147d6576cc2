import type { Layer } from '../../app/state.ts'
import { isGroup, type Rule, type RuleGroup } from '../../core/query/conditions.ts'
import type { Table } from '../../core/table.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { queryText } from '../../i18n/query.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './query.module.css'
import { RuleRow } from './rule-row.tsx'

interface ListProps {
  readonly layer: Layer
  readonly table: Table
  readonly group: RuleGroup
  readonly onChange: (group: RuleGroup) => void
}

/** Lines that must all hold, or any of them; a group of lines can be one of them. */
export function RuleList({ layer, table, group, onChange }: ListProps) {
  return <Group layer={layer} table={table} group={group} onChange={onChange} isInner={false} />
}

function Group({ layer, table, group, onChange, isInner }: ListProps & { readonly isInner: boolean }) {
  const text = useText()
  const fields = fieldsFor(layer, table, text)
  const first: Rule = { field: fields[0]?.value ?? '', operator: '=', values: [''] }
  const set = (at: number, item: Rule | RuleGroup) =>
    onChange({ ...group, items: group.items.map((each, i) => (i === at ? item : each)) })
  const remove = (at: number) => onChange({ ...group, items: group.items.filter((_, i) => i !== at) })
  const add = (item: Rule | RuleGroup) => onChange({ ...group, items: [...group.items, item] })
  return (
    <fieldset className={isInner ? styles.inner : styles.group} aria-label={text(isInner ? queryText.group : queryText.rules)}>
      {group.items.length > 1 && (
        <Select
          label={text(queryText.join)}
          value={group.join}
          options={[
            { value: 'and', label: text(queryText.all) },
            { value: 'or', label: text(queryText.any) },
          ]}
          onChange={(join) => onChange({ ...group, join })}
        />
      )}
      {group.items.map((item, at) =>
        isGroup(item) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
          <div key={at} className={styles.nested}>
            <Group layer={layer} table={table} group={item} onChange={(inner) => set(at, inner)} isInner />
            <IconButton icon="close" isSmall label={text(queryText.removeGroup)} onPress={() => remove(at)} />
          </div>
        ) : (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
            key={at}
            layer={layer}
            table={table}
            fields={fields}
            rule={item}
            onChange={(rule) => set(at, rule)}
            onRemove={() => remove(at)}
          />
        ),
      )}
      <div className={styles.row}>
        <Button isSmall variant="quiet" onPress={() => add(first)}>
          {text(queryText.addRule)}
        </Button>
        {!isInner && (
          <Button isSmall variant="quiet" onPress={() => add({ join: group.join === 'and' ? 'or' : 'and', items: [first] })}>
            {text(queryText.addGroup)}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

/** In the order of the layer's description; the drawn area of polygons last. */
function fieldsFor(layer: Layer, table: Table, text: ReturnType<typeof useText>) {
  const names = table.columns.map(({ name }) => name)
  const described = layer.fields.filter(({ name }) => names.includes(name))
  const rest = names.filter((name) => !described.some((field) => field.name === name))
  return [
    ...described.map(({ name, label }) => ({ value: name, label: text(label) })),
    ...rest.map((name) => ({ value: name, label: name })),
    ...(table.geometry?.kind === 'polygon' ? [{ value: AREA_FIELD, label: text(shellText.drawnArea) }] : []),
  ]
}
