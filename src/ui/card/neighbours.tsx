import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import type { Table } from '../../core/table.ts'
import { shownLength } from '../../core/units.ts'
import { cardText } from '../../i18n/card.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './card.module.css'
import { featureName } from './feature-text.ts'
import { groupUnitCode } from './unit-code.ts'

const SHORT = 8

/** 相邻: who shares an edge, and how much of it. A press goes there; the card's list leads back. */
export function Neighbours({ layer, table, row }: { readonly layer: Layer; readonly table: Table; readonly row: number }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const card = useAppState((state) => state.session.card)
  const [isLong, setLong] = useState(false)
  const loaded = useAsync(`${layer.table} ${row} ${locale}`, async (signal) => {
    const found = await app.tiles.neighbours({ table: layer.table, row }, { signal })
    if (!app.rangedOf(layer.id)) return { found, nameOf: (each: number) => featureName(layer, table, each, locale) }
    const rows = Uint32Array.from(found, (each) => each.row).sort()
    const part = await app.rowsOf(layer.id, rows)
    return { found, nameOf: (each: number) => featureName(layer, part, rows.indexOf(each), locale) }
  })
  if (loaded.state !== 'done') return null
  const { found, nameOf } = loaded.value
  const neighbours = isLong ? found : found.slice(0, SHORT)
  const go = (target: number) => {
    if (!card) return
    const known = card.hits.findIndex((hit) => hit.layer === layer.id && hit.row === target)
    const hits = known < 0 ? [...card.hits, { layer: layer.id, row: target, distanceM: 0 }] : card.hits
    app.setSession({ card: { ...card, hits, open: known < 0 ? hits.length - 1 : known } })
  }
  return (
    <Disclosure title={text(cardText.neighbours, { n: found.length })}>
      {found.length === 0 && <p>{text(cardText.neighboursNone)}</p>}
      <ul className={styles.neighbours}>
        {neighbours.map((neighbour) => {
          const name = nameOf(neighbour.row)
          return (
            <li key={neighbour.row}>
              <Button variant="link" onPress={() => go(neighbour.row)}>
                {name
                  ? groupUnitCode(name).split(' ').slice(2, 3).join(' ') || groupUnitCode(name)
                  : text(cardText.row, { n: neighbour.row + 1 })}
              </Button>
              <span>
                {text(cardText.shared, {
                  length: shownLength(neighbour.sharedM).text,
                  unit: shownLength(neighbour.sharedM).unit,
                })}
              </span>
            </li>
          )
        })}
      </ul>
      {found.length > SHORT && !isLong && (
        <Button variant="link" onPress={() => setLong(true)}>
          {text(cardText.moreNeighbours, { n: found.length - SHORT })}
        </Button>
      )}
    </Disclosure>
  )
}
