import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { panelQuery } from './palette/panel-query.ts'

/** With a layer already chosen. */
export const queryLayer = defineCommand<{ layer: LayerId }>({
  id: 'query-layer',
  title: panelQuery.title,
  run(app, { layer }) {
    app.setSession({ querying: { layer }, card: null, styling: null })
  },
})
