import { askFor } from '../../app/asked.ts'
import { defineCommand } from '../command.ts'

/** The right edge holds one panel: this one covers the others until it is closed. */
export const panelQuery = defineCommand({
  id: 'panel-query',
  title: { zh: '查询', en: 'Query' },
  aliases: ['属性查询', '空间查询', '计算字段', 'calculate'],
  run(app) {
    app.setSession((session) => {
      const { querying, card, styling, isPhone } = session
      // below another panel, or in the one sheet of a phone, it is not seen: then it is wanted, not closed
      if (querying && !card && !styling && !isPhone) return { querying: null }
      return { querying: querying ?? { layer: null }, card: null, styling: null, ...askFor(session, 'query') }
    })
  },
})
