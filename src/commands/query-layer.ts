import { askFor } from '../app/asked.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { panelQuery } from './palette/panel-query.ts'

/** With a layer already chosen. */
export const queryLayer = defineCommand<{ layer: LayerId }>({
  id: 'query-layer',
  title: panelQuery.title,
  run(app, { layer }) {
    // what was being asked of another layer gives way
    app.setSession((session) => ({
      querying: { layer },
      question: session.question?.layer === layer ? session.question : null,
      card: null,
      styling: null,
      ...askFor(session, 'query'),
    }))
  },
})
