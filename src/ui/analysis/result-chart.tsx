import { useCallback } from 'react'
import { namesOf, type Sector, sectorsOf } from '../../core/charts/sunburst.ts'
import type { Slices } from '../../core/slices.ts'
import { useSlices } from '../parts/use-slices.ts'
import type { Figures } from './figures.ts'
import { ResultBars } from './result-bars.tsx'
import type { Pick } from './result-body.tsx'
import { ResultSunburst } from './result-sunburst.tsx'

export interface ChartProps {
  readonly title: string
  readonly figures: Figures
  readonly pick: Pick
}

/** Bars show two levels, and a sunburst is offered for few lines only. */
const MOST_LEVELS = { sunburst: Number.POSITIVE_INFINITY, bars: 2 } as const

/** The lines as a picture. The table beside it holds the same figures. */
export function ResultChart({ kind, ...props }: ChartProps & { readonly kind: 'sunburst' | 'bars' }) {
  const { figures } = props
  const divide = useCallback(
    function* (): Slices<Sector[]> {
      const levels = figures.levels.map(({ text }) => text)
      const names = yield* namesOf(levels, figures.rows.length)
      return yield* sectorsOf(names.slice(0, MOST_LEVELS[kind]), figures.sizes)
    },
    [figures, kind],
  )
  const sectors = useSlices(divide)
  if (!sectors) return null
  return kind === 'sunburst' ? <ResultSunburst {...props} sectors={sectors} /> : <ResultBars {...props} sectors={sectors} />
}
