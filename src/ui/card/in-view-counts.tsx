import { useEffect } from 'react'
import type { Card } from '../../app/state.ts'
import { inViewRefresh } from '../../commands/in-view-refresh.ts'
import { shownNumber } from '../../core/units.ts'
import { cardText } from '../../i18n/card.ts'
import { marks } from '../../i18n/marks.ts'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './card.module.css'
import { refreshSoon } from './refresh-soon.ts'

/** How many of each layer are in view, and how many of them the list below names; found anew where the map comes to rest. */
export function InViewCounts({ card, counts }: { readonly card: Card; readonly counts: NonNullable<Card['inView']> }) {
  const run = useRun()
  const text = useText()
  const view = useAppState((state) => state.session.view)
  const layers = useAppState((state) => state.project.layers)
  useEffect(() => {
    if (view.lng === card.at[0] && view.lat === card.at[1]) return
    return refreshSoon((signal) => run(inViewRefresh, { signal }))
  }, [run, view, card.at])
  if (counts.length === 0) return <p className={styles.pending}>{text(cardText.nothingInView)}</p>
  return (
    <p className={styles.pending}>
      {counts
        .map(({ layer, count }) => {
          const listed = card.hits.filter((hit) => hit.layer === layer).length
          const words = listed < count ? cardText.someListed : cardText.allListed
          return text(words, { layer: layers[layer] ? text(layers[layer].title) : layer, n: shownNumber(count, 0), listed })
        })
        .join(text(marks.pause))}
    </p>
  )
}
