import { packText } from '../../i18n/pack.ts'
import { shownAge, shownSize } from '../offline/words.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './panel.module.css'
import { usePackSummary } from './use-pack.ts'

/** Before there is a position: what this device has to work with, and the way to all of it. */
export function PackStart() {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const isEmpty = useAppState((state) => state.session.offline.pack.layers.length === 0)
  const { area, bytes, takenAt } = usePackSummary()
  return (
    <div className={styles.start}>
      <p>
        {isEmpty || takenAt === null
          ? text(packText.none)
          : text(packText.line, {
              area: area?.title ?? text(packText.whole),
              size: shownSize(bytes),
              age: shownAge(takenAt, app.clock.now(), locale),
            })}
      </p>
      <Button className={styles.second} onPress={() => app.setSession({ dialog: 'pack' })}>
        {text(packText.look)}
      </Button>
    </div>
  )
}
