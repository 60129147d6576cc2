import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './offline.module.css'
import { shownAge } from './words.ts'

/** Always in sight: whether the server answers, and how old the oldest layer of the package is. */
export function OfflineStatus() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const { isOnline, isKept, pack } = useAppState((state) => state.session.offline)
  const isField = useAppState((state) => state.session.field)
  const [oldest] = pack.layers.map(({ takenAt }) => takenAt).sort()
  const network = text(isOnline ? offlineText.online : offlineText.offline)
  // who is out, or about to go, must not close what would not open again
  const isAtRisk = !isKept && (isField || !isOnline)
  const state = isAtRisk ? text(offlineText.statusNotKept, { state: network }) : network
  const words = oldest ? text(offlineText.statusPack, { state, age: shownAge(oldest, app.clock.now(), locale) }) : state
  return (
    <span className={styles.status} data-offline={!isOnline || undefined} role="status">
      <Button
        variant="quiet"
        isSmall
        onPress={() => run(offlineOpen, undefined)}
        aria-label={isField ? undefined : text(offlineText.statusHelp, { state: words })}
      >
        {isField ? (
          // a phone's head has room for two short lines
          <>
            <span className="visually-hidden">{text(offlineText.statusHelp, { state: '' })}</span>
            <span>{isAtRisk ? text(offlineText.statusNotKeptShort, { state: network }) : network}</span>
            {oldest && <span>{text(offlineText.packLine, { age: shownAge(oldest, app.clock.now(), locale) })}</span>}
          </>
        ) : (
          words
        )}
      </Button>
    </span>
  )
}
