import type { App } from './app.ts'
import type { LayerId } from './state.ts'

/**
 * The layer that is being looked at: the selected one, the card's, the table's, else of the visible ones that with the most rows, since few ask fifteen
 * zones that lie above the parcels; null where none has rows.
 */
export function layerInHand(app: App): LayerId | null {
  const { project, session } = app.store.getState()
  const hit = session.card?.hits[session.card.open ?? 0]
  const countOf = (id: LayerId) => session.layerStatus[id]?.count ?? 0
  const shown = project.tree
    .flatMap(({ layers }) => layers)
    .filter((id) => project.layers[id]?.visible)
    .sort((a, b) => countOf(b) - countOf(a))
  const candidates = [session.selection?.layer, hit?.layer, session.drawer?.table, ...shown]
  const isTable = (id: LayerId) => project.layers[id] && !project.layers[id].grid
  return (
    candidates.find((id): id is LayerId => id !== undefined && isTable(id) && project.layers[id].role === 'data') ??
    candidates.find((id): id is LayerId => id !== undefined && isTable(id)) ??
    null
  )
}
