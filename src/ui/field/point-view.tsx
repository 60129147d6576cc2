import { useState } from 'react'
import { addPicture } from '../../app/field/add-picture.ts'
import { AVERAGED_FIXES } from '../../app/field/field-state.ts'
import { newId } from '../../app/field/new-id.ts'
import { type Check, type CheckedPoint, POINT_STATUSES } from '../../core/field/check.ts'
import { STATUS_LABELS } from '../../core/field/check-labels.ts'
import { azimuthDeg, geodesicM } from '../../core/plane.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { reportError, useApp, useText } from '../shell/app-context.ts'
import { CompassLine } from './compass-line.tsx'
import { useField, useFieldState } from './field-context.ts'
import { degrees, metres, wind } from './field-words.ts'
import panelStyles from './panel.module.css'
import styles from './point.module.css'
import { PointDetails } from './point-details.tsx'
import { PointPhotos } from './point-photos.tsx'
import { PointVerdictNote } from './point-verdict.tsx'
import { RoverDialog } from './rover-dialog.tsx'
import { useStaleS } from './use-stale.ts'

/** One boundary point: the way to it, what may be said of it, and what was found. Each press is kept at once. */
export function PointView({ check, point }: { readonly check: Check; readonly point: CheckedPoint }) {
  const app = useApp()
  const field = useField()
  const text = useText()
  const [isTyping, setTyping] = useState(false)
  const fix = useFieldState((state) => state.fix)
  const averaging = useFieldState((state) => state.averaging)
  const compass = useFieldState((state) => state.headingDeg)
  const staleS = useStaleS()
  const at = check.points.indexOf(point)
  const show = (index: number) => field.show({ check: check.id, point: check.points[index].id })
  const { registered } = point
  const way = fix && registered && ([fix.lng, fix.lat, registered.lng, registered.lat] as const)
  const bearing = way ? azimuthDeg(...way) : Number.NaN
  const isTrue = app.config.district.magneticDeclination !== undefined
  const heading = compass ?? fix?.headingDeg ?? null
  const photograph = async () => {
    try {
      for (const file of await app.files.pick('image/*'))
        await addPicture(field, { check: check.id, point: point.id }, file, {
          id: newId(),
          takenAt: app.clock.now().toISOString(),
        })
    } catch (error) {
      reportError(app, error)
    }
  }
  const statuses = POINT_STATUSES.filter((status) => (registered ? status !== 'added' : true))
  return (
    <div className={classNames(panelStyles.panel, panelStyles.tight)} data-testid="point">
      <div className={panelStyles.titleRow}>
        <h2 className={panelStyles.title}>
          {text(fieldText.pointOf, { label: point.label })}{' '}
          <small>{text(fieldText.place, { i: at + 1, n: check.points.length })}</small>
        </h2>
        <span className={styles.turn}>
          <IconButton icon="chevron-left" label={text(fieldText.previous)} isDisabled={at === 0} onPress={() => show(at - 1)} />
          <Button variant="link" onPress={() => field.show({ check: check.id, point: null })}>
            {text(fieldText.allPoints)}
          </Button>
          <IconButton
            icon="chevron-right"
            label={text(fieldText.next)}
            isDisabled={at === check.points.length - 1}
            onPress={() => show(at + 1)}
          />
        </span>
      </div>
      {registered && (
        <div className={styles.way} data-testid="way">
          <div>
            {/* how old it is stands with the figure: a line of its own would push the verdict out of sight */}
            <span className={staleS === null ? undefined : panelStyles.warn}>
              {text(fieldText.distance)}
              {staleS !== null && ` · ${text(fieldText.stale, { s: staleS })}`}
            </span>
            <b>{way ? `${metres(geodesicM(...way), fix.accuracyM)} m` : '—'}</b>
          </div>
          <div>
            <span>{text(fieldText.bearing)}</span>
            <b>
              {way ? degrees(bearing) || '—' : '—'} <small>{text(wind(bearing))}</small>
            </b>
          </div>
          <div className={styles.arrowPlace}>
            {Number.isFinite(bearing) && (
              <>
                <span className={styles.arrow} style={{ rotate: `${bearing - (heading ?? 0)}deg` }} aria-hidden="true">
                  ↑
                </span>
                {compass !== null && <small>{text(isTrue ? fieldText.trueNorth : fieldText.magneticNorth)}</small>}
                <span className="visually-hidden">{text(heading === null ? fieldText.arrowNorth : fieldText.arrowDevice)}</span>
              </>
            )}
          </div>
        </div>
      )}
      <PointVerdictNote check={check} point={point} />
      <div className={panelStyles.hand}>
        <fieldset className={panelStyles.statuses} aria-label={text(fieldText.status)}>
          {statuses.map((status) => (
            <button
              key={status}
              type="button"
              className={panelStyles.status}
              aria-pressed={point.status === status}
              onClick={() => void field.patchPoint(check.id, point.id, { status: point.status === status ? null : status })}
            >
              {text(STATUS_LABELS[status])}
            </button>
          ))}
        </fieldset>
        <div className={panelStyles.actions}>
          <Button className={panelStyles.action} onPress={() => void photograph()}>
            {text(fieldText.photo, { n: point.photos.length || '' })}
          </Button>
          <Button className={panelStyles.action} onPress={() => setTyping(true)}>
            {text(fieldText.rover)}
          </Button>
          <Button className={panelStyles.main} isDisabled={!fix && !averaging} onPress={() => field.average()}>
            {averaging
              ? text(fieldText.measuring, { i: averaging.fixes.length, n: averaging.wanted })
              : text(fieldText.measure, { n: AVERAGED_FIXES })}
          </Button>
        </div>
      </div>
      <PointPhotos check={check} point={point} />
      <PointDetails check={check} point={point} />
      {registered && <CompassLine />}
      {isTyping && <RoverDialog check={check} point={point} onClose={() => setTyping(false)} />}
    </div>
  )
}
