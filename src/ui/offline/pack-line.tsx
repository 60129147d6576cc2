import { partOf } from '../../app/pack.ts'
import type { Layer } from '../../app/state.ts'
import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { shownNumber } from '../../core/units.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './offline.module.css'
import { shownAge } from './words.ts'

/** Without a network, how old a layer of the package is; with one, whether the server has a newer one. Nothing while all is as the server has it. */
export function PackLine({ layer }: { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const { pack, updates, isOnline } = useAppState((state) => state.session.offline)
  const taken = pack.layers.find(({ entry }) => entry.id === layer.id)
  const isOld = updates.includes(layer.id)
  const part = taken && partOf(taken.entry)
  if (!taken || layer.receipt || (isOnline && !isOld && !part)) return null
  return (
    <p className={styles.line}>
      {part && taken.entry.kind === 'table' && (
        <span className={styles.part}>
          {text(offlineText.partLine, {
            area: part.title,
            count: shownNumber(taken.entry.count, 0),
            all: shownNumber(part.of.count, 0),
          })}
          {' · '}
        </span>
      )}
      {text(offlineText.taken, { age: shownAge(taken.takenAt, app.clock.now(), locale) })}
      {isOld && (
        <>
          {' · '}
          <Button variant="link" onPress={() => run(offlineOpen, undefined)}>
            {text(offlineText.newer, { date: app.published.layers.find(({ id }) => id === layer.id)?.date ?? '' })}
          </Button>
        </>
      )}
    </p>
  )
}
