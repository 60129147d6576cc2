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

type Bivariate = Extract<Symbology, { kind: 'bivariate' }>
const METHODS = ['natural', 'quantile', 'equal'] as const
interface PairEditorProps extends ClassEditorProps {
  readonly now: Bivariate
  /** back to one number */
  readonly onSingle: () => void
}

/** Classes by two numbers at once: fields, method, and the colour of each pair. */
export function PairEditor({ layer, kind, status, fields, now, onChange, ask, onSingle }: PairEditorProps) {
  const app = useApp()
  const text = useText()
  const classify = (first: string, second: string, method: ClassMethod) =>
    ask(pairClasses(app, layer.table, [first, second], method), ([one, other]) =>
      pairs(one, other, PAIR_COLORS, commonStyle(now), kind),
    )
  const method = now.second.method === 'manual' ? 'manual' : now.method
  const kept = (): ClassMethod => (method === 'manual' ? 'quantile' : method)
  const nameOf = (field: string) => fields.find(({ value }) => value === field)?.label ?? field
  const rows = now.second.breaks.length + 1
  const entries = legendEntries(layer, status)
  return (
    <>
      <div className={styles.halves}>
        <Select
          label={text(styleText.field)}
          value={now.field}
          options={fields.filter(({ value }) => value !== now.second.field)}
          onChange={(field) => classify(field, now.second.field, kept())}
        />
        <SecondField
          value={now.second.field}
          fields={fields.filter(({ value }) => value !== now.field)}
          onChange={(field) => (field === null ? onSingle() : classify(now.field, field, kept()))}
        />
      </div>
      <Select
        label={text(styleText.method)}
        value={method}
        options={[...METHODS, ...(method === 'manual' ? (['manual'] as const) : [])].map((value) => ({
          value,
          label: text(METHOD_WORDS[value]),
        }))}
        onChange={(next) => next !== 'manual' && classify(now.field, now.second.field, next as ClassMethod)}
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
