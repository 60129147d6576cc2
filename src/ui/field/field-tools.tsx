import { fieldText } from '../../i18n/field.ts'
import { shellText } from '../../i18n/shell.ts'
import { UpdateNotice } from '../offline/update-notice.tsx'
import { Icon } from '../parts/icon.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './field.module.css'
import { useField, useFieldState } from './field-context.ts'

/** Over the map at its lower edge, where a thumb is. */
export function FieldTools() {
  const app = useApp()
  const field = useField()
  const text = useText()
  const isSunny = useAppState((state) => state.session.isSunny)
  const isFollowing = useFieldState((state) => state.isFollowing)
  const isMeasuring = useFieldState((state) => state.averaging !== null)
  const { reviewNumber, unreviewedNotice } = app.config
  return (
    <>
      {/* while a point is being measured nothing is put before the officer */}
      {!isMeasuring && (
        <div className={styles.offer}>
          <UpdateNotice />
        </div>
      )}
      <div className={styles.tools}>
        <button
          type="button"
          className={styles.sun}
          aria-pressed={isSunny}
          aria-label={text(fieldText.sunnyHelp)}
          onClick={() => app.setSession({ isSunny: !isSunny })}
        >
          {text(fieldText.sunny)}
        </button>
        <span className={styles.notice}>
          {reviewNumber ? text(shellText.reviewNumber, { number: reviewNumber }) : text(unreviewedNotice)}
        </span>
        <button
          type="button"
          className={styles.locate}
          aria-pressed={isFollowing}
          aria-label={text(fieldText.follow)}
          onClick={() => {
            field.follow(true)
            askForCompass()
          }}
        >
          <Icon name="target" size={28} />
        </button>
      </div>
    </>
  )
}

/** Some devices give their compass only after a press of the user. */
function askForCompass(): void {
  const ask = (globalThis.DeviceOrientationEvent as { requestPermission?: () => Promise<string> } | undefined)?.requestPermission
  void ask?.().catch(() => null)
}
