import type { Grades, GradingModel, LimitRule } from '../../core/grading/model.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'

const ANY = '*'

/** How scores are combined, what limits them, what is done without a value, and where grades begin. */
export function GradingRules({
  model,
  onChange,
}: {
  readonly model: GradingModel
  readonly onChange: (model: GradingModel) => void
}) {
  const text = useText()
  const set = (patch: Partial<GradingModel>) => onChange({ ...model, ...patch })
  const setLimit = (at: number, patch: Partial<LimitRule>) =>
    set({ limits: model.limits.map((each, i) => (i === at ? { ...each, ...patch } : each)) })
  return (
    <div className={styles.stack}>
      <div className={styles.three}>
        <Select
          label={text(gradingText.combine)}
          value={model.combine}
          options={[
            { value: 'weightedSum', label: text(gradingText.weightedSum) },
            { value: 'minimum', label: text(gradingText.minimum) },
          ]}
          onChange={(combine) => set({ combine })}
        />
        <Select
          label={text(gradingText.weightRule)}
          value={model.weights}
          options={[
            { value: 'asPrinted', label: text(gradingText.asPrinted) },
            { value: 'renormalise', label: text(gradingText.always) },
          ]}
          onChange={(weights) => set({ weights })}
        />
        <Select
          label={text(gradingText.missing)}
          value={model.missing}
          options={[
            { value: 'skip', label: text(gradingText.skip) },
            { value: 'ungraded', label: text(gradingText.ungraded) },
          ]}
          onChange={(missing) => set({ missing })}
        />
      </div>
      <h3>{text(gradingText.limits)}</h3>
      {model.limits.map((rule, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name but their place
        <div key={i} className={styles.limit}>
          <Select
            label={text(gradingText.limitOf)}
            value={rule.indicator ?? ANY}
            options={[
              { value: ANY, label: text(gradingText.anyIndicator) },
              ...model.indicators.map(({ id, label }) => ({ value: id, label: text(label) })),
            ]}
            onChange={(id) => setLimit(i, { indicator: id === ANY ? null : id })}
          />
          <NumberField
            hasSteps={false}
            label={text(gradingText.limitBelow)}
            value={rule.below}
            minValue={0}
            maxValue={model.scale}
            onChange={(below) => setLimit(i, { below: Number.isNaN(below) ? 0 : below })}
          />
          <NumberField
            hasSteps={false}
            label={text(gradingText.limitScore)}
            value={rule.score ?? Number.NaN}
            minValue={0}
            maxValue={model.scale}
            onChange={(score) => setLimit(i, { score: Number.isNaN(score) ? null : score })}
          />
          <IconButton
            icon="close"
            isSmall
            label={text(gradingText.removeRow, { n: i + 1 })}
            onPress={() => set({ limits: model.limits.filter((_, k) => k !== i) })}
          />
        </div>
      ))}
      <Button
        isSmall
        variant="quiet"
        onPress={() => set({ limits: [...model.limits, { indicator: null, below: model.scale * 0.3, score: null }] })}
      >
        {text(gradingText.addRow)}
      </Button>
      <h3>{text(gradingText.grades)}</h3>
      <GradeLimits grades={model.grades} scale={model.scale} onChange={(grades) => set({ grades })} />
    </div>
  )
}

function GradeLimits({
  grades,
  scale,
  onChange,
}: {
  readonly grades: Grades
  readonly scale: number
  readonly onChange: (grades: Grades) => void
}) {
  const text = useText()
  const locale = useLocale()
  const { labels } = grades
  const evenly = (count: number) =>
    Array.from({ length: count - 1 }, (_, i) => Number((scale * (1 - (i + 1) / count)).toFixed(4)))
  const resize = (next: Grades['labels']) =>
    onChange(
      grades.kind === 'fixed'
        ? {
            ...grades,
            labels: next,
            lower:
              next.length > labels.length
                ? [...grades.lower, Number(((grades.lower.at(-1) ?? scale) / 2).toFixed(4))]
                : grades.lower.slice(0, next.length - 1),
          }
        : { ...grades, labels: next },
    )
  return (
    <>
      <Segments
        label={text(gradingText.breaks)}
        value={grades.kind}
        options={(['fixed', 'equal', 'quantile', 'natural'] as const).map((kind) => ({
          value: kind,
          label: text(gradingText[kind]),
        }))}
        onChange={(kind) => onChange(kind === 'fixed' ? { kind, labels, lower: evenly(labels.length) } : { kind, labels })}
      />
      <ol className={styles.grades}>
        {labels.map((label, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a grade is its place
          <li key={i}>
            <TextField
              label={text(gradingText.gradeName, { n: i + 1 })}
              isLabelHidden
              value={label[locale]}
              onChange={(word) =>
                onChange({ ...grades, labels: labels.map((each, k) => (k === i ? { ...each, [locale]: word } : each)) })
              }
            />
            {grades.kind === 'fixed' && i < grades.lower.length && <span>≥</span>}
            {grades.kind === 'fixed' && i < grades.lower.length && (
              <NumberField
                hasSteps={false}
                label={text(gradingText.gradeLower, { n: i + 1 })}
                isLabelHidden
                value={grades.lower[i]}
                decimals={4}
                minValue={0}
                maxValue={scale}
                onChange={(limit) =>
                  onChange({
                    ...grades,
                    lower: grades.lower.map((each, k) => (k === i ? (Number.isNaN(limit) ? 0 : limit) : each)),
                  })
                }
              />
            )}
          </li>
        ))}
      </ol>
      <div className={styles.buttons}>
        <Button
          isSmall
          variant="quiet"
          isDisabled={labels.length >= 20}
          onPress={() => resize([...labels, { zh: `${labels.length + 1}等`, en: `Grade ${labels.length + 1}` }])}
        >
          {text(gradingText.addGrade)}
        </Button>
        <Button isSmall variant="quiet" isDisabled={labels.length <= 2} onPress={() => resize(labels.slice(0, -1))}>
          {text(gradingText.removeGrade)}
        </Button>
      </div>
    </>
  )
}
