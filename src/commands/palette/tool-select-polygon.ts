import { defineCommand } from '../command.ts'

export const toolSelectPolygon = defineCommand({
  id: 'tool-select-polygon',
  title: { zh: '多边形选择', en: 'Select by polygon' },
  run(app) {
    app.setSession({ tool: 'select-polygon' })
  },
})
