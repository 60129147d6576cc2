import { defineCommand } from '../command.ts'

/** The right edge holds one panel: this one covers the others until it is closed. */
export const panelQuery = defineCommand({
  id: 'panel-query',
  title: { zh: '查询', en: 'Query' },
  aliases: ['属性查询', '空间查询', '计算字段', 'calculate'],
  run(app) {
    const isOpen = app.store.getState().session.querying !== null
    app.setSession(isOpen ? { querying: null } : { querying: { layer: null }, card: null, styling: null })
  },
})
