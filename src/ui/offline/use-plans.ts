import { fileToCut, isCuttable } from '../../app/cut-layers.ts'
import type { LayerId } from '../../app/state.ts'
import type { PackArea } from '../../core/offline/pack-area.ts'
import type { PartPlan } from '../../workers/offline-api.ts'
import { useApp } from '../shell/app-context.ts'
import { type Loaded, useAsync } from '../shell/use-async.ts'

/** What the chosen layers have in the area, by their indexes; layers that go along whole are not in it. */
export function usePlans(
  chosen: ReadonlySet<LayerId>,
  area: PackArea | null,
  isOnline: boolean,
): Loaded<ReadonlyMap<LayerId, PartPlan>> {
  const app = useApp()
  const cut =
    area && isOnline ? app.published.layers.filter(({ id }) => chosen.has(id)).filter((entry) => isCuttable(app, entry)) : []
  return useAsync(`${cut.map(({ id }) => id)} ${JSON.stringify(area?.rings)}`, async (signal) => {
    const plans = new Map<LayerId, PartPlan>()
    if (!area) return plans
    for (const entry of cut) plans.set(entry.id, await app.offline.planPart(fileToCut(app, entry, area), { signal }))
    return plans
  })
}
