import { defineCommand } from '../command.ts'

export const viewZoomOut = defineCommand({
  id: 'view-zoom-out',
  title: { zh: '缩小', en: 'Zoom out' },
  keys: ['-'],
  run(app) {
    app.map?.zoomBy(-1)
  },
})
