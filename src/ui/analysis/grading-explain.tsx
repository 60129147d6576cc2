import { useMemo, useState } from 'react'
import type { LayerId } from '../../app/state.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { selectRows } from '../../commands/select-rows.ts'
import type { AnalysisResult } from '../../core/analysis.ts'
import { effectiveWeights } from '../../core/grading/combine.ts'
import { explainScore } from '../../core/grading/explain.ts'
import { factorsOfRow, gradeColor, SCORE } from '../../core/grading/graded-rows.ts'
import { usedIndicators } from '../../core/grading/model.ts'
import { parseModel } from '../../core/grading/parse-model.ts'
import { type CellValue, findColumn } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button } from '../parts/button.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'
import own from './grading-explain.module.css'
import { GradingHistogram } from './grading-histogram.tsx'

/** Why one feature has its grade: value, score, weight, contribution and obstacle of every factor, the greatest obstacle first. */
export function GradingExplain({
  json,
  result,
  layer,
}: {
  readonly json: string
  readonly result: AnalysisResult
  readonly layer: LayerId
}) {
  const text = useText()
  const command = useRun()
  const model = useMemo(() => parseModel(json), [json])
  const weights = useMemo(() => effectiveWeights(model), [model])
  const selected = useAppState(({ session: { selection, card } }) => {
    const hit = card?.hits[card.open ?? 0]
    return selection?.layer === layer ? selection.rows[0] : hit?.layer === layer ? hit.row : undefined
  })
  // pieces stand in the order of the rows in use, ascending; members name the same rows by group
  const rows = useMemo(() => Uint32Array.from(result.members.rows).sort(), [result])
  const order = useMemo(() => worstFirst(result), [result])
  const [step, setStep] = useState(0)
  const { pieces } = result
  if (!pieces || rows.length === 0) return null
  const onMap = selected === undefined ? -1 : rows.indexOf(selected)
  const position = onMap >= 0 ? onMap : order[step]
  const go = (next: number) => {
    setStep(next)
    command(selectRows, { layer, rows: [rows[order[next]]], isOnlyShown: true })
  }
  const at = order.indexOf(position)
  const row = factorsOfRow(pieces, model, position)
  const factors = explainScore(model, row.scores, weights)
  const used = usedIndicators(model)
  const decimals = model.scale === 1 ? 4 : 1
  const grades = model.grades.labels
  const isGraded = !Number.isNaN(row.grade)
  const rule = row.limit === null ? null : model.limits[row.limit]
  const limiter = rule && used.find(({ id }, i) => (rule.indicator ?? id) === id && row.scores[i] < rule.below)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={own.explain} tabIndex={0} aria-label={text(gradingText.explain)}>
      <header>
        <span className={own.swatch} style={{ background: isGraded ? gradeColor(row.grade - 1, grades.length) : undefined }} />
        <strong>{isGraded ? text(grades[row.grade - 1]) : text(gradingText.noGrade)}</strong>
        <span>{text(gradingText.total, { score: shownNumber(row.score, decimals + 1) })}</span>
        {limiter && <span className={styles.doubt}>{text(gradingText.limited, { name: text(limiter.label) })}</span>}
        <span className={styles.quiet}>{text(gradingText.parcel, { n: at + 1, count: order.length })}</span>
        <span className={own.buttons}>
          <Button isSmall variant="quiet" isDisabled={at <= 0} onPress={() => go(at - 1)}>
            {text(gradingText.previous)}
          </Button>
          <Button isSmall variant="quiet" isDisabled={at >= order.length - 1} onPress={() => go(at + 1)}>
            {text(gradingText.next)}
          </Button>
          <Button isSmall variant="quiet" onPress={() => command(rowsZoom, { layer, rows: [rows[position]] })}>
            {text(gradingText.show)}
          </Button>
        </span>
      </header>
      <table className={own.factors}>
        <thead>
          <tr>
            <th>{text(gradingText.indicator)}</th>
            <th>{text(gradingText.value)}</th>
            <th>{text(gradingText.score)}</th>
            <th>{text(gradingText.weight)}</th>
            <th>{text(gradingText.contribution)}</th>
            <th>{text(gradingText.obstacle)} %</th>
          </tr>
        </thead>
        <tbody>
          {factors
            .toSorted((a, b) => b.obstacle - a.obstacle)
            .map(({ indicator, score, weight, contribution, obstacle }) => (
              <tr key={used[indicator].id}>
                <th scope="row">{text(used[indicator].label)}</th>
                <td>
                  {valueText(row.values[indicator])} {used[indicator].unit}
                </td>
                <td>
                  <Bar share={score / model.scale} tone="score">
                    {shownNumber(score, decimals)}
                  </Bar>
                </td>
                <td>{shownNumber(weight, 4)}</td>
                <td>{shownNumber(contribution, decimals + 1)}</td>
                <td>
                  <Bar share={obstacle / 100} tone="obstacle">
                    {shownNumber(obstacle, 1)}
                  </Bar>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <GradingHistogram pieces={pieces} count={grades.length} mark={row.score} />
    </section>
  )
}

function Bar({
  share,
  tone,
  children,
}: {
  readonly share: number
  readonly tone: 'score' | 'obstacle'
  readonly children: React.ReactNode
}) {
  return (
    <span className={own.barCell}>
      <span className={own.track}>
        <span
          className={tone === 'score' ? own.scoreBar : own.obstacleBar}
          style={{ width: `${Math.max(0, Math.min(1, share || 0)) * 100}%` }}
        />
      </span>
      {children}
    </span>
  )
}

function valueText(value: CellValue): string {
  if (value === null) return '—'
  return typeof value === 'number' ? shownNumber(value, Math.abs(value) < 10 ? 3 : 1) : String(value)
}

/** Positions of the graded rows by score, the lowest first; rows without a score last. */
function worstFirst({ pieces }: AnalysisResult): number[] {
  const column = pieces && findColumn(pieces, SCORE)
  if (column?.type !== 'number') return []
  const value = (i: number) => (Number.isNaN(column.values[i]) ? Number.POSITIVE_INFINITY : column.values[i])
  return Array.from(column.values, (_, i) => i).sort((a, b) => value(a) - value(b) || a - b)
}
