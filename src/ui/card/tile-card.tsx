import type { ReactNode } from 'react'
import type { Layer, TileFeature } from '../../app/state.ts'
import { cardText } from '../../i18n/card.ts'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './card.module.css'
import { tileFeatureName } from './tile-feature-name.ts'

/** What another service's tiles say of a feature: shown as text, with what it is worth. */
export function TileCard({
  layer,
  feature,
  before,
  after,
}: {
  readonly layer: Layer
  readonly feature: TileFeature
  readonly before?: ReactNode
  readonly after?: ReactNode
}) {
  const text = useText()
  const fields = Object.entries(feature.properties)
  return (
    <div className={styles.feature} data-testid="tile-card">
      <div className={styles.head}>
        {before}
        <h2 className={styles.code}>{tileFeatureName(feature) ?? text(layer.title)}</h2>
        {after}
      </div>
      <p className={styles.who}>
        {text(layer.title)} · {feature.sourceLayer}
      </p>
      <div className={styles.scroll}>
        <Note>{text(cardText.fromTiles)}</Note>
        {fields.length === 0 ? (
          <p className={styles.who}>{text(cardText.noTileFields)}</p>
        ) : (
          <dl className={styles.fields} aria-label={text(cardText.fields)}>
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <span>{value === '' ? text(cardText.empty) : String(value)}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  )
}
