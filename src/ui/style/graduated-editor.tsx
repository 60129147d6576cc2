import type { Layer, LayerStatus } from '../../app/state.ts'
import { RAMPS, rampById, rampClasses } from '../../core/ramps.ts'
import type { ClassMethod, Symbology } from '../../core/symbology.ts'
import type { NumberProfile } from '../../core/tiling/field-profile.ts'
import { shownNumber } from '../../core/units.ts'
import { METHOD_WORDS, styleText } from '../../i18n/style.ts'
import { legendEntries, spanWords } from '../layers/legend-entries.ts'
import { Button } from '../parts/button.tsx'
import { ColorField } from '../parts/color-field.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { BINS, BreakHistogram } from './break-histogram.tsx'
import type { ClassEditorProps } from './class-editor.ts'
import {
  accuracyLook,
  colored,
  colorOf,
  commonStyle,
  graduated,
  mayBeAccuracy,
  rampOf,
  respread,
  type SymbolKind,
} from './make-symbology.ts'
import { isLimit, numberClasses } from './number-classes.ts'
import { RampField } from './ramp-field.tsx'
import { SecondField } from './second-field.tsx'
import styles from './style.module.css'
import { usePending } from './use-pending.ts'

type Graduated = Extract<Symbology, { kind: 'graduated' }>
const MOST_CLASSES = 12
const METHODS = ['natural', 'quantile', 'equal', 'deviation'] as const
const FIRST = { method: 'quantile', count: 5, ramp: 'teal' } as const

/** null: none was chosen yet */
interface Choice {
  readonly field: string | null
  readonly method: Graduated['method'] | null
  readonly count: number
}
const automatic = (method: Choice['method']): ClassMethod => (method === null || method === 'manual' ? FIRST.method : method)

interface GraduatedEditorProps extends ClassEditorProps {
  /** each class is to be parted again by another number */
  readonly onSecond: (field: string) => void
}

/** Classes by a number: method, breaks with a histogram, colours. Breaks come from all rows, from a worker. */
export function GraduatedEditor({ layer, kind, status, fields, onChange, ask, onSecond }: GraduatedEditorProps) {
  const app = useApp()
  const text = useText()
  const { symbology } = layer
  const now = symbology.kind === 'graduated' ? symbology : null
  const field = now?.field ?? fields[0].value
  const profile = useAsync(`${layer.table} ${field}`, (signal) =>
    app.tiles.fieldNumbers({ table: layer.table, field, bins: BINS }, { signal }),
  )
  const colors = now?.styles.map((style) => colorOf(style, kind)) ?? []
  const ramp = now ? rampOf(now.styles, kind, RAMPS) : { id: FIRST.ramp, isReversed: false }
  const drawn = { field: now?.field ?? null, method: now?.method ?? null, count: now ? now.styles.length : FIRST.count }
  const { choice, choose } = usePending<Choice>(drawn, (asked) =>
    ask(numberClasses(app, layer.table, asked.field ?? field, automatic(asked.method), asked.count), (classes) => {
      const n = classes.breaks.length + 1
      const next = ramp ? rampClasses(rampById(ramp.id), n, ramp.isReversed) : respread(now?.styles ?? [], n, kind)
      return graduated(classes, next, commonStyle(symbology), kind)
    }),
  )
  const { method, count } = choice
  const withBreaks = (old: Graduated, breaks: readonly number[]) => onChange({ ...old, breaks, method: 'manual' })
  const withStyle = (old: Graduated, index: number, color: string) =>
    onChange({ ...old, styles: old.styles.with(index, colored(old.styles[index], color, kind)) })
  return (
    <>
      <Select label={text(styleText.field)} value={choice.field} options={fields} onChange={(next) => choose({ field: next })} />
      {now && fields.length > 1 && (
        <SecondField
          value={null}
          fields={fields.filter(({ value }) => value !== now.field)}
          onChange={(second) => second !== null && onSecond(second)}
        />
      )}
      {now && (
        <>
          <div className={styles.halves}>
            <Select
              label={text(styleText.method)}
              value={method}
              options={[...METHODS, ...(method === 'manual' ? (['manual'] as const) : [])].map((value) => ({
                value,
                label: text(METHOD_WORDS[value]),
              }))}
              onChange={(next) => next !== 'manual' && choose({ method: next as ClassMethod })}
            />
            <NumberField
              label={text(styleText.classes)}
              value={count}
              minValue={2}
              maxValue={MOST_CLASSES}
              step={1}
              decimals={0}
              onChange={(next) => next >= 2 && next !== count && choose({ count: next })}
            />
          </div>
          <RampField
            value={ramp}
            kinds={['sequential', 'diverging']}
            colors={colors}
            onChange={(next, isReversed) => {
              const row = rampClasses(next, now.styles.length, isReversed)
              onChange({ ...now, styles: now.styles.map((style, i) => colored(style, row[i], kind)) })
            }}
          />
          {profile.state === 'failed' ? (
            <ErrorState message={text(styleText.failed)} />
          ) : profile.state === 'loading' ? (
            <p className={styles.quiet} role="status">
              {text(styleText.counting)}
            </p>
          ) : (
            <>
              <BreakHistogram
                title={fields.find(({ value }) => value === field)?.label ?? field}
                profile={profile.value}
                breaks={now.breaks}
                colors={colors}
                onChange={(breaks) => withBreaks(now, breaks)}
              />
              <Statistics profile={profile.value} />
              {mayBeAccuracy(profile.value, kind) && (
                <>
                  <Button isSmall onPress={() => onChange(accuracyLook(field, now.range, commonStyle(symbology), kind))}>
                    {text(styleText.accuracy)}
                  </Button>
                  <p className={styles.quiet}>{text(styleText.accuracyHelp)}</p>
                </>
              )}
            </>
          )}
          <Classes
            layer={layer}
            status={status}
            now={now}
            kind={kind}
            onColor={(index, color) => withStyle(now, index, color)}
            onBreak={(index, limit) => withBreaks(now, now.breaks.with(index, limit))}
          />
        </>
      )}
    </>
  )
}

function Statistics({ profile: { count, empty, mean, deviation } }: { readonly profile: NumberProfile }) {
  const text = useText()
  const decimals = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(deviation) || 1))))
  return (
    <p className={styles.quiet}>
      {text(styleText.statistics, {
        n: count,
        mean: shownNumber(mean, decimals),
        deviation: shownNumber(deviation, decimals),
      })}
      {empty > 0 && ` · ${text(styleText.empty, { n: empty })}`}
      <br />
      {text(styleText.limitHelp)}
    </p>
  )
}

/** One line a class: colour, upper limit to be typed, and how many features it holds on the map. */
function Classes({
  layer,
  status,
  now,
  kind,
  onColor,
  onBreak,
}: {
  readonly layer: Layer
  readonly status: LayerStatus | undefined
  readonly now: Graduated
  readonly kind: SymbolKind
  readonly onColor: (index: number, color: string) => void
  readonly onBreak: (index: number, limit: number) => void
}) {
  const text = useText()
  const entries = legendEntries(layer, status)
  const info = layer.fields.find(({ name }) => name === now.field)
  const hasLimit = (index: number) => index < now.breaks.length
  return (
    <ul className={styles.classes}>
      {entries.map(({ span, style, count }, index) => {
        const words = span ? spanWords(span, now.breaks, info) : text(styleText.noValue)
        return (
          <li key={span ? index : 'none'}>
            <ColorField
              label={text(styleText.classStyle, { class: words })}
              isLabelHidden
              value={colorOf(style, kind)}
              onChange={(color) => span && onColor(index, color)}
            />
            <span className={styles.words}>{hasLimit(index) ? words.slice(0, words.indexOf('–') + 1) : words}</span>
            {hasLimit(index) && (
              <span className={styles.limitField}>
                <NumberField
                  label={text(styleText.limit, { n: index + 1 })}
                  isLabelHidden
                  hasSteps={false}
                  value={now.breaks[index]}
                  decimals={6}
                  onChange={(limit) => isLimit(now.breaks, index, limit) && onBreak(index, limit)}
                />
              </span>
            )}
            <span className={styles.count}>{count === null ? '' : shownNumber(count, 0)}</span>
          </li>
        )
      })}
    </ul>
  )
}
