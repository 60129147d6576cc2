import { defineCommand } from '../command.ts'

export const panelLayers = defineCommand({
  id: 'panel-layers',
  title: { zh: '图层面板', en: 'Layer panel' },
  keys: ['L', '['],
  run(app) {
    app.setSession(({ panels }) => ({ panels: { ...panels, layers: !panels.layers } }))
  },
})
