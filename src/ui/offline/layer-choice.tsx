import type { Catalog } from '../../app/catalog.ts'
import { partOf } from '../../app/pack.ts'
import type { LayerId } from '../../app/state.ts'
import { shownNumber } from '../../core/units.ts'
import { offlineText } from '../../i18n/offline.ts'
import type { PartPlan } from '../../workers/offline-api.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './offline.module.css'
import { shownAge, shownSize } from './words.ts'

export interface LayerChoiceProps {
  readonly chosen: ReadonlySet<LayerId>
  /** bytes of what would be taken */
  readonly sizeOf: (id: LayerId) => number
  /** of layers of which only an area is taken */
  readonly plans: ReadonlyMap<LayerId, PartPlan>
  readonly onChange: (chosen: ReadonlySet<LayerId>) => void
  readonly isDisabled: boolean
}

/** Layers of the deployment by their groups, with size and age. */
export function LayerChoice({ chosen, sizeOf, plans, onChange, isDisabled }: LayerChoiceProps) {
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
                <LayerState entry={entry} plan={plans.get(entry.id)} />
                <span className={styles.size}>{shownSize(sizeOf(entry.id))}</span>
              </div>
            ))}
          </section>
        )
      })}
    </fieldset>
  )
}

function LayerState({ entry, plan }: { readonly entry: Catalog['layers'][number]; readonly plan: PartPlan | undefined }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const { pack, updates } = useAppState((state) => state.session.offline)
  const taken = pack.layers.find((layer) => layer.entry.id === entry.id)
  const published = app.published.layers.find(({ id }) => id === entry.id)
  const part = partOf(entry)
  const all = published?.kind === 'table' ? published.count : 0
  const words = () => {
    if (taken && !published) return text(offlineText.withdrawn)
    if (updates.includes(entry.id)) return text(offlineText.newer, { date: published?.date ?? '' })
    if (taken) return text(offlineText.taken, { age: shownAge(taken.takenAt, app.clock.now(), locale) })
    return pack.wanted.some((layer) => layer.entry.id === entry.id) ? text(offlineText.partly) : null
  }
  const share = plan
    ? { count: plan.count, all }
    : part && { count: entry.kind === 'table' ? entry.count : 0, all: part.of.count }
  return (
    <span className={styles.state}>
      {share && text(offlineText.partCount, { count: shownNumber(share.count, 0), all: shownNumber(share.all, 0) })} {words()}
    </span>
  )
}
