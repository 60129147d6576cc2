import { useState } from 'react'
import type { Card } from '../../app/state.ts'
import { cardText } from '../../i18n/card.ts'
import { OptionList } from '../parts/option-list.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './card.module.css'
import { CellValue } from './cell-value.tsx'
import { featureName, wordsByRole } from './feature-text.ts'
import { tileFeatureName } from './tile-feature-name.ts'
import { groupUnitCode } from './unit-code.ts'

/** ↑↓ highlights on the map, Enter opens; the same list for touch. */
export function HitList({ card }: { readonly card: Card }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const layers = useAppState((state) => state.project.layers)
  const [active, setActive] = useState(0)
  // names of rows that stay in their file
  const read = useAsync(card.hits.map(({ layer, row }) => `${layer} ${row}`).join(), async () => {
    const far = card.hits.filter(({ layer }) => app.rangedOf(layer))
    return new Map(await Promise.all(far.map(async (hit) => [hit, await app.rowOf(hit.layer, hit.row)] as const)))
  })
  const highlight = (index: number) => {
    setActive(index)
    const hit = card.hits[index]
    app.setSession({ card: { ...card, focus: index } })
    return hit
  }
  return (
    <OptionList
      label={card.inView ? text(cardText.inView) : text(cardText.hits, { n: card.hits.length })}
      className={styles.hits}
      hasInitialFocus
      active={active}
      onActive={highlight}
      onOpen={(index) => app.setSession({ card: { ...card, open: index } })}
      options={card.hits.map((hit) => {
        const layer = layers[hit.layer]
        const far = read.state === 'done' ? read.value.get(hit) : undefined
        const table = far?.table ?? app.tableOf(hit.layer)
        const row = far?.at ?? hit.row
        const name = layer && table ? featureName(layer, table, row, locale) : null
        const detail = layer && table ? wordsByRole(layer, table, row, 'landClass', app.codeLists, locale) : ''
        return {
          id: `${hit.layer} ${hit.row}`,
          content: (
            <>
              <span className={styles.hitLayer}>{layer ? text(layer.title) : hit.layer}</span>
              {layer?.grid ? (
                <CellValue layer={layer} at={card.at} className={styles.hitName} />
              ) : (
                <span className={styles.hitName}>
                  {hit.tile
                    ? (tileFeatureName(hit.tile) ?? hit.tile.sourceLayer)
                    : name
                      ? groupUnitCode(name)
                      : text(cardText.row, { n: hit.row + 1 })}
                </span>
              )}
              {detail && <span className={styles.hitDetail}>{detail}</span>}
            </>
          ),
        }
      })}
    />
  )
}
