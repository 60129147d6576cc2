import { useMemo, useState } from 'react'
import { analysisText } from '../../i18n/analysis.ts'
import { Segments } from '../parts/segments.tsx'
import { useText } from '../shell/app-context.ts'
import type { Figures } from './figures.ts'
import styles from './result.module.css'
import { ResultBars } from './result-bars.tsx'
import type { Pick } from './result-body.tsx'
import { ResultSunburst } from './result-sunburst.tsx'
import { sectorsOf } from './sunburst.ts'

export interface ChartProps {
  readonly title: string
  readonly figures: Figures
  readonly pick: Pick
}

/** The lines as a picture: bars for one level, a sunburst or stacked bars for more. The table beside it holds the same figures. */
export function ResultChart(props: ChartProps) {
  const text = useText()
  const { figures } = props
  const [kind, setKind] = useState<'sunburst' | 'bars'>('sunburst')
  const names = useMemo(() => figures.levels.map((level) => figures.rows.map(level.text)), [figures])
  const sectors = useMemo(() => sectorsOf(names, figures.sizes), [names, figures.sizes])
  const isNested = figures.levels.length > 1
  return (
    <div className={styles.chart}>
      {isNested && (
        <Segments
          label={text(analysisText.chartKind)}
          isLabelHidden
          value={kind}
          options={[
            { value: 'sunburst', label: text(analysisText.chartSunburst) },
            { value: 'bars', label: text(analysisText.chartBars) },
          ]}
          onChange={setKind}
        />
      )}
      {isNested && kind === 'sunburst' ? (
        <ResultSunburst {...props} sectors={sectors} />
      ) : (
        <ResultBars {...props} sectors={sectors} />
      )}
    </div>
  )
}
