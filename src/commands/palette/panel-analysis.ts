import { askFor } from '../../app/asked.ts'
import { defineCommand } from '../command.ts'

/** The right edge holds one panel: opening this one closes the card. */
export const panelAnalysis = defineCommand({
  id: 'panel-analysis',
  title: { zh: '分析', en: 'Analysis' },
  aliases: [
    '面积汇总',
    '统计',
    '压占',
    '叠加',
    '缓冲',
    '图表',
    'area summary',
    'summary',
    'overlap',
    'overlay',
    'buffer',
    'chart',
  ],
  run(app) {
    app.setSession((session) => {
      const { panels, card, tool, querying, styling, isPhone } = session
      // below another panel, or in the one sheet of a phone, it is not seen: then it is wanted, not closed
      const isSeen = panels.analysis && !querying && !styling && !isPhone
      return {
        panels: { ...panels, analysis: !isSeen, measure: isSeen && panels.measure },
        card: isSeen ? card : null,
        querying: null,
        styling: null,
        tool: !isSeen && tool === 'sketch' ? 'browse' : tool,
        ...(!isSeen && askFor(session, 'analysis')),
      }
    })
  },
})
