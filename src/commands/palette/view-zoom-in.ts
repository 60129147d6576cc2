import { defineCommand } from '../command.ts'

export const viewZoomIn = defineCommand({
  id: 'view-zoom-in',
  title: { zh: '放大', en: 'Zoom in' },
  keys: ['+', '='],
  run(app) {
    app.map?.zoomBy(1)
  },
})
