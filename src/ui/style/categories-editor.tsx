import { useState } from 'react'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { RAMPS, type Ramp, rampById } from '../../core/ramps.ts'
import type { Symbology, SymbolStyle } from '../../core/symbology.ts'
import { shownNumber } from '../../core/units.ts'
import { styleText } from '../../i18n/style.ts'
import { legendEntries } from '../layers/legend-entries.ts'
import { Swatch } from '../layers/swatch.tsx'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { useDecode } from '../shell/use-decode.ts'
import type { ClassEditorProps } from './class-editor.ts'
import { areLandClasses, categories, colorOf, landClassCategories, rampOf } from './make-symbology.ts'
import { RampField } from './ramp-field.tsx'
import styles from './style.module.css'
import { SymbolFields } from './symbol-fields.tsx'

type Categories = Extract<Symbology, { kind: 'categories' }>
const MOST = 100
const FIRST_RAMP = 'light'

/** A symbol for each value of a field; each one can be opened and changed. */
export function CategoriesEditor({ layer, kind, status, fields, onChange, ask }: ClassEditorProps) {
  const app = useApp()
  const text = useText()
  const { symbology } = layer
  const now = symbology.kind === 'categories' ? symbology : null
  const field = now?.field ?? null
  const found = useAsync(`${layer.table} ${field}`, async (signal) =>
    field === null ? null : app.tiles.fieldValues({ table: layer.table, field, limit: MOST }, { signal }),
  )
  const profile = found.state === 'done' ? found.value : null
  const values = profile?.values.map(({ value }) => value) ?? []
  const ramp = now
    ? rampOf(
        now.classes.map(({ style }) => style),
        kind,
        RAMPS,
      )
    : null
  const make = (of: string, row: Ramp, isReversed: boolean) =>
    ask(app.tiles.fieldValues({ table: layer.table, field: of, limit: MOST }), (answer) => {
      // classes in the order of their codes, which is the order they are looked for in
      const named = answer.values.map(({ value }) => value).sort()
      return kind === 'polygon' && areLandClasses(named) && of !== field
        ? landClassCategories(of, named, symbology, 'screen')
        : categories(of, named, symbology, row, isReversed, kind)
    })
  return (
    <>
      <Select
        label={text(styleText.field)}
        value={field}
        options={fields}
        onChange={(next) => make(next, rampById(ramp?.id ?? FIRST_RAMP), ramp?.isReversed ?? false)}
      />
      {now && (
        <>
          {kind === 'polygon' && areLandClasses(values) && (
            <>
              <div className={styles.actions}>
                {(['print', 'screen'] as const).map((palette) => (
                  <Button key={palette} onPress={() => onChange(landClassCategories(now.field, values, symbology, palette))}>
                    {text(palette === 'print' ? styleText.official : styleText.screenColors)}
                  </Button>
                ))}
              </div>
              <p className={styles.quiet}>{text(styleText.officialNote)}</p>
            </>
          )}
          <RampField
            value={ramp}
            kinds={['qualitative', 'sequential', 'diverging']}
            colors={now.classes.slice(0, 12).map(({ style }) => colorOf(style, kind))}
            onChange={(next, isReversed) => make(now.field, next, isReversed)}
          />
          {profile && profile.distinct > profile.values.length && (
            <p className={styles.quiet}>{text(styleText.manyValues, { n: profile.distinct, shown: profile.values.length })}</p>
          )}
          <ClassList layer={layer} status={status} now={now} onChange={onChange} />
        </>
      )}
    </>
  )
}

function ClassList({
  layer,
  status,
  now,
  onChange,
}: {
  readonly layer: Layer
  readonly status: LayerStatus | undefined
  readonly now: Categories
  readonly onChange: (symbology: Symbology) => void
}) {
  const text = useText()
  const decode = useDecode()
  const [open, setOpen] = useState<string | null>(null)
  const counts = new Map(legendEntries(layer, status).map(({ value, count }) => [value, count]))
  const wordsOf = (value: string) => {
    const label = now.classes.find((each) => each.value === value)?.label
    if (label) return text(label).startsWith(value) || !/^\d/.test(value) ? text(label) : `${value} ${text(label)}`
    return value === '' ? text(styleText.emptyValue) : decode(layer, now.field, value)
  }
  const row = (key: string, words: string, style: SymbolStyle, count: number | null, set: (style: SymbolStyle) => void) => (
    <li key={key}>
      <button
        type="button"
        className={styles.classHead}
        aria-expanded={open === key}
        onClick={() => setOpen(open === key ? null : key)}
      >
        <Swatch style={style} geometry={layer.geometry} />
        <span className={styles.words}>{words}</span>
        <span className={styles.count}>{count === null ? '' : shownNumber(count, 0)}</span>
      </button>
      {open === key && <SymbolFields style={style} geometry={layer.geometry} onChange={set} />}
    </li>
  )
  return (
    <>
      <ul className={styles.classes} data-plain>
        {now.classes.map(({ value, style }, index) =>
          row(`v${value}`, wordsOf(value), style, counts.get(value) ?? null, (next) =>
            onChange({ ...now, classes: now.classes.with(index, { ...now.classes[index], style: next }) }),
          ),
        )}
        {now.other &&
          row('other', text(styleText.other), now.other, counts.get(null) ?? null, (other) => onChange({ ...now, other }))}
      </ul>
      <Checkbox
        isSelected={now.other !== null}
        onChange={(isOn) => onChange({ ...now, other: isOn ? { ...now.classes[0]?.style, fill: '#d5d3cc' } : null })}
      >
        {text(styleText.drawOther)}
      </Checkbox>
    </>
  )
}
