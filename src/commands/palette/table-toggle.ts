import { layerInHand } from '../../app/layer-in-hand.ts'
import { defineCommand } from '../command.ts'
import { tableOpen } from '../table-open.ts'

/** Of the layer in hand. */
export const tableToggle = defineCommand({
  id: 'table-toggle',
  title: tableOpen.title,
  keys: ['T'],
  aliases: ['表格', '查询', 'table', 'query', 'filter', '筛选'],
  isEnabled: (app) => app.store.getState().session.drawer?.table !== undefined || layerInHand(app) !== null,
  run(app) {
    const layer = layerInHand(app)
    const isOpen = app.store.getState().session.drawer?.table !== undefined
    if (isOpen || layer) app.setSession({ drawer: isOpen || !layer ? null : { table: layer } })
  },
})
