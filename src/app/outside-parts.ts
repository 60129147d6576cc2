import { areaTest } from '../core/offline/pack-area.ts'
import type { App } from './app.ts'
import { partOf } from './pack.ts'
import type { LayerId } from './state.ts'

/**
 * Layers that are switched on and of which this device has only an area that a place lies outside of: that nothing was found there says nothing.
 * @param only of these; left out: of all
 */
export function outsideParts(app: App, [lng, lat]: readonly [number, number], only?: readonly LayerId[]): readonly LayerId[] {
  const { layers } = app.store.getState().project
  return app.catalog.layers.flatMap((entry) => {
    const part = partOf(entry)
    if (!part || !layers[entry.id]?.visible || (only && !only.includes(entry.id))) return []
    const isIn = areaTest(part.rings.map((ring) => Float64Array.from(ring.flat())))
    return isIn([lng, lat, lng, lat]) ? [] : [entry.id]
  })
}
