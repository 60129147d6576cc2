import { useState } from 'react'
import { type GradingModel, usedIndicators } from '../../core/grading/model.ts'
import { CONSISTENT_BELOW, pairwiseWeights } from '../../core/grading/pairwise.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button } from '../parts/button.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './grading.module.css'

/** 1/9 … 1/2, 1, 2 … 9: the scale of judgements. */
const JUDGEMENTS = [...Array.from({ length: 8 }, (_, i) => `1/${9 - i}`), ...Array.from({ length: 9 }, (_, i) => String(i + 1))]
/** Saaty's random index is known to 15 */
const MOST = 15

function numberOf(judgement: string): number {
  return judgement.startsWith('1/') ? 1 / Number(judgement.slice(2)) : Number(judgement)
}
function inverse(judgement: string): string {
  if (judgement === '1') return '1'
  return judgement.startsWith('1/') ? judgement.slice(2) : `1/${judgement}`
}

/** Weights from judgements of pairs, with their consistency; taken over only when asked. */
export function GradingPairwise({
  model,
  onChange,
}: {
  readonly model: GradingModel
  readonly onChange: (model: GradingModel) => void
}) {
  const text = useText()
  const used = usedIndicators(model).slice(0, MOST)
  const [judgements, setJudgements] = useState<Readonly<Record<string, string>>>({})
  const judgement = (row: string, column: string) =>
    row === column ? '1' : (judgements[`${row} ${column}`] ?? inverse(judgements[`${column} ${row}`] ?? '1'))
  const { weights, consistencyRatio } = pairwiseWeights(
    used.map(({ id: row }) => used.map(({ id: column }) => numberOf(judgement(row, column)))),
  )
  const isConsistent = consistencyRatio < CONSISTENT_BELOW
  const take = () => {
    const byId = new Map(used.map(({ id }, i) => [id, Number(weights[i].toFixed(6))]))
    onChange({
      ...model,
      weights: 'renormalise',
      indicators: model.indicators.map((each) => ({ ...each, weight: byId.get(each.id) ?? each.weight })),
    })
  }
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>{text(gradingText.pairwiseHelp)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.matrixBox} tabIndex={0} aria-label={text(gradingText.pairwise)}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <td />
              {used.map(({ id, label }) => (
                <th key={id} scope="col">
                  {text(label)}
                </th>
              ))}
              <th scope="col">{text(gradingText.weight)}</th>
            </tr>
          </thead>
          <tbody>
            {used.map((row, i) => (
              <tr key={row.id}>
                <th scope="row">{text(row.label)}</th>
                {used.map((column, k) => (
                  <td key={column.id}>
                    {k > i ? (
                      <Select
                        label={text(gradingText.judgement, { row: text(row.label), column: text(column.label) })}
                        isLabelHidden
                        value={judgement(row.id, column.id)}
                        options={JUDGEMENTS.map((each) => ({ value: each, label: each }))}
                        onChange={(next) => setJudgements({ ...judgements, [`${row.id} ${column.id}`]: next })}
                      />
                    ) : (
                      <span className={styles.quiet}>{judgement(row.id, column.id)}</span>
                    )}
                  </td>
                ))}
                <td className={styles.figure}>{weights[i].toFixed(4)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={isConsistent ? styles.fine : styles.doubt} role="status">
        {text(gradingText.consistency, {
          ratio: consistencyRatio.toFixed(3),
          verdict: text(isConsistent ? gradingText.consistent : gradingText.inconsistent),
        })}
      </p>
      <Button isDisabled={!isConsistent} onPress={take}>
        {text(gradingText.takeWeights)}
      </Button>
    </div>
  )
}
