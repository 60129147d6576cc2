import { useRef } from 'react'
import type { App } from '../../app/app.ts'
import { PAIR_COLORS } from '../../core/ramps.ts'
import type { ClassMethod, NumberClasses, Symbology } from '../../core/symbology.ts'
import { METHOD_WORDS, styleText } from '../../i18n/style.ts'
import { legendEntries } from '../layers/legend-entries.ts'
import { PairKey } from '../layers/pair-key.tsx'
import { ColorField } from '../parts/color-field.tsx'
import { Select } from '../parts/select.tsx'
import { reportError, useApp, useText } from '../shell/app-context.ts'
import type { ClassEditorProps } from './class-editor.ts'
import { colored, colorOf, commonStyle, pairs, type SymbolKind } from './make-symbology.ts'
import { SecondField } from './second-field.tsx'
import styles from './style.module.css'

type Bivariate = Extract<Symbology, { kind: 'bivariate' }>
const METHODS = ['natural', 'quantile', 'equal'] as const
/** Of each number: nine colours are as many as are told apart. */
const CLASSES = 3

/** Three classes of a number, from all rows; fewer where it has not so many different values. */
async function classesBy(app: App, table: string, field: string, method: ClassMethod): Promise<NumberClasses> {
  const [breaks, { min, max }] = await Promise.all([
    app.tiles.fieldBreaks({ table, field, method, count: CLASSES }),
    app.tiles.fieldNumbers({ table, field, bins: 1 }),
  ])
  return { field, method, breaks, range: [Number.isFinite(min) ? min : 0, Number.isFinite(max) ? max : 0] }
}

/** The first classes by two numbers. */
export async function startPairs(
  app: App,
  table: string,
  [first, second]: readonly [string, string],
  method: ClassMethod,
  symbology: Symbology,
  kind: SymbolKind,
): Promise<Bivariate> {
  const [one, other] = await Promise.all([classesBy(app, table, first, method), classesBy(app, table, second, method)])
  return pairs(one, other, PAIR_COLORS, commonStyle(symbology), kind)
}

interface PairEditorProps extends ClassEditorProps {
  readonly now: Bivariate
  /** back to one number */
  readonly onSingle: () => void
}

/** Classes by two numbers at once: fields, method, and the colour of each pair. */
export function PairEditor({ layer, kind, status, fields, now, onChange, onSingle }: PairEditorProps) {
  const app = useApp()
  const text = useText()
  const asked = useRef(0)
  const classify = (first: string, second: string, method: ClassMethod) => {
    const question = ++asked.current
    startPairs(app, layer.table, [first, second], method, now, kind).then(
      (next) => question === asked.current && onChange(next),
      (error) => reportError(app, error),
    )
  }
  const method: ClassMethod = now.method === 'manual' ? 'quantile' : now.method
  const entries = legendEntries(layer, status)
  return (
    <>
      <div className={styles.halves}>
        <Select
          label={text(styleText.field)}
          value={now.field}
          options={fields.filter(({ value }) => value !== now.second.field)}
          onChange={(field) => classify(field, now.second.field, method)}
        />
        <SecondField
          value={now.second.field}
          fields={fields.filter(({ value }) => value !== now.field)}
          onChange={(field) => (field === null ? onSingle() : classify(now.field, field, method))}
        />
      </div>
      <Select
        label={text(styleText.method)}
        value={method}
        options={METHODS.map((value) => ({ value, label: text(METHOD_WORDS[value]) }))}
        onChange={(next) => classify(now.field, now.second.field, next as ClassMethod)}
      />
      <PairKey
        layer={layer}
        symbology={now}
        cell={(index, words) => (
          <ColorField
            label={text(styleText.classStyle, { class: words })}
            isLabelHidden
            value={colorOf(now.styles[index], kind)}
            onChange={(color) => onChange({ ...now, styles: now.styles.with(index, colored(now.styles[index], color, kind)) })}
          />
        )}
      />
      {entries.length > now.styles.length && (
        <p className={styles.quiet}>{text(styleText.empty, { n: entries.at(-1)?.count ?? 0 })}</p>
      )}
    </>
  )
}
