import type { Check, CheckedPoint } from '../../core/field/check.ts'
import { CLASS_LABELS, QUALITY_LABELS, SOURCE_LABELS } from '../../core/field/check-labels.ts'
import { judgePoint, neededAccuracyM, offsetOf, POINT_CLASSES } from '../../core/field/verdict.ts'
import { plainNumber } from '../../core/units.ts'
import { fieldText } from '../../i18n/field.ts'
import { useText } from '../shell/app-context.ts'
import { useFieldState } from './field-context.ts'
import { degrees, spread } from './field-words.ts'
import styles from './panel.module.css'

/** What may be said of the point: by its measurement, or, before there is one, whether the position at hand could say it. */
export function PointVerdictNote({ check, point }: { readonly check: Check; readonly point: CheckedPoint }) {
  const text = useText()
  const fix = useFieldState((state) => state.fix)
  const { measured, registered } = point
  const { limitM } = POINT_CLASSES[check.pointClass]
  const needM = neededAccuracyM(check.pointClass)
  const known = { class: text(CLASS_LABELS[check.pointClass]), limit: plainNumber(limitM, 2), need: plainNumber(needM, 3) }
  const accuracyM = measured ? measured.accuracyM : (fix?.accuracyM ?? null)
  const offset = measured && registered ? offsetOf(registered, measured) : null
  const verdict = judgePoint(offset?.distanceM ?? 0, accuracyM, check.pointClass)
  const a = accuracyM === null ? '' : spread(accuracyM)
  if (!measured && !fix) return null
  const words =
    verdict.kind === 'refused'
      ? verdict.reason === 'unknownAccuracy'
        ? text(fieldText.refusedUnknown, known)
        : text(measured ? fieldText.refusedAccuracy : fieldText.refusedNow, { ...known, a })
      : offset
        ? text(fieldText[verdict.kind], {
            ...known,
            d: plainNumber(offset.distanceM, 3),
            az: degrees(offset.azimuthDeg) || '—',
          })
        : text(fieldText.enough, { ...known, a })
  const state = verdict.kind === 'refused' ? 'refused' : offset ? verdict.kind : 'ready'
  const isTooRough = verdict.kind === 'refused' && verdict.reason === 'accuracy'
  return (
    <div className={styles.verdict} data-verdict={state} role="status" data-testid="verdict">
      <p>{words}</p>
      {measured && (
        <p className={styles.measured}>
          {[
            text(measured.quality ? QUALITY_LABELS[measured.quality] : SOURCE_LABELS[measured.source]),
            measured.count > 1 &&
              text(fieldText.meanOf, { n: measured.count, sd: measured.sdM === null ? '—' : spread(measured.sdM) }),
            // the refusal has said it, and on a phone one line is what there is room for
            !isTooRough && `±${measured.accuracyM === null ? '—' : spread(measured.accuracyM)}\u00a0m`,
            measured.rejected > 0 && text(fieldText.rejected, { n: measured.rejected }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}
