import { defineCommand } from './command.ts'

/** The right edge holds one panel: opening this one closes the card. */
export const panelAnalysis = defineCommand({
  id: 'panel-analysis',
  title: { zh: '分析', en: 'Analysis' },
  aliases: ['面积汇总', '统计', 'summary'],
  run(app) {
    app.setSession(({ panels, card }) => ({
      panels: { ...panels, analysis: !panels.analysis },
      card: panels.analysis ? card : null,
    }))
  },
})
