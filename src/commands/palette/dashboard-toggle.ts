import type { App } from '../../app/app.ts'
import { layerInHand } from '../../app/layer-in-hand.ts'
import { defineCommand } from '../command.ts'
import { DASHBOARD, uncovered } from '../dashboard-of.ts'

function isSeen(app: App): boolean {
  const { dashboard, card, styling, querying, panels, isPhone } = app.store.getState().session
  // in the one sheet of a phone it may lie below another: then it is wanted, not closed
  return dashboard !== null && !isPhone && !card && !styling && !querying && !panels.measure && !panels.analysis
}

export const dashboardToggle = defineCommand({
  id: 'dashboard-toggle',
  title: DASHBOARD,
  aliases: ['图表', '统计', '直方图', '旭日图', 'dashboard', 'charts', 'statistics', 'histogram'],
  isEnabled: (app) => app.store.getState().session.dashboard !== null || layerInHand(app) !== null,
  run(app) {
    const layer = layerInHand(app)
    app.setSession((session) =>
      isSeen(app) ? { dashboard: null } : { ...uncovered(session), dashboard: session.dashboard ?? { layer } },
    )
  },
})
