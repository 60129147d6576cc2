import { PAIR_COLORS } from '../../core/ramps.ts'
import type { ClassMethod, Symbology } from '../../core/symbology.ts'
import { METHOD_WORDS, styleText } from '../../i18n/style.ts'
import { legendEntries } from '../layers/legend-entries.ts'
import { PairKey } from '../layers/pair-key.tsx'
import { ColorField } from '../parts/color-field.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import type { ClassEditorProps } from './class-editor.ts'
import { LimitsField } from './limits-field.tsx'
import { colored, colorOf, commonStyle, pairs } from './make-symbology.ts'
import { pairClasses } from './number-classes.ts'
import { SecondField } from './second-field.tsx'
import styles from './style.module.css'
import { usePending } from './use-pending.ts'

type Bivariate = Extract<Symbology, { kind: 'bivariate' }>
const METHODS = ['natural', 'quantile', 'equal'] as const
interface Choice {
  readonly first: string
  readonly second: string
  readonly method: Bivariate['method']
}

interface PairEditorProps extends ClassEditorProps {
  readonly now: Bivariate
  /** back to one number */
  readonly onSingle: () => void
}

/** Classes by two numbers at once: fields, method, and the colour of each pair. */
export function PairEditor({ layer, kind, status, fields, now, onChange, ask, onSingle }: PairEditorProps) {
  const app = useApp()
  const text = useText()
  const drawn = { first: now.field, second: now.second.field, method: now.second.method === 'manual' ? 'manual' : now.method }
  const { choice, choose } = usePending<Choice>(drawn, ({ first, second, method }) =>
    ask(pairClasses(app, layer.table, [first, second], method === 'manual' ? 'quantile' : method), ([one, other]) =>
      pairs(one, other, PAIR_COLORS, commonStyle(now), kind),
    ),
  )
  const nameOf = (field: string) => fields.find(({ value }) => value === field)?.label ?? field
  const rows = now.second.breaks.length + 1
  const entries = legendEntries(layer, status)
  return (
    <>
      <div className={styles.halves}>
        <Select
          label={text(styleText.field)}
          value={choice.first}
          options={fields.filter(({ value }) => value !== choice.second)}
          onChange={(first) => choose({ first })}
        />
        <SecondField
          value={choice.second}
          fields={fields.filter(({ value }) => value !== choice.first)}
          onChange={(second) => (second === null ? onSingle() : choose({ second }))}
        />
      </div>
      <Select
        label={text(styleText.method)}
        value={choice.method}
        options={[...METHODS, ...(choice.method === 'manual' ? (['manual'] as const) : [])].map((value) => ({
          value,
          label: text(METHOD_WORDS[value]),
        }))}
        onChange={(next) => next !== 'manual' && choose({ method: next as ClassMethod })}
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
      <LimitsField
        layer={layer}
        title={`→ ${nameOf(now.field)}`}
        classes={now}
        colors={now.styles.filter((_, at) => at % rows === 0).map((style) => colorOf(style, kind))}
        onChange={(breaks) => onChange({ ...now, breaks, method: 'manual' })}
      />
      <LimitsField
        layer={layer}
        title={`↑ ${nameOf(now.second.field)}`}
        classes={now.second}
        colors={now.styles.slice(0, rows).map((style) => colorOf(style, kind))}
        onChange={(breaks) => onChange({ ...now, second: { ...now.second, breaks, method: 'manual' } })}
      />
      <p className={styles.quiet}>{text(styleText.limitHelp)}</p>
      {entries.length > now.styles.length && (
        <p className={styles.quiet}>{text(styleText.empty, { n: entries.at(-1)?.count ?? 0 })}</p>
      )}
    </>
  )
}
