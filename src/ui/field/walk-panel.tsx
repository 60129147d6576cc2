import { geodesicM, ringAreaM2 } from '../../core/plane.ts'
import { AREA_UNITS, companionUnits, shownArea, shownNumber } from '../../core/units.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { useText } from '../shell/app-context.ts'
import { useFieldState } from './field-context.ts'
import { metres } from './field-words.ts'
import styles from './panel.module.css'
import { useStaleS } from './use-stale.ts'

type Place = readonly [lng: number, lat: number]
export interface WalkPanelProps {
  readonly walked: readonly Place[]
  readonly onChange: (walked: readonly Place[]) => void
}

/** 量: length and area of what is walked round, point by point. */
export function WalkPanel({ walked, onChange }: WalkPanelProps) {
  const text = useText()
  const fix = useFieldState((state) => state.fix)
  const accuracyM = fix?.accuracyM ?? null
  const staleS = useStaleS()
  const lengthM = walked.slice(1).reduce((sum, at, i) => sum + geodesicM(...walked[i], ...at), 0)
  const areaM2 = Math.abs(ringAreaM2(Float64Array.from(walked.flat()), 0, walked.length))
  const last = walked.at(-1)
  const [unit] = companionUnits(areaM2)
  return (
    <div className={styles.panel}>
      <dl className={styles.figures} data-testid="walked">
        <div>
          <dt>{text(fieldText.walkPoints)}</dt>
          <dd>
            <b>{walked.length}</b>
          </dd>
        </div>
        <div>
          <dt>{text(fieldText.walkLength)}</dt>
          <dd>
            <b>{metres(lengthM, accuracyM)} m</b>
            {last && fix && ` + ${metres(geodesicM(...last, fix.lng, fix.lat), accuracyM)} m ${text(fieldText.toHere)}`}
          </dd>
        </div>
        {walked.length > 2 && (
          <div>
            <dt>{text(fieldText.walkArea)}</dt>
            <dd>
              <b>{shownNumber(areaM2, accuracyM !== null && accuracyM < 0.5 ? 2 : 0)} m²</b> = {shownArea(areaM2, unit)}{' '}
              {text(AREA_UNITS[unit].label)}
            </dd>
          </div>
        )}
      </dl>
      {staleS !== null && <p className={styles.warn}>{text(fieldText.oldFix, { s: staleS })}</p>}
      {walked.length === 0 && <p>{text(fieldText.walkHelp)}</p>}
      <div className={styles.actions}>
        <Button className={styles.action} isDisabled={walked.length === 0} onPress={() => onChange([])}>
          {text(fieldText.clearWalk)}
        </Button>
        <Button className={styles.action} isDisabled={walked.length === 0} onPress={() => onChange(walked.slice(0, -1))}>
          {text(fieldText.dropVertex)}
        </Button>
        <Button
          className={styles.main}
          isDisabled={!fix || staleS !== null}
          onPress={() => fix && onChange([...walked, [fix.lng, fix.lat]])}
        >
          {text(fieldText.addVertex)}
        </Button>
      </div>
    </div>
  )
}
