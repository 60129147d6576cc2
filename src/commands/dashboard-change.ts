import type { LayerId } from '../app/state.ts'
import type { Dashboard } from '../core/dashboard/card.ts'
import type { Text } from '../core/text.ts'
import { defineCommand } from './command.ts'

/** Cards and scope of a layer's dashboard; kept with the project. @param argument.dashboard null: the usual ones again */
export const dashboardChange = defineCommand<{ layer: LayerId; dashboard: Dashboard | null; label: Text }>({
  id: 'dashboard-change',
  title: { zh: '设置统计面板', en: 'Set up the dashboard' },
  run(app, { layer, dashboard, label }) {
    app.change(label, ({ dashboards = {}, ...project }) => {
      const { [layer]: _, ...others } = dashboards
      const next = dashboard ? { ...others, [layer]: dashboard } : others
      return Object.keys(next).length > 0 ? { ...project, dashboards: next } : project
    })
  },
})
