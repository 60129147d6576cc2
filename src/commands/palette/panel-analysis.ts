import { defineCommand } from '../command.ts'

/** The right edge holds one panel: opening this one closes the card. */
export const panelAnalysis = defineCommand({
  id: 'panel-analysis',
  title: { zh: '分析', en: 'Analysis' },
  aliases: ['面积汇总', '统计', '压占', '叠加', '缓冲', '图表', 'summary', 'overlap', 'overlay', 'buffer', 'chart'],
  run(app) {
    app.setSession(({ panels, card, tool }) => ({
      panels: { ...panels, analysis: !panels.analysis, measure: panels.analysis && panels.measure },
      card: panels.analysis ? card : null,
      tool: !panels.analysis && tool === 'sketch' ? 'browse' : tool,
    }))
  },
})
