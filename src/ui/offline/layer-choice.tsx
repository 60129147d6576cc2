import type { Catalog } from '../../app/catalog.ts'
import { bytesOf } from '../../app/pack.ts'
import type { LayerId } from '../../app/state.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './offline.module.css'
import { shownAge, shownSize } from './words.ts'

export interface LayerChoiceProps {
  readonly chosen: ReadonlySet<LayerId>
  readonly onChange: (chosen: ReadonlySet<LayerId>) => void
  readonly isDisabled: boolean
}

/** Layers of the deployment by their groups, with size and age. */
export function LayerChoice({ chosen, onChange, isDisabled }: LayerChoiceProps) {
  const app = useApp()
  const text = useText()
  const set = (ids: readonly LayerId[], isIn: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) isIn ? next.add(id) : next.delete(id)
    onChange(next)
  }
  return (
    <fieldset className={styles.choice} aria-label={text(offlineText.layers)}>
      {app.catalog.groups.map((group) => {
        const entries = group.layers.flatMap((id) => app.catalog.layers.find((entry) => entry.id === id) ?? [])
        const count = entries.filter(({ id }) => chosen.has(id)).length
        return (
          <section key={group.id}>
            <Checkbox
              className={styles.group}
              isSelected={count === entries.length}
              isIndeterminate={count > 0 && count < entries.length}
              isDisabled={isDisabled}
              onChange={(isIn) => set(group.layers, isIn)}
            >
              {text(group.title)}
            </Checkbox>
            {entries.map((entry) => (
              <div key={entry.id} className={styles.layer}>
                <Checkbox isSelected={chosen.has(entry.id)} isDisabled={isDisabled} onChange={(isIn) => set([entry.id], isIn)}>
                  {text(entry.title)}
                </Checkbox>
                <LayerState entry={entry} />
                <span className={styles.size}>{shownSize(bytesOf(entry))}</span>
              </div>
            ))}
          </section>
        )
      })}
    </fieldset>
  )
}

function LayerState({ entry }: { readonly entry: Catalog['layers'][number] }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const { pack, updates } = useAppState((state) => state.session.offline)
  const taken = pack.layers.find((layer) => layer.entry.id === entry.id)
  const published = app.published.layers.find(({ id }) => id === entry.id)
  const words = () => {
    if (taken && !published) return text(offlineText.withdrawn)
    if (updates.includes(entry.id)) return text(offlineText.newer, { date: published?.date ?? '' })
    if (taken) return text(offlineText.taken, { age: shownAge(taken.takenAt, app.clock.now(), locale) })
    return pack.wanted.some((layer) => layer.entry.id === entry.id) ? text(offlineText.partly) : null
  }
  return <span className={styles.state}>{words()}</span>
}
