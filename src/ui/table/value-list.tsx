import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { foldText } from '../../core/tiling/search.ts'
import { shownNumber } from '../../core/units.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { tableText } from '../../i18n/table.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useLocale, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { useDecode } from '../shell/use-decode.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import styles from './table-menus.module.css'

const LISTED = 100

/** The different values of a column with the rows that have them; those ticked are kept. */
export function ValueList({
  layer,
  column,
  chosen,
  onApply,
}: {
  readonly layer: Layer
  readonly column: AttributeColumn
  readonly chosen: readonly string[]
  readonly onApply: (values: readonly string[]) => void
}) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const decode = useDecode()
  const [search, setSearch] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(chosen))
  const folded = foldText(search)
  const codes = column.info?.codes ? app.codeLists[column.info.codes] : undefined
  const also = folded
    ? (codes?.entries ?? []).filter(({ label }) => foldText(label[locale]).includes(folded)).map(({ code }) => code)
    : []
  const filter = layer.filter.filter(({ field }) => field !== column.name)
  const counts = useAsync(`${layer.table} ${column.name} ${JSON.stringify(filter)} ${folded} ${locale}`, (signal) =>
    app.tiles.valueCounts(
      { table: layer.table, field: column.name, filter, search: folded, also, limit: LISTED, language: LANGUAGE_TAG[locale] },
      { signal },
    ),
  )
  const found = counts.state === 'done' ? counts.value : null
  if (found?.isTooMany) return <p className={styles.quiet}>{text(tableText.valuesMany, { n: found.distinct - 1 })}</p>
  const wordsOf = (value: string) =>
    value === '' ? text(tableText.blank) : column.column.type === 'number' ? value : decode(layer, column.name, value)
  const toggle = (values: readonly string[], isTicked: boolean) => {
    const next = new Set(ticked)
    for (const value of values) {
      if (isTicked) next.add(value)
      else next.delete(value)
    }
    setTicked(next)
  }
  const listed = found?.values.map(({ value }) => value) ?? []
  return (
    <div className={styles.values}>
      <p className={styles.menuTitle}>{text(tableText.values)}</p>
      <TextField
        label={text(tableText.searchValues)}
        isLabelHidden
        placeholder={text(tableText.searchValues)}
        type="search"
        value={search}
        onChange={setSearch}
      />
      <div className={styles.menuRow}>
        <Button isSmall variant="quiet" onPress={() => toggle(listed, true)}>
          {text(tableText.tickAll)}
        </Button>
        <Button isSmall variant="quiet" onPress={() => setTicked(new Set())}>
          {text(tableText.tickNone)}
        </Button>
        <span className={styles.quiet}>{text(tableText.ticked, { n: ticked.size })}</span>
      </div>
      <ul className={styles.valueList} aria-busy={!found}>
        {found?.values.map(({ value, count }) => (
          <li key={value}>
            <Checkbox isSelected={ticked.has(value)} onChange={(isTicked) => toggle([value], isTicked)}>
              <span className={styles.valueWords}>{wordsOf(value)}</span>
              <span className={styles.valueCount}>{shownNumber(count, 0)}</span>
            </Checkbox>
          </li>
        ))}
        {found && listed.length === 0 && <li className={styles.quiet}>{text(tableText.valuesNone)}</li>}
        {!found && <li className={styles.quiet}>…</li>}
      </ul>
      {found && found.distinct > listed.length && (
        <p className={styles.quiet}>{text(tableText.valuesCut, { n: found.distinct, shown: listed.length })}</p>
      )}
      <div className={styles.menuRow}>
        <Button isSmall variant="primary" onPress={() => onApply([...ticked])}>
          {text(tableText.apply)}
        </Button>
      </div>
    </div>
  )
}
