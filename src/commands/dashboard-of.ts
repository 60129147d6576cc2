import { askFor } from '../app/asked.ts'
import type { LayerId, Session } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** For the dashboard: the right edge holds one panel, what covers this one is closed, a sketch is kept. */
export function uncovered(session: Session): Partial<Session> {
  const { panels, tool } = session
  return {
    card: null,
    styling: null,
    querying: null,
    panels: { ...panels, measure: false, analysis: false },
    tool: tool === 'sketch' ? 'browse' : tool,
    ...askFor(session, 'dashboard'),
  }
}
export const DASHBOARD = { zh: '统计面板', en: 'Dashboard' }

export const dashboardOf = defineCommand<{ layer: LayerId }>({
  id: 'dashboard-of',
  title: DASHBOARD,
  run(app, { layer }) {
    app.setSession((session) => ({ ...uncovered(session), dashboard: { layer } }))
  },
})
