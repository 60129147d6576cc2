import { type Check, PARCEL_VERDICTS } from '../../core/field/check.ts'
import { CLASS_LABELS, VERDICT_LABELS } from '../../core/field/check-labels.ts'
import type { EdgeSummary } from '../../core/field/check-lines.ts'
import { summariseCheck } from '../../core/field/summarise-check.ts'
import { POINT_CLASSES } from '../../core/field/verdict.ts'
import { plainNumber, shownNumber } from '../../core/units.ts'
import { fieldText } from '../../i18n/field.ts'
import { marks } from '../../i18n/marks.ts'
import { Segments } from '../parts/segments.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import panelStyles from './panel.module.css'
import styles from './records.module.css'

/** 本宗结果: what the measured points say of the survey and of the area, and what the officer says of the parcel. */
export function SummaryView({ check, edges }: { readonly check: Check; readonly edges: EdgeSummary }) {
  const field = useField()
  const text = useText()
  const summary = summariseCheck(check)
  const { area } = summary
  const words = summary.judged > 0 && summary.rmseM !== null
  return (
    <section className={styles.summary} data-testid="summary">
      <h3>{text(fieldText.summary)}</h3>
      <p>
        {words
          ? text(fieldText.statistics, {
              judged: summary.judged,
              within: summary.withinLimit,
              p: plainNumber((summary.withinLimit / summary.judged) * 100, 0),
              rmse: plainNumber(summary.rmseM ?? 0, 3),
            })
          : text(fieldText.noneJudged)}
        {words && !summary.isFormal && text(fieldText.informal)}
      </p>
      {summary.gross.length > 0 && (
        <p className={panelStyles.warn}>{text(fieldText.gross, { points: summary.gross.join(text(marks.pause)) })}</p>
      )}
      {edges.judged > 0 && (
        <p>
          {text(fieldText.edges, {
            judged: edges.judged,
            within: edges.within,
            limit: plainNumber(POINT_CLASSES[check.pointClass].limitM, 2),
          })}
        </p>
      )}
      {edges.beyond.length > 0 && (
        <p className={panelStyles.warn}>{text(fieldText.edgesBeyond, { edges: edges.beyond.join(text(marks.pause)) })}</p>
      )}
      {area && (
        <>
          <dl className={styles.areas}>
            <dt>{text(fieldText.measuredArea)}</dt>
            <dd>
              {shownNumber(area.measuredM2, 2)} {Number.isFinite(area.sigmaM2) && `± ${shownNumber(area.sigmaM2, 2)} `}m²
            </dd>
            <dt>{text(area.registeredM2 === null ? fieldText.drawnArea : fieldText.registeredArea)}</dt>
            <dd>{shownNumber(area.registeredM2 ?? area.drawnM2, 2)} m²</dd>
            <dt>{text(fieldText.difference)}</dt>
            <dd>
              {area.differenceM2 > 0 && '+'}
              {shownNumber(area.differenceM2, 2)} m² · {text(fieldText.tolerance, { m: shownNumber(area.toleranceM2, 2) })} ·{' '}
              <b>{text(area.isWithin === null ? fieldText.areaUnjudged : area.isWithin ? fieldText.within : fieldText.beyond)}</b>
            </dd>
          </dl>
          <p>{text(fieldText.areaMethod, { n: area.measuredPoints })}</p>
          <p className={styles.rule}>
            {text(fieldText.areaRule, {
              class: text(CLASS_LABELS[check.pointClass]),
              m: plainNumber(POINT_CLASSES[check.pointClass].rmseM, 3),
            })}
          </p>
        </>
      )}
      <p>
        {summary.proposal
          ? text(fieldText.proposal, { verdict: text(VERDICT_LABELS[summary.proposal]) })
          : text(fieldText.noProposal)}
      </p>
      <Segments
        label={text(fieldText.verdict)}
        value={check.verdict}
        options={PARCEL_VERDICTS.map((verdict) => ({ value: verdict, label: text(VERDICT_LABELS[verdict]) }))}
        onChange={(verdict) => void field.patchCheck(check.id, { verdict })}
      />
      <TextField
        label={text(fieldText.note)}
        rows={2}
        value={check.note}
        onChange={(note) => void field.patchCheck(check.id, { note })}
      />
      <TextField
        label={text(fieldText.officer)}
        value={check.officer}
        onChange={(officer) => void field.patchCheck(check.id, { officer })}
      />
    </section>
  )
}
