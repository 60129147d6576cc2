import type { Check } from '../../core/field/check.ts'
import { CLASS_LABELS, STATUS_LABELS } from '../../core/field/check-labels.ts'
import { type CheckLine, checkLines, summariseEdges } from '../../core/field/check-lines.ts'
import { metresPerDegree } from '../../core/field/local-plane.ts'
import { MOST_POINTS } from '../../core/field/register-points.ts'
import { plainNumber } from '../../core/units.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Segments } from '../parts/segments.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import { SummaryView } from './check-summary.tsx'
import { useField, useFieldState } from './field-context.ts'
import panelStyles from './panel.module.css'
import { shortCode } from './parcel-name.ts'
import styles from './records.module.css'

const MOST_SHOWN = 200

/** All points of a usual parcel; of a very long boundary those around the position, in the order of the register. */
function nearestFirst(
  lines: readonly CheckLine[],
  fix: { readonly lng: number; readonly lat: number } | null,
): readonly CheckLine[] {
  if (lines.length <= MOST_SHOWN) return lines
  if (!fix) return lines.slice(0, MOST_SHOWN)
  const { kx, ky } = metresPerDegree(fix.lat)
  const away = ({ point }: CheckLine) => {
    const at = point.registered ?? point.measured
    return at ? Math.hypot((at.lng - fix.lng) * kx, (at.lat - fix.lat) * ky) : 0
  }
  const near = new Set([...lines].sort((a, b) => away(a) - away(b)).slice(0, MOST_SHOWN))
  return lines.filter((line) => near.has(line))
}

/** The points of one parcel with what is known of each, its class, and what it comes to. */
export function CheckView({ check }: { readonly check: Check }) {
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const fix = useFieldState((state) => state.fix)
  const all = checkLines(check, locale)
  const lines = nearestFirst(all, fix)
  const own = check.points.filter(({ registered }) => registered !== null)
  const done = own.filter(({ status }) => status !== null).length
  const first = own.find(({ status }) => status === null) ?? own[0]
  return (
    <div className={panelStyles.panel} data-testid="check">
      <div className={panelStyles.titleRow}>
        <h2 className={panelStyles.title}>{shortCode(check.parcel.code)}</h2>
        <span>{text(fieldText.done, { done, n: own.length })}</span>
        <Button variant="link" onPress={() => field.show(null)}>
          {text(fieldText.closeCheck)}
        </Button>
      </div>
      <Segments
        label={text(fieldText.pointClass)}
        value={String(check.pointClass)}
        options={([1, 2, 3] as const).map((each) => ({ value: String(each), label: text(CLASS_LABELS[each]) }))}
        onChange={(value) => void field.patchCheck(check.id, { pointClass: Number(value) as Check['pointClass'] })}
      />
      <ol className={styles.points} aria-label={text(fieldText.points)}>
        {lines.map((line) => (
          <li key={line.point.id}>
            <button
              type="button"
              className={styles.pointRow}
              onClick={() => field.show({ check: check.id, point: line.point.id })}
            >
              <b>{line.label}</b>
              <span className={styles.coordinates}>
                {line.registered && `X ${plainNumber(line.registered.x, 3)}  Y ${plainNumber(line.registered.y, 3)}`}
                {line.edgeM !== null && (
                  <>
                    {' · '}
                    <span className={styles.nowrap}>{text(fieldText.edge, { d: plainNumber(line.edgeM, 2) })}</span>
                    {line.measuredEdgeM !== null && ' / '}
                    {line.measuredEdgeM !== null && (
                      <span className={styles.nowrap}>
                        {text(fieldText.measuredEdge, { d: plainNumber(line.measuredEdgeM, 2) })}
                        {line.edgeVerdict?.kind === 'fail' && ` ${text(fieldText.edgeBeyond)}`}
                        {line.edgeVerdict?.kind === 'pass' && ' ✓'}
                      </span>
                    )}
                  </>
                )}
                {[line.marker, line.line, line.linePosition].filter(Boolean).map((word) => ` · ${word}`)}
              </span>
              <span>
                {line.point.status ? text(STATUS_LABELS[line.point.status]) : text(fieldText.unchecked)}
                {line.offsetM !== null && ` ${plainNumber(line.offsetM, 2)} m`}
                {line.point.photos.length > 0 && ` · ${text(fieldText.photosTaken, { n: line.point.photos.length })}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {lines.length < all.length && <p>{text(fieldText.nearestOnly, { shown: lines.length, n: all.length })}</p>}
      {own.length === MOST_POINTS && <p>{text(fieldText.capped)}</p>}
      <div className={panelStyles.actions}>
        <Button className={panelStyles.action} onPress={() => void field.addPoint(check.id)}>
          {text(fieldText.addPoint)}
        </Button>
        <Button className={panelStyles.main} onPress={() => first && field.show({ check: check.id, point: first.id })}>
          {first ? text(fieldText.pointOf, { label: first.label }) : text(fieldText.points)}
        </Button>
      </div>
      <SummaryView check={check} edges={summariseEdges(all)} />
    </div>
  )
}
