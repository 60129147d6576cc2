import { askFor } from '../../app/asked.ts'
import { defineCommand } from '../command.ts'

export const panelLayers = defineCommand({
  id: 'panel-layers',
  title: { zh: '图层面板', en: 'Layer panel' },
  keys: ['L', '['],
  run(app) {
    app.setSession((session) =>
      session.isPhone ? askFor(session, 'layers') : { panels: { ...session.panels, layers: !session.panels.layers } },
    )
  },
})
