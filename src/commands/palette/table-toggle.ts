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
    const { drawer, isPhone } = app.store.getState().session
    const layer = drawer?.table ?? layerInHand(app)
    // in the one sheet of a phone it may lie below another: then it is wanted, not closed
    if (drawer?.table !== undefined && !isPhone) app.setSession({ drawer: null })
    else if (layer) tableOpen.run(app, { layer })
  },
})
