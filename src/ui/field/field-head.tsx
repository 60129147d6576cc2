import { useState } from 'react'
import { FOLLOW_ACCURACY_M, STALE_MS } from '../../app/field/field-state.ts'
import { fieldMode } from '../../commands/palette/field-mode.ts'
import { QUALITY_LABELS, SOURCE_LABELS } from '../../core/field/check-labels.ts'
import { fieldText } from '../../i18n/field.ts'
import { OfflineStatus } from '../offline/offline-status.tsx'
import { Button } from '../parts/button.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './field.module.css'
import { useFieldState } from './field-context.ts'
import { spread } from './field-words.ts'
import { SourceDialog } from './source-dialog.tsx'
import { useNow } from './use-now.ts'

/** Always in sight: how good the position is, whose it is and how old; press for another source. */
export function FieldHead() {
  const text = useText()
  const run = useRun()
  const [isChoosing, setChoosing] = useState(false)
  const { fix, positioning, savingAt, isFollowing } = useFieldState((state) => state)
  const now = useNow()
  const seconds = (since: number) => Math.max(0, Math.floor((now - since) / 1000))
  const isStale = fix !== null && now - fix.arrivedAt > STALE_MS
  const isRough = isFollowing && (fix?.accuracyM ?? 0) > FOLLOW_ACCURACY_M
  const state = positioning.state === 'failed' && !fix ? 'failed' : fix ? (isStale ? 'stale' : 'good') : positioning.state
  return (
    <header className={styles.head} data-region="field-head">
      <h1 className="visually-hidden">{text(fieldMode.title)}</h1>
      <Button variant="quiet" className={styles.source} onPress={() => setChoosing(true)}>
        {/* a name of its own would hide from readers what everybody else sees here */}
        <span className="visually-hidden">{text(fieldText.source)}</span>
        <span className={styles.dot} data-state={state} aria-hidden="true" />
        <span className={styles.sourceWords} data-testid="position" data-state={state}>
          {fix ? (
            <>
              <b>
                {fix.accuracyM === null ? text(fieldText.noAccuracy) : text(fieldText.accuracy, { m: spread(fix.accuracyM) })}
              </b>
              <span>
                {/* once it is old its age is what counts, and a phone's line is short */}
                {isStale
                  ? text(fieldText.stale, { s: seconds(fix.arrivedAt) })
                  : `${text(fix.quality ? QUALITY_LABELS[fix.quality] : SOURCE_LABELS[fix.source])} · ${text(fieldText.age, { s: seconds(fix.arrivedAt) })}`}
              </span>
            </>
          ) : (
            <b>
              {positioning.state === 'searching'
                ? text(fieldText.searching, { s: seconds(positioning.since) })
                : text(positioning.state === 'failed' ? fieldText.failed : fieldText.off)}
            </b>
          )}
        </span>
      </Button>
      <OfflineStatus />
      <Button variant="quiet" className={styles.leave} onPress={() => run(fieldMode, undefined)}>
        {text(fieldText.leave)}
      </Button>
      {(isRough || savingAt !== null) && (
        <p className={styles.headNote} role="status">
          {isRough
            ? text(fieldText.tooRough, { m: spread(fix?.accuracyM ?? 0) })
            : text(fieldText.saving, { p: Math.round((savingAt ?? 0) * 100) })}
        </p>
      )}
      <SourceDialog isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </header>
  )
}
