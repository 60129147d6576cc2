import { useEffect, useState } from 'react'
import { positionHere } from '../../app/field/device-position.ts'
import { messageOf } from '../../i18n/errors.ts'
import { fieldText } from '../../i18n/field.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useAppState, useLocale, useText } from '../shell/app-context.ts'
import { CheckPanel } from './check-panel.tsx'
import styles from './field.module.css'
import { type FieldMode, ModeContext, useField, useFieldState } from './field-context.ts'
import { LookPanel } from './look-panel.tsx'
import panelStyles from './panel.module.css'
import { RecordsPanel } from './records-panel.tsx'
import { StorageNote } from './storage-note.tsx'
import { useFieldLevels } from './use-field-levels.ts'
import { useFieldWork } from './use-field-work.ts'
import { WalkPanel } from './walk-panel.tsx'

const MODES = ['look', 'walk', 'check', 'records'] as const

/** The lower part of field mode: what the chosen action shows, and the four main actions under the thumb. */
export function FieldSheet({ isMapReady }: { readonly isMapReady: boolean }) {
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const [mode, setMode] = useState<FieldMode>('look')
  const [isHigh, setHigh] = useState(false)
  const [walked, setWalked] = useState<readonly (readonly [number, number])[]>([])
  const layer = useFieldState((state) => state.layer)
  const card = useAppState((state) => state.session.card)
  const hit = card?.hits.find((each) => each.layer === layer) ?? null
  const tapped = hit?.row ?? null
  const hasSound = useAppState((state) => state.session.hasFieldSound)
  // at a point its own actions take the place of these; 全部点 leads back
  const isAtPoint = useFieldState((state) => state.open?.point != null) && mode === 'check'
  // what is newly opened begins at its head
  const place = useFieldState((state) => `${mode} ${mode === 'check' ? `${state.open?.check} ${state.open?.point}` : ''}`)
  const savedAt = useFieldState((state) => state.savedAt)
  const storage = useFieldState((state) => state.storage)
  const positioning = useFieldState((state) => state.positioning)
  useFieldWork(isMapReady, hasSound, { tapped, walked })
  useFieldLevels(mode, setMode)
  useEffect(() => {
    if (tapped !== null) setMode((now) => (now === 'check' ? now : 'look'))
  }, [tapped])
  return (
    <ModeContext value={setMode}>
      <section className={styles.sheet} data-region="field" data-high={isHigh || undefined} aria-label={text(fieldText.title)}>
        <button type="button" className={styles.raise} aria-expanded={isHigh} onClick={() => setHigh(!isHigh)}>
          <span className="visually-hidden">{text(isHigh ? fieldText.lower : fieldText.higher)}</span>
          <span className={styles.grip} aria-hidden="true" />
        </button>
        {/* in sight wherever the sheet is scrolled to */}
        {storage ? (
          <span className={styles.saved} data-lost="true">
            {text(fieldText.notSaved)}
          </span>
        ) : (
          savedAt && <span className={styles.saved}>{text(fieldText.saved, { time: timeOf(savedAt) })}</span>
        )}
        <div key={place} className={styles.body}>
          {storage && <StorageNote problem={storage} />}
          {positioning.state === 'failed' && positioning.problem && mode !== 'records' && (
            <Note level="warning" role="alert">
              {messageOf(positioning.problem.code, positioning.problem.detail, locale)} {/* no trying again changes an address */}
              {isSecureContext && (
                <Button variant="link" onPress={() => void field.use(positionHere())}>
                  {text(fieldText.retry)}
                </Button>
              )}
            </Note>
          )}
          {mode === 'look' && <LookPanel tapped={tapped} />}
          {mode === 'walk' && <WalkPanel walked={walked} onChange={setWalked} />}
          {mode === 'check' && <CheckPanel tapped={tapped} />}
          {mode === 'records' && <RecordsPanel />}
        </div>
        {!isAtPoint && (
          <nav className={panelStyles.modes} aria-label={text(fieldText.modes)}>
            {MODES.map((each) => (
              <button
                key={each}
                type="button"
                className={panelStyles.mode}
                aria-current={mode === each ? 'page' : undefined}
                onClick={() => setMode(each)}
              >
                {t(fieldText[each], locale)}
              </button>
            ))}
          </nav>
        )}
      </section>
    </ModeContext>
  )
}

/** hh:mm:ss by the device */
function timeOf(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 8)
}
