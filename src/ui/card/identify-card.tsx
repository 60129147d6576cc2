import { lazy, Suspense } from 'react'
import { cardText } from '../../i18n/card.ts'
import { IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './card.module.css'
import { CellCard } from './cell-value.tsx'
import { FeatureCard } from './feature-card.tsx'
import { HitList } from './hit-list.tsx'
import { InViewCounts } from './in-view-counts.tsx'

// few deployments have such a layer
const TileCard = lazy(async () => ({ default: (await import('./tile-card.tsx')).TileCard }))

/** 点查: one hit opens; several are a list in draw order. */
export function IdentifyCard() {
  const app = useApp()
  const text = useText()
  const card = useAppState((state) => state.session.card)
  const hit = !card || card.open === null ? undefined : card.hits[card.open]
  const hitLayer = useAppState((state) => (hit ? state.project.layers[hit.layer] : undefined))
  const locale = useLocale()
  // what is not read yet cannot be found: an answer without it must say so
  const pending = useAppState(({ project, session }) =>
    Object.values(project.layers)
      .filter(({ id, role, visible }) => role === 'data' && visible && session.layerStatus[id]?.state === 'loading')
      .map(({ title }) => title[locale])
      .join(locale === 'zh' ? '、' : ', '),
  )
  if (!card) return null
  const closeButton = (
    <IconButton icon="close" isSmall label={text(cardText.close)} shortcut="Esc" onPress={() => app.setSession({ card: null })} />
  )
  const back = () => app.setSession({ card: { ...card, open: null } })
  const backButton = card.hits.length > 1 && <IconButton icon="back" isSmall label={text(cardText.back)} onPress={back} />
  return (
    <section className={styles.card} aria-label={text(cardText.title)}>
      {hit && hitLayer?.grid ? (
        <CellCard key={hit.layer} layer={hitLayer} at={card.at} before={backButton} after={closeButton} />
      ) : hit?.tile && hitLayer ? (
        <Suspense>
          <TileCard layer={hitLayer} feature={hit.tile} before={backButton} after={closeButton} />
        </Suspense>
      ) : hit ? (
        <FeatureCard key={`${hit.layer} ${hit.row}`} layerId={hit.layer} row={hit.row} before={backButton} after={closeButton} />
      ) : (
        <>
          <div className={styles.listHead}>
            <h2>{card.inView ? text(cardText.inView) : text(cardText.hits, { n: card.hits.length })}</h2>
            {closeButton}
          </div>
          {card.inView && <InViewCounts card={card} counts={card.inView} />}
          <HitList card={card} />
        </>
      )}
      {pending !== '' && (
        <p className={styles.pending} role="status">
          {text(cardText.pending, { layers: pending })}
        </p>
      )}
    </section>
  )
}
