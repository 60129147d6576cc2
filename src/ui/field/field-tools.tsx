import { languageSwitch } from '../../commands/palette/language-switch.ts'
import { fieldText } from '../../i18n/field.ts'
import { reviewWords } from '../../i18n/review-words.ts'
import { shellText } from '../../i18n/shell.ts'
import { UpdateNotice } from '../offline/update-notice.tsx'
import { Icon } from '../parts/icon.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './field.module.css'
import { useField, useFieldState } from './field-context.ts'

/** Over the map at its lower edge, where a thumb is. */
export function FieldTools() {
  const app = useApp()
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const run = useRun()
  const isSunny = useAppState((state) => state.session.isSunny)
  const isFollowing = useFieldState((state) => state.isFollowing)
  const isMeasuring = useFieldState((state) => state.averaging !== null)
  return (
    <div className={styles.over}>
      {/* while a point is being measured nothing is put before the officer */}
      {!isMeasuring && (
        <div className={styles.offer}>
          <UpdateNotice />
        </div>
      )}
      <div className={styles.tools}>
        <div className={styles.looks}>
          <button
            type="button"
            className={styles.look}
            aria-pressed={isSunny}
            aria-label={text(fieldText.sunnyHelp)}
            onClick={() => app.setSession({ isSunny: !isSunny })}
          >
            {text(fieldText.sunny)}
          </button>
          <button
            type="button"
            className={styles.look}
            lang={text({ zh: 'en', en: 'zh-CN' })}
            onClick={() => run(languageSwitch, undefined)}
          >
            {text(shellText.language)}
          </button>
        </div>
        <p className={styles.notice}>
          <span>{reviewWords(app.config, locale)}</span>
        </p>
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
    </div>
  )
}

/** Some devices give their compass only after a press of the user. */
function askForCompass(): void {
  const ask = (globalThis.DeviceOrientationEvent as { requestPermission?: () => Promise<string> } | undefined)?.requestPermission
  void ask?.().catch(() => null)
}
