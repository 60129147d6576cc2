import type { Layer } from '../../app/state.ts'
import type { NumberClasses } from '../../core/symbology.ts'
import { styleText } from '../../i18n/style.ts'
import { ErrorState } from '../parts/error-state.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { BINS, BreakHistogram } from './break-histogram.tsx'
import { isLimit } from './number-classes.ts'
import styles from './style.module.css'

interface LimitsFieldProps {
  readonly layer: Layer
  readonly title: string
  readonly classes: NumberClasses
  /** of the classes */
  readonly colors: readonly string[]
  readonly onChange: (breaks: readonly number[]) => void
}

/** The limits between classes of one number: dragged over its histogram, moved by keys, or typed. */
export function LimitsField({ layer, title, classes: { field, breaks }, colors, onChange }: LimitsFieldProps) {
  const app = useApp()
  const text = useText()
  const profile = useAsync(`${layer.table} ${field}`, (signal) =>
    app.tiles.fieldNumbers({ table: layer.table, field, bins: BINS }, { signal }),
  )
  if (profile.state === 'failed') return <ErrorState message={text(styleText.failed)} />
  return (
    <fieldset className={styles.limits}>
      <legend>{title}</legend>
      {profile.state === 'loading' ? (
        <p className={styles.quiet} role="status">
          {text(styleText.counting)}
        </p>
      ) : (
        <BreakHistogram title={title} profile={profile.value} breaks={breaks} colors={colors} onChange={onChange} />
      )}
      <div className={styles.halves}>
        {breaks.map((limit, index) => (
          <NumberField
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place among the limits
            key={index}
            label={text(styleText.limit, { n: index + 1 })}
            hasSteps={false}
            value={limit}
            decimals={6}
            onChange={(next) => isLimit(breaks, index, next) && onChange(breaks.with(index, next))}
          />
        ))}
      </div>
    </fieldset>
  )
}
