import { useMemo } from 'react'
import type { Figures } from './figures.ts'
import { ResultBars } from './result-bars.tsx'
import type { Pick } from './result-body.tsx'
import { ResultSunburst } from './result-sunburst.tsx'
import { namesOf, sectorsOf } from './sunburst.ts'

export interface ChartProps {
  readonly title: string
  readonly figures: Figures
  readonly pick: Pick
}

/** The lines as a picture. The table beside it holds the same figures. */
export function ResultChart({ kind, ...props }: ChartProps & { readonly kind: 'sunburst' | 'bars' }) {
  const { figures } = props
  const names = useMemo(() => namesOf(figures.levels.map((level) => figures.rows.map(level.text))), [figures])
  const sectors = useMemo(() => sectorsOf(names, figures.sizes), [names, figures.sizes])
  return kind === 'sunburst' ? <ResultSunburst {...props} sectors={sectors} /> : <ResultBars {...props} sectors={sectors} />
}
