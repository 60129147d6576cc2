import { useState } from 'react'
import type { Note } from '../../core/errors.ts'
import { type GradingModel, type Indicator, usedIndicators } from '../../core/grading/model.ts'
import type { FieldInfo, Table } from '../../core/table.ts'
import { messageOf } from '../../i18n/errors.ts'
import { gradingText, SCORING_WORDS, SOURCE_WORDS } from '../../i18n/grading.ts'
import { marks } from '../../i18n/marks.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { classNames } from '../parts/class-names.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'
import { GradingIndicator } from './grading-indicator.tsx'
import { GradingJson } from './grading-json.tsx'
import { GradingPairwise } from './grading-pairwise.tsx'
import { renormalised } from './grading-problems.ts'
import { GradingRules } from './grading-rules.tsx'

/** The whole scheme: indicators with their weights on the left, the chosen one on the right, the rules below. */
export function GradingEditor({
  model,
  table,
  fields,
  problems,
  onChange,
  onClose,
}: {
  readonly model: GradingModel
  readonly table: Table | null
  readonly fields: readonly FieldInfo[]
  readonly problems: readonly Note[]
  readonly onChange: (model: GradingModel) => void
  readonly onClose: () => void
}) {
  const text = useText()
  const locale = useLocale()
  const [chosen, setChosen] = useState(0)
  const index = Math.min(chosen, model.indicators.length - 1)
  const sum = usedIndicators(model).reduce((total, { weight }) => total + weight, 0)
  const isOne = Math.abs(sum - 1) < 5e-5
  const replace = (at: number, next: Indicator) =>
    onChange({ ...model, indicators: model.indicators.map((each, i) => (i === at ? next : each)) })
  const add = () => {
    const id = Array.from({ length: 99 }, (_, i) => `X${i + 1}`).find((each) =>
      model.indicators.every((other) => other.id !== each),
    )
    const fresh: Indicator = {
      id: id ?? 'X',
      label: gradingText.newIndicator,
      weight: 0,
      source: { kind: 'geometry', measure: 'areaHa' },
      scoring: { kind: 'range', min: null, max: null, better: 'high' },
    }
    onChange({ ...model, indicators: [...model.indicators, fresh] })
    setChosen(model.indicators.length)
  }
  const remove = () => {
    const gone = model.indicators[index].id
    onChange({
      ...model,
      indicators: model.indicators.filter((_, i) => i !== index),
      limits: model.limits.filter(({ indicator }) => indicator !== gone),
    })
  }
  return (
    <Dialog
      title={`${text(gradingText.editor)} · ${text(model.title)}`}
      isOpen
      onClose={onClose}
      closeLabel={text(gradingText.close)}
      size="wide"
      isDismissable={false}
      actions={
        <Button variant="primary" onPress={onClose}>
          {text(gradingText.done)}
        </Button>
      }
    >
      <p className={styles.source}>
        {model.isExample && <span className={styles.tag}>{text(gradingText.example)}</span>}
        {text(marks.says, { subject: text(gradingText.source), words: text(model.source) })}
      </p>
      {problems.length > 0 && (
        <ul className={styles.problemList} aria-label={text(gradingText.problems)}>
          {problems.map(({ code, detail }) => (
            <li key={`${code} ${JSON.stringify(detail)}`}>{messageOf(code, detail, locale)}</li>
          ))}
        </ul>
      )}
      <div className={styles.columns}>
        <section aria-label={text(gradingText.indicators)}>
          <table className={styles.indicators}>
            <thead>
              <tr>
                <td />
                <th>{text(gradingText.indicator)}</th>
                <th>{text(gradingText.weight)}</th>
              </tr>
            </thead>
            <tbody>
              {model.indicators.map((each, i) => (
                <tr
                  // biome-ignore lint/suspicious/noArrayIndexKey: an id may be typed twice for a moment
                  key={i}
                  className={classNames(i === index && styles.current, each.isOff && styles.off)}
                >
                  <td>
                    <Checkbox
                      label={text(gradingText.use, { name: text(each.label) })}
                      isSelected={!each.isOff}
                      onChange={(isUsed) => {
                        const { isOff: _, ...rest } = each
                        replace(i, isUsed ? rest : { ...rest, isOff: true })
                      }}
                    />
                  </td>
                  <td>
                    <button
                      type="button"
                      className={styles.name}
                      aria-current={i === index}
                      aria-label={text(gradingText.editIndicator, { name: text(each.label) })}
                      onClick={() => setChosen(i)}
                    >
                      <span>
                        {text(each.label)}
                        {each.unit && <small> {each.unit}</small>}
                      </span>
                      <small>
                        {each.group && `${text(each.group)} · `}
                        {text(SOURCE_WORDS[each.source.kind])} · {text(SCORING_WORDS[each.scoring.kind])}
                      </small>
                    </button>
                  </td>
                  <td className={styles.weight}>
                    <NumberField
                      hasSteps={false}
                      label={text(gradingText.weightOf, { name: text(each.label) })}
                      isLabelHidden
                      value={each.weight}
                      minValue={0}
                      decimals={6}
                      onChange={(weight) => replace(i, { ...each, weight: Number.isNaN(weight) ? 0 : weight })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>{text(gradingText.sum)}</td>
                <td>
                  <output className={isOne ? styles.fine : styles.doubt}>{Number(sum.toFixed(6))}</output>
                  <Button isSmall isDisabled={isOne} onPress={() => onChange(renormalised(model))}>
                    {text(gradingText.renormalise)}
                  </Button>
                </td>
              </tr>
            </tfoot>
          </table>
          <Button isSmall variant="quiet" onPress={add}>
            {text(gradingText.addIndicator)}
          </Button>
        </section>
        <GradingIndicator
          key={index}
          indicator={model.indicators[index]}
          scale={model.scale}
          table={table}
          fields={fields}
          onChange={(next) => replace(index, next)}
          onRemove={model.indicators.length > 1 ? remove : null}
        />
      </div>
      <Disclosure title={text(gradingText.rules)} isInitiallyOpen>
        <GradingRules model={model} onChange={onChange} />
      </Disclosure>
      <Disclosure title={text(gradingText.pairwise)}>
        <GradingPairwise model={model} onChange={onChange} />
      </Disclosure>
      <Disclosure title={text(gradingText.json)}>
        <GradingJson model={model} onChange={onChange} />
      </Disclosure>
    </Dialog>
  )
}
