import type { Sector } from '../../core/charts/sunburst.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { classNames } from '../parts/class-names.ts'
import { useText } from '../shell/app-context.ts'
import type { ChartProps } from './result-chart.tsx'
import styles from './result-charts.module.css'

/** More bars than these would be a second table; the rest is one bar. */
const MOST_BARS = 12

/** One bar a value of the first level, divided by the second; the longest first. */
export function ResultBars({ title, figures, pick, sectors }: ChartProps & { readonly sectors: readonly Sector[] }) {
  const text = useText()
  const all = sectors.filter(({ depth }) => depth === 0)
  const shown = all.length > MOST_BARS ? all.slice(0, MOST_BARS - 1) : all
  const rest = all.slice(shown.length)
  const longest = all[0]?.value ?? 0
  const restValue = rest.reduce((sum, { value }) => sum + value, 0)
  const scale = Math.max(longest, restValue)
  const isPicked = (rows: readonly number[]) => pick.rows.length > 0 && rows.every((row) => pick.has(row))
  const partsOf = (bar: Sector) => {
    const parts = sectors.filter(({ depth, path }) => depth === 1 && path[0] === bar.path[0])
    return parts.length > 0 ? parts : [bar]
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <figure className={styles.bars} tabIndex={0} aria-label={text(analysisText.chartLabel, { title })}>
      {shown.map((bar) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table is the keyboard's way to the same lines
        // biome-ignore lint/a11y/useKeyWithClickEvents: the table is the keyboard's way to the same lines
        <div
          key={bar.path[0]}
          className={classNames(styles.barRow, isPicked(bar.rows) && styles.pickedBar)}
          onClick={() => pick.onPick(bar.rows)}
          onDoubleClick={() => pick.onZoom(bar.rows)}
        >
          <span className={styles.barName}>{bar.path[0]}</span>
          <span className={styles.barValue}>{figures.shareText(bar.value)}</span>
          <span className={styles.track}>
            {partsOf(bar).map((part) => (
              <span
                key={part.path.join('\n')}
                title={`${part.path.join(' · ')} ${figures.sizeText(part.value)}`}
                style={{
                  width: `${(part.value / scale) * 100}%`,
                  background: figures.colorOf(part.depth, part.rows[0]),
                }}
              />
            ))}
          </span>
        </div>
      ))}
      {rest.length > 0 && (
        <div className={styles.barRow}>
          <span className={styles.barName}>{text(analysisText.chartOther, { count: rest.length })}</span>
          <span className={styles.barValue}>{figures.shareText(restValue)}</span>
          <span className={styles.track}>
            <span className={styles.restBar} style={{ width: `${(restValue / scale) * 100}%` }} />
          </span>
        </div>
      )}
    </figure>
  )
}
