import type { App } from '../app/app.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const tableOpen = defineCommand<{ layer: LayerId }>({
  id: 'table-open',
  title: { zh: '属性表', en: 'Attribute table' },
  needsArgument: true,
  run(app, { layer }) {
    app.setSession({ drawer: { table: layer } })
  },
})

/** Of the layer that is being looked at: the selected one, the card's, else the uppermost visible. */
export const tableToggle = defineCommand({
  id: 'table-toggle',
  title: tableOpen.title,
  keys: ['T'],
  aliases: ['表格', 'table'],
  isEnabled: (app) => app.store.getState().session.drawer?.table !== undefined || layerInHand(app) !== null,
  run(app) {
    const layer = layerInHand(app)
    const isOpen = app.store.getState().session.drawer?.table !== undefined
    if (isOpen || layer) app.setSession({ drawer: isOpen || !layer ? null : { table: layer } })
  },
})

function layerInHand(app: App): LayerId | null {
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
