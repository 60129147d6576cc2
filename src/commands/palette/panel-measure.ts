import { dropSketch, hasPoints } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'
import { measureLength } from './measure-length.ts'

/** Opens with the tool in hand; closing puts it away. What was measured stays on the map. */
export const panelMeasure = defineCommand({
  id: 'panel-measure',
  title: { zh: '量测标绘', en: 'Measure & draw' },
  aliases: ['量测', '测量', '标绘', '绘制', 'draw'],
  run(app) {
    const { panels, tool, sketch, querying, styling, isPhone } = app.store.getState().session
    if (!panels.measure || querying || styling || isPhone) {
      measureLength.run(app)
      return
    }
    if (hasPoints(sketch)) dropSketch(app)
    app.setSession({ panels: { ...panels, measure: false }, tool: tool === 'sketch' ? 'browse' : tool })
  },
})
