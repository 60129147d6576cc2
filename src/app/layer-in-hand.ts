import type { App } from './app.ts'
import type { LayerId } from './state.ts'

/** The layer that is being looked at: the selected one, the card's, else the uppermost visible; null where none has rows. */
export function layerInHand(app: App): LayerId | null {
  const { project, session } = app.store.getState()
  const hit = session.card?.hits[session.card.open ?? 0]
  const shown = project.tree.flatMap(({ layers }) => layers).filter((id) => project.layers[id]?.visible)
  const candidates = [session.selection?.layer, hit?.layer, ...shown]
  const isTable = (id: LayerId) => project.layers[id] && !project.layers[id].grid
  return (
    candidates.find((id): id is LayerId => id !== undefined && isTable(id) && project.layers[id].role === 'data') ??
    candidates.find((id): id is LayerId => id !== undefined && isTable(id)) ??
    null
  )
}
