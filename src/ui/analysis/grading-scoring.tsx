import type { Band, CodeScore, Membership, Scoring } from '../../core/grading/model.ts'
import { membership } from '../../core/grading/score.ts'
import { gradingText, SCORING_WORDS, SHAPE_WORDS } from '../../i18n/grading.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './grading.module.css'

interface ScoringProps<S extends Scoring = Scoring> {
  readonly scoring: S
  /** scores run 0…scale */
  readonly scale: number
  readonly onChange: (scoring: Scoring) => void
}

/** How a value becomes a score. */
export function GradingScoring(props: ScoringProps) {
  const text = useText()
  const { scoring, scale, onChange } = props
  const fresh: Readonly<Record<Scoring['kind'], Scoring>> = {
    codes: { kind: 'codes', scores: [{ codes: ['1'], score: scale }], other: null },
    bands: {
      kind: 'bands',
      bands: [
        { from: null, score: 0 },
        { from: 1, score: scale },
      ],
    },
    membership: { kind: 'membership', shape: 'more', a: 0.001, c: 40, lower: 0, upper: 40 },
    range: { kind: 'range', min: null, max: null, better: 'high' },
    logistic: { kind: 'logistic', min: null, max: null, better: 'high' },
  }
  return (
    <div className={styles.stack}>
      <Select
        label={text(gradingText.scoring)}
        isLabelHidden
        value={scoring.kind}
        options={(Object.keys(SCORING_WORDS) as Scoring['kind'][]).map((kind) => ({
          value: kind,
          label: text(SCORING_WORDS[kind]),
        }))}
        onChange={(kind) => onChange(fresh[kind])}
      />
      {scoring.kind === 'codes' && <Codes {...props} scoring={scoring} />}
      {scoring.kind === 'bands' && <Bands {...props} scoring={scoring} />}
      {scoring.kind === 'membership' && <MembershipForm {...props} scoring={scoring} />}
      {(scoring.kind === 'range' || scoring.kind === 'logistic') && <Range {...props} scoring={scoring} />}
    </div>
  )
}

function Codes({ scoring, scale, onChange }: ScoringProps<Extract<Scoring, { kind: 'codes' }>>) {
  const text = useText()
  const replace = (at: number, next: CodeScore) =>
    onChange({ ...scoring, scores: scoring.scores.map((each, i) => (i === at ? next : each)) })
  return (
    <>
      <Rows
        head={[text(gradingText.codes), text(gradingText.score)]}
        rows={scoring.scores.map(({ codes, score }, i) => [
          <TextField
            key="codes"
            label={text(gradingText.codes)}
            isLabelHidden
            value={codes.join(' ')}
            onChange={(typed) => replace(i, { codes: typed.trimStart().split(/\s+/), score })}
          />,
          <Score key="score" scale={scale} value={score} onChange={(next) => replace(i, { codes, score: next })} />,
        ])}
        onAdd={() => onChange({ ...scoring, scores: [...scoring.scores, { codes: ['?'], score: 0 }] })}
        onRemove={(at) => onChange({ ...scoring, scores: scoring.scores.filter((_, i) => i !== at) })}
      />
      <NumberField
        hasSteps={false}
        label={text(gradingText.other)}
        value={scoring.other ?? Number.NaN}
        minValue={0}
        maxValue={scale}
        onChange={(other) => onChange({ ...scoring, other: Number.isNaN(other) ? null : other })}
      />
    </>
  )
}

function Bands({ scoring, scale, onChange }: ScoringProps<Extract<Scoring, { kind: 'bands' }>>) {
  const text = useText()
  const replace = (at: number, next: Band) =>
    onChange({ ...scoring, bands: scoring.bands.map((each, i) => (i === at ? next : each)) })
  const last = scoring.bands.at(-1)
  return (
    <Rows
      head={[text(gradingText.from), text(gradingText.score)]}
      rows={scoring.bands.map(({ from, score }, i) => [
        from === null ? (
          <span key="from" className={styles.quiet}>
            {text(gradingText.lowest)}
          </span>
        ) : (
          <NumberField
            hasSteps={false}
            key="from"
            label={text(gradingText.from)}
            isLabelHidden
            value={from}
            decimals={4}
            onChange={(next) => replace(i, { from: Number.isNaN(next) ? 0 : next, score })}
          />
        ),
        <Score key="score" scale={scale} value={score} onChange={(next) => replace(i, { from, score: next })} />,
      ])}
      onAdd={() => onChange({ ...scoring, bands: [...scoring.bands, { from: (last?.from ?? 0) + 1, score: last?.score ?? 0 }] })}
      onRemove={(at) => onChange({ ...scoring, bands: scoring.bands.filter((_, i) => i !== at) })}
    />
  )
}

function MembershipForm({ scoring, onChange }: ScoringProps<Membership>) {
  const text = useText()
  const number = (name: 'a' | 'c' | 'lower' | 'upper', label: string, decimals: number) => (
    <NumberField
      hasSteps={false}
      label={label}
      value={scoring[name]}
      decimals={decimals}
      onChange={(value) => onChange({ ...scoring, [name]: Number.isNaN(value) ? 0 : value })}
    />
  )
  return (
    <>
      <Segments
        label={text(gradingText.shape)}
        value={scoring.shape}
        options={(['more', 'less', 'peak'] as const).map((shape) => ({ value: shape, label: text(SHAPE_WORDS[shape]) }))}
        onChange={(shape) => onChange({ ...scoring, shape })}
      />
      <p className={styles.formula}>y = 1 / [1 + a (u − c)²]</p>
      <Curve scoring={scoring} />
      <div className={styles.pair}>
        {number('a', 'a', 9)}
        {number('c', 'c', 6)}
        {number('lower', text(gradingText.lower), 4)}
        {number('upper', text(gradingText.upper), 4)}
      </div>
    </>
  )
}

const CURVE_STEPS = 120

/** The function from a little below its lower limit to a little above its upper one. */
function Curve({ scoring }: { readonly scoring: Membership }) {
  const { lower, upper } = scoring
  const margin = (upper - lower) * 0.08
  const points = Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
    const u = lower - margin + ((upper - lower + 2 * margin) * i) / CURVE_STEPS
    return `${i} ${(1 - membership(u, scoring)).toFixed(4)}`
  })
  return (
    <svg className={styles.curve} viewBox={`0 -0.04 ${CURVE_STEPS} 1.04`} preserveAspectRatio="none" aria-hidden="true">
      <path d={`M${points.join('L')}`} />
    </svg>
  )
}

function Range({ scoring, onChange }: ScoringProps<Extract<Scoring, { kind: 'range' | 'logistic' }>>) {
  const text = useText()
  const end = (name: 'min' | 'max', label: string) => (
    <NumberField
      hasSteps={false}
      label={label}
      value={scoring[name] ?? Number.NaN}
      decimals={4}
      onChange={(value) => onChange({ ...scoring, [name]: Number.isNaN(value) ? null : value })}
    />
  )
  return (
    <>
      <Segments
        label={text(gradingText.better)}
        value={scoring.better}
        options={[
          { value: 'high', label: text(gradingText.high) },
          { value: 'low', label: text(gradingText.low) },
        ]}
        onChange={(better) => onChange({ ...scoring, better })}
      />
      <div className={styles.pair}>
        {end('min', text(gradingText.min))}
        {end('max', text(gradingText.max))}
      </div>
    </>
  )
}

function Score({
  scale,
  value,
  onChange,
}: {
  readonly scale: number
  readonly value: number
  readonly onChange: (score: number) => void
}) {
  const text = useText()
  return (
    <NumberField
      hasSteps={false}
      label={text(gradingText.score)}
      isLabelHidden
      value={value}
      minValue={0}
      maxValue={scale}
      onChange={(score) => onChange(Number.isNaN(score) ? 0 : score)}
    />
  )
}

/** A small table of inputs that can grow and shrink. */
function Rows({
  head,
  rows,
  onAdd,
  onRemove,
}: {
  readonly head: readonly string[]
  readonly rows: readonly (readonly React.ReactNode[])[]
  readonly onAdd: () => void
  readonly onRemove: (at: number) => void
}) {
  const text = useText()
  return (
    <div>
      <table className={styles.rows}>
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word}>{word}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            <tr key={i}>
              {cells.map((cell, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns likewise
                <td key={k}>{cell}</td>
              ))}
              <td>
                <IconButton
                  icon="close"
                  isSmall
                  label={text(gradingText.removeRow, { n: i + 1 })}
                  isDisabled={rows.length < 2}
                  onPress={() => onRemove(i)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button isSmall variant="quiet" onPress={onAdd}>
        {text(gradingText.addRow)}
      </Button>
    </div>
  )
}
