import { shallow } from 'zustand/shallow'
import type { App } from '../../app/app.ts'
import type { LayerId, State } from '../../app/state.ts'
import { type RowState, rowState } from './row-state.ts'

/**
 * What a row says of its layer, as something to be read from the store: the same object for as long as it says the same. The view changes
 * with each step of a map that moves, and of thirty rows hardly one says something else then.
 */
export function followRowState(app: Pick<App, 'map'>, id: LayerId): (state: State) => RowState {
  let [asked, said]: [readonly unknown[], RowState] = [[], { kind: 'ready' }]
  return ({ project: { tree, layers }, session: { view, layerStatus } }) => {
    const now = [tree, layers, view, layerStatus, app.map]
    if (shallow(now, asked)) return said
    asked = now
    const order = tree.flatMap((group) => group.layers)
    const above = order.slice(0, order.indexOf(id)).map((over) => [layers[over], layerStatus[over]] as const)
    // it has gone, and its row does not yet know
    const next = layers[id] ? rowState(layers[id], layerStatus[id], view.zoom, app.map?.bounds() ?? null, above) : said
    if (!shallow(next, said)) said = next
    return said
  }
}
